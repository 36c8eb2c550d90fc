import { type Kysely, sql } from 'kysely';

/**
 * What people say of the leads that were found, and what the team has taught the scoring with it. Of a message it is kept
 * which one it was, never what it says: that is read where it lies when it is learned from. Leads that are made by hand
 * have the number of their customer, and are linked to the conversation of that number.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE leads
      DROP CONSTRAINT leads_message,
      ADD CONSTRAINT leads_message CHECK (message_id IS NULL OR conversation_id IS NOT NULL),
      -- Somebody said that it is none: it counts nowhere.
      ADD COLUMN is_dismissed boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT leads_dismissed CHECK (NOT is_dismissed OR stage = 'lost'),
      -- Under a key of its own, although it has a conversation by now: it was made without one.
      ADD COLUMN sealed_alone boolean NOT NULL DEFAULT false,
      ADD COLUMN phone_number bytea,
      -- A keyed hash of the number, to be found by.
      ADD COLUMN phone_key char(22),
      ADD CONSTRAINT leads_phone CHECK ((phone_number IS NULL) = (phone_key IS NULL));
    UPDATE leads SET sealed_alone = true WHERE conversation_id IS NULL;
    -- Those that wait for a conversation: WHERE phone_key = $1 AND conversation_id IS NULL.
    CREATE INDEX leads_phone_key ON leads (phone_key)
      WHERE conversation_id IS NULL AND phone_key IS NOT NULL;
    DROP TRIGGER leads_of_day ON leads;
    CREATE TRIGGER leads_of_day
      AFTER INSERT OR DELETE OR UPDATE OF created_at, conversation_id, is_dismissed ON leads
      FOR EACH ROW EXECUTE FUNCTION note_lead_of_day();

    CREATE TABLE lead_judgements (
      conversation_id uuid NOT NULL,
      message_id varchar(128) NOT NULL,
      is_lead boolean NOT NULL,
      judged_by integer REFERENCES users (id) ON DELETE SET NULL,
      judged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (conversation_id, message_id)
    );
    -- What is learned from: ORDER BY judged_at DESC, conversation_id, message_id.
    CREATE INDEX lead_judgements_judged_at
      ON lead_judgements (judged_at DESC, conversation_id, message_id);
    -- PostgreSQL's own look before a person may go.
    CREATE INDEX lead_judgements_judged_by ON lead_judgements (judged_by)
      WHERE judged_by IS NOT NULL;

    -- What was applied, one after the other; the last one counts.
    CREATE TABLE lead_corrections (
      version integer PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT lead_corrections_object_id UNIQUE,
      -- Of the text model on which it was learned.
      model_version integer NOT NULL,
      -- Sealed; NULL: back to the text model alone.
      weights bytea,
      judgements integer NOT NULL CONSTRAINT lead_corrections_judgements CHECK (judgements >= 0),
      applied_by integer REFERENCES users (id) ON DELETE SET NULL,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE TRIGGER lead_corrections_notify AFTER INSERT ON lead_corrections
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
