import { type Kysely, sql } from 'kysely';

/** When each business is open, and how soon its customers are to have an answer. Told on the channel as one thing. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE business_hours (
      id serial PRIMARY KEY,
      -- NULL for the conversations of no business.
      business_id integer REFERENCES businesses (id) ON DELETE CASCADE,
      -- Time zone, week and holidays, as the contract has them; NULL where it is always open.
      hours jsonb,
      -- Of business hours; NULL for no target.
      target_minutes integer CHECK (target_minutes > 0),
      -- The person; desks are not noted here.
      updated_by integer REFERENCES users (id) ON DELETE SET NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT business_hours_business_id UNIQUE NULLS NOT DISTINCT (business_id)
    );

    CREATE FUNCTION notify_business_hours() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      PERFORM pg_notify('alexia_changes',
        json_build_object('table', TG_TABLE_NAME, 'id', '', 'by', NULL)::text);
      RETURN NULL;
    END
    $function$;

    CREATE TRIGGER business_hours_notify AFTER INSERT OR UPDATE OR DELETE ON business_hours
      FOR EACH ROW EXECUTE FUNCTION notify_business_hours()`.execute(db);
}
