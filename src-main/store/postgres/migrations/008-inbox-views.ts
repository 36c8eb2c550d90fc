import { type Kysely, sql } from 'kysely';

/** The views of the inbox that people keep for themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE inbox_views (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT inbox_views_object_id UNIQUE,
      user_id integer NOT NULL REFERENCES users (id) ON DELETE CASCADE,
      name varchar(60) NOT NULL,
      filter jsonb NOT NULL CONSTRAINT inbox_views_filter CHECK (jsonb_typeof(filter) = 'object'),
      sort varchar(20) NOT NULL,
      -- Where it stands among the person's views; gaps and equal ones do no harm, the id decides then.
      position integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- The views of a person: WHERE user_id = $1 ORDER BY position, id.
    CREATE INDEX inbox_views_user_id ON inbox_views (user_id, position, id)`.execute(db);
}
