import { type Kysely, sql } from 'kysely';

/** The team's labels with their colours. They are told on the channel as businesses are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE labels (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT labels_object_id UNIQUE,
      name varchar(40) NOT NULL,
      colour varchar(10) NOT NULL CONSTRAINT labels_colour CHECK (colour IN
        ('blue', 'orange', 'green', 'pink', 'yellow', 'teal', 'violet', 'olive')),
      -- Where it stands; gaps and equal ones do no harm, the id decides then.
      position integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    -- Capitals make no other label.
    CREATE UNIQUE INDEX labels_name ON labels (lower(name));

    CREATE TRIGGER labels_notify AFTER INSERT OR UPDATE OR DELETE ON labels
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
