import { type Kysely, sql } from 'kysely';

/**
 * What the pages of the figures ask for: who wrote how much in which conversation in which hour, the first message of a
 * customer, and the labels of conversations as they are now. All figures are made anew.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- In small letters: capitals make no other label.
    ALTER TABLE conversation_facts ADD COLUMN labels text[] NOT NULL DEFAULT '{}';
    CREATE INDEX conversation_facts_labels ON conversation_facts USING gin (labels);

    CREATE TABLE conversation_hours (
      -- The day and the hour that the clock of the business showed.
      date date NOT NULL,
      hour smallint NOT NULL CONSTRAINT conversation_hours_hour CHECK (hour BETWEEN 0 AND 23),
      business_id integer,
      session_id varchar(255) NOT NULL,
      conversation_id uuid NOT NULL,
      -- users.object_id, or who else it may be.
      who varchar(24) NOT NULL CONSTRAINT conversation_hours_who
        CHECK (who IN ('customer', 'phone', 'automatic') OR length(who) = 24),
      messages integer NOT NULL CONSTRAINT conversation_hours_messages CHECK (messages > 0),
      CONSTRAINT conversation_hours_row PRIMARY KEY (date, conversation_id, who, hour)
    );

    DELETE FROM contact_days;
    ALTER TABLE contact_days
      -- The first message of that day.
      ADD COLUMN first_at timestamptz NOT NULL,
      ADD COLUMN first_by varchar(128) COLLATE "C" NOT NULL,
      ADD COLUMN first_in uuid NOT NULL;
    -- Whether somebody had written before: WHERE contact_key = $1 AND (first_at, first_by, first_in) < ($2, $3, $4).
    CREATE INDEX contact_days_first ON contact_days (contact_key, first_at, first_by, first_in);

    UPDATE figure_state SET definition_version = 0`.execute(db);
}
