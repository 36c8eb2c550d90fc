import { type Kysely, sql } from 'kysely';

/**
 * Which messages stand behind a lead, and how strongly; and the team's own rules for finding them. The words that were
 * found are sealed before they get here; rules are the team's own words, in clear as labels are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE leads
      -- What the messages behind it add up to, in thousandths (domain/leads/lead-strength.ts); NULL where nobody scored
      -- them. A sum of whole numbers, which is the same in whatever order they come.
      ADD COLUMN evidence integer CONSTRAINT leads_evidence CHECK (evidence >= 0),
      ADD COLUMN score smallint GENERATED ALWAYS AS (CASE WHEN evidence IS NOT NULL
        THEN round(100 * (1 - exp(-least(evidence, 20000) / 1000.0))) END) STORED,
      -- When it was won or lost; NULL while it is open.
      ADD COLUMN closed_at timestamptz;
    UPDATE leads SET closed_at = updated_at WHERE stage IN ('won', 'lost');

    CREATE FUNCTION note_closed_at() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF NEW.stage NOT IN ('won', 'lost') THEN
        NEW.closed_at := NULL;
      ELSIF NEW.closed_at IS NULL THEN
        NEW.closed_at := clock_timestamp();
      END IF;
      RETURN NEW;
    END
    $function$;
    CREATE TRIGGER leads_closed_at BEFORE INSERT OR UPDATE OF stage ON leads
      FOR EACH ROW EXECUTE FUNCTION note_closed_at();

    -- Each message counts once, for one lead: that makes the pipeline's step idempotent.
    CREATE TABLE lead_messages (
      conversation_id uuid NOT NULL,
      message_id varchar(128) NOT NULL,
      lead_id integer NOT NULL REFERENCES leads (id) ON DELETE CASCADE,
      score smallint NOT NULL CONSTRAINT lead_messages_score CHECK (score BETWEEN 0 AND 100),
      reasons bytea NOT NULL,
      said_at timestamptz NOT NULL,
      PRIMARY KEY (conversation_id, message_id)
    );
    -- Those behind a lead: WHERE lead_id = $1 ORDER BY said_at.
    CREATE INDEX lead_messages_lead_id ON lead_messages (lead_id, said_at);

    CREATE TABLE lead_rules (
      id serial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT lead_rules_object_id UNIQUE,
      -- NULL for all businesses.
      business_id integer REFERENCES businesses (id) ON DELETE CASCADE,
      kind varchar(10) NOT NULL CONSTRAINT lead_rules_kind CHECK (kind IN ('phrase', 'pattern')),
      content varchar(200) NOT NULL,
      points smallint NOT NULL
        CONSTRAINT lead_rules_points CHECK (points BETWEEN -100 AND 100 AND points <> 0),
      is_on boolean NOT NULL,
      updated_by integer REFERENCES users (id) ON DELETE SET NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TRIGGER lead_rules_notify AFTER INSERT OR UPDATE OR DELETE ON lead_rules
      FOR EACH ROW EXECUTE FUNCTION notify_business()`.execute(db);
}
