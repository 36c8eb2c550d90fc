import { type Kysely, sql } from 'kysely';

/**
 * What a team does with a lead: its worth, when it is expected to close, what is next, and who changed what. Leads that
 * were brought from a file belong to no conversation. What people wrote is sealed before it gets here.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE leads
      ALTER COLUMN conversation_id DROP NOT NULL,
      ALTER COLUMN message_id DROP NOT NULL,
      ADD CONSTRAINT leads_message CHECK ((conversation_id IS NULL) = (message_id IS NULL)),
      -- In the smallest unit of the currency: cents, or whole yen.
      ADD COLUMN value_minor bigint CONSTRAINT leads_value CHECK (value_minor >= 0),
      ADD COLUMN currency char(3),
      ADD CONSTRAINT leads_currency CHECK ((value_minor IS NULL) = (currency IS NULL)),
      ADD COLUMN expected_close date,
      ADD COLUMN next_step bytea,
      ADD COLUMN next_step_at timestamptz,
      ADD CONSTRAINT leads_next_step CHECK (next_step_at IS NULL OR next_step IS NOT NULL),
      -- The next_step_at of which the owner was reminded.
      ADD COLUMN reminded_of timestamptz,
      ADD COLUMN notes bytea,
      ADD COLUMN lost_reason bytea,
      -- NULL: since it was made.
      ADD COLUMN stage_since timestamptz,
      -- Counts the changes of people: whoever changes an older version than there is, has to look again.
      ADD COLUMN version integer NOT NULL DEFAULT 1;
    -- A column of the board: WHERE stage = $1 ORDER BY created_at DESC, object_id.
    CREATE INDEX leads_stage ON leads (stage, created_at DESC, object_id);
    -- Whom to remind: WHERE user_id = $1 AND next_step_at <= $2.
    CREATE INDEX leads_next_step_at ON leads (user_id, next_step_at) WHERE next_step_at IS NOT NULL;

    CREATE TABLE lead_changes (
      id bigserial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT lead_changes_object_id UNIQUE,
      lead_id integer NOT NULL REFERENCES leads (id) ON DELETE CASCADE,
      -- What the lead has had since.
      version integer NOT NULL,
      changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      changed_by integer REFERENCES users (id),
      -- In clear for the figures, where the stage was changed; both are in the sealed column, too.
      from_stage varchar(20),
      to_stage varchar(20),
      -- What was changed, before and after.
      changes bytea NOT NULL,
      -- The history of a lead: WHERE lead_id = $1 ORDER BY version DESC.
      CONSTRAINT lead_changes_version UNIQUE (lead_id, version)
    );
    -- PostgreSQL's own look before a person may go.
    CREATE INDEX lead_changes_changed_by ON lead_changes (changed_by) WHERE changed_by IS NOT NULL;

    CREATE FUNCTION refuse_lead_history_change() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      RAISE EXCEPTION 'The history of a lead is added to, never changed';
    END
    $function$;
    CREATE TRIGGER lead_changes_unchanged BEFORE UPDATE ON lead_changes
      FOR EACH ROW EXECUTE FUNCTION refuse_lead_history_change();

    -- What the team calls the stages, and their order; NULL for the app's own word. There are as many as stages.
    CREATE TABLE lead_stages (
      stage varchar(20) PRIMARY KEY CONSTRAINT lead_stages_stage
        CHECK (stage IN ('new', 'contacted', 'qualified', 'proposal', 'won', 'lost')),
      name varchar(40),
      position integer NOT NULL
    );
    INSERT INTO lead_stages (stage, position) VALUES
      ('new', 1), ('contacted', 2), ('qualified', 3), ('proposal', 4), ('won', 5), ('lost', 6);
    -- Told on the channel as consents are: that something is new.
    CREATE TRIGGER lead_stages_notify AFTER UPDATE ON lead_stages
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent()`.execute(db);
}
