import { type Kysely, sql } from 'kysely';

/**
 * Whom an import names of the workspace that it comes from: whoever has that e-mail here, else somebody who works here no
 * longer. For owners alone, as nobody else imports (resources/database-roles/postgres-roles.sql): nobody comes in by it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION remember_colleague(new_object_id text, of_name text, of_email text,
      OUT person text, OUT made boolean)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $function$
    BEGIN
      SELECT object_id INTO person FROM users
        WHERE lower(email) = lower(of_email) OR object_id = new_object_id
        ORDER BY lower(email) = lower(of_email) DESC LIMIT 1;
      made := person IS NULL;
      IF made THEN
        INSERT INTO users (object_id, name, email, role, removed_at)
          VALUES (new_object_id, of_name, of_email, 'read_only', now());
        person := new_object_id;
      END IF;
    END
    $function$;
    REVOKE ALL ON FUNCTION remember_colleague FROM PUBLIC`.execute(db);
}
