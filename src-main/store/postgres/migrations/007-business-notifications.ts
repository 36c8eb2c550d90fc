import { type Kysely, sql } from 'kysely';

/** Businesses are told on the channel as leads are, but not who wrote them: desktops that cache them forget them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE FUNCTION notify_business() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      PERFORM pg_notify('alexia_changes', json_build_object(
        'table', TG_TABLE_NAME,
        'id', CASE WHEN TG_OP = 'DELETE' THEN OLD.object_id ELSE NEW.object_id END,
        'by', NULL)::text);
      RETURN NULL;
    END
    $function$;

    CREATE TRIGGER businesses_notify AFTER INSERT OR UPDATE OR DELETE ON businesses
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
