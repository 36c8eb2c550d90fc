import { type Kysely, sql } from 'kysely';

/** The views of the leads that people keep, for themselves or for everybody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE lead_views (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT lead_views_object_id UNIQUE,
      user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      name varchar(60) NOT NULL,
      choice jsonb NOT NULL CONSTRAINT lead_views_choice CHECK (jsonb_typeof(choice) = 'object'),
      sort jsonb NOT NULL CONSTRAINT lead_views_sort CHECK (jsonb_typeof(sort) = 'object'),
      layout varchar(10) NOT NULL CONSTRAINT lead_views_layout CHECK (layout IN ('board', 'table')),
      is_shared boolean NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- How many a person has: WHERE user_id = $1.
    CREATE INDEX lead_views_user_id ON lead_views (user_id);
    CREATE TRIGGER lead_views_notify AFTER INSERT OR UPDATE OR DELETE ON lead_views
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
