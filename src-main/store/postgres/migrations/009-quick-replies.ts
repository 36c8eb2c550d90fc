import { type Kysely, sql } from 'kysely';

/** The team's quick replies. They are told on the channel as businesses are: who wrote them is not said. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE quick_replies (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT quick_replies_object_id UNIQUE,
      -- For which business; NULL for all.
      business_id integer REFERENCES businesses (id) ON DELETE CASCADE,
      shortcut varchar(40) NOT NULL,
      content text NOT NULL,
      created_by integer REFERENCES users (id) ON DELETE SET NULL,
      -- The person; desks are not noted here.
      updated_by integer REFERENCES users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- Capitals make no other shortcut; a business may have its own beside the one for all.
    CREATE UNIQUE INDEX quick_replies_shortcut
      ON quick_replies (business_id, lower(shortcut)) NULLS NOT DISTINCT;

    CREATE TRIGGER quick_replies_notify AFTER INSERT OR UPDATE OR DELETE ON quick_replies
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
