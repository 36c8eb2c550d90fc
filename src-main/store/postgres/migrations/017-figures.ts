import { type Kysely, sql } from 'kysely';

/**
 * The figures (resources/docs/numbers.md). Facts stand beside the messages: when which message was sent, by which side,
 * nothing of what it says. Everything else follows from them and from the calendars, can be thrown away and is made
 * anew. What is out of date is noted with the fact that makes it so, in one statement.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await facts(db);
  await derived(db);
  await days(db);
  await outOfDate(db);
}

async function facts(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE message_facts (
      conversation_id uuid NOT NULL,
      -- Compared byte by byte: it decides the order within a second.
      message_id varchar(128) COLLATE "C" NOT NULL,
      -- WhatsApp's time; it counts whole seconds.
      at timestamptz NOT NULL,
      is_incoming boolean NOT NULL,
      type varchar(20) NOT NULL,
      is_automatic boolean NOT NULL,
      -- users.object_id of the colleague who wrote it in the app; NULL for the other side, and for the phone.
      sent_by char(24),
      PRIMARY KEY (conversation_id, message_id)
    );
    CREATE INDEX message_facts_conversation_at ON message_facts (conversation_id, at);
    CREATE INDEX message_facts_time ON message_facts (at);

    -- What the conversations of these facts are, as MongoDB had it when it was last asked.
    CREATE TABLE conversation_facts (
      conversation_id uuid PRIMARY KEY,
      -- The conversation as part of which it is shown; itself when it is not joined.
      thread_id uuid NOT NULL,
      session_id varchar(255) NOT NULL,
      -- businesses.id; NULL where it belongs to none.
      business_id integer,
      -- A keyed hash of who is at the other end, the same through all accounts; NULL for a group.
      contact_key char(22),
      -- Where messages may be missing: what no comparison with WhatsApp has proved to be complete.
      unproved tstzmultirange NOT NULL,
      CONSTRAINT conversation_facts_contact CHECK (contact_key <> '')
    );
    CREATE INDEX conversation_facts_thread_id ON conversation_facts (thread_id);

    -- When a person closed a conversation: nothing else remembers it, so that it is no part of what is made anew.
    CREATE TABLE conversation_closings (
      conversation_id uuid NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (conversation_id, at)
    )`.execute(db);
}

async function derived(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE response_waits (
      thread_id uuid NOT NULL,
      opened_at timestamptz NOT NULL,
      opened_by varchar(128) COLLATE "C" NOT NULL,
      opened_in uuid NOT NULL,
      -- The answer; all NULL while there is none.
      closed_at timestamptz,
      closed_by varchar(128) COLLATE "C",
      closed_in uuid,
      -- users.object_id; NULL for the phone.
      sender_id char(24),
      -- The day of the answer in the time zone of the business.
      date date,
      wall_seconds integer,
      business_seconds integer,
      is_first boolean NOT NULL,
      business_id integer,
      session_id varchar(255) NOT NULL,
      PRIMARY KEY (thread_id, opened_at, opened_by),
      CONSTRAINT response_waits_answer CHECK (
        num_nulls(closed_at, closed_by, closed_in, date, wall_seconds, business_seconds) IN (0, 6)
      ),
      CONSTRAINT response_waits_order CHECK (closed_at >= opened_at AND wall_seconds >= business_seconds)
    );
    CREATE INDEX response_waits_date ON response_waits (date, business_id);
    CREATE INDEX response_waits_open ON response_waits (opened_at) WHERE closed_at IS NULL;

    -- Who wrote on which day: days cannot be added up to a range otherwise.
    CREATE TABLE contact_days (
      date date NOT NULL,
      business_id integer,
      session_id varchar(255) NOT NULL,
      contact_key char(22) NOT NULL,
      CONSTRAINT contact_days_contact UNIQUE NULLS NOT DISTINCT (date, business_id, session_id, contact_key)
    );`.execute(db);
}

async function days(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A row with a session is of that session; one without is of the business, all its sessions together. Without a
    -- business: what belongs to none. What was there counts by the clock on the wall.
    ALTER TABLE message_analytics
      ADD COLUMN business_time_sum_seconds bigint NOT NULL DEFAULT 0,
      ADD COLUMN business_time_histogram integer[] NOT NULL DEFAULT '{}',
      ADD COLUMN first_response_count integer NOT NULL DEFAULT 0,
      ADD COLUMN first_response_sum_seconds bigint NOT NULL DEFAULT 0,
      ADD COLUMN first_response_histogram integer[] NOT NULL DEFAULT '{}',
      ADD COLUMN first_business_time_sum_seconds bigint NOT NULL DEFAULT 0,
      ADD COLUMN first_business_time_histogram integer[] NOT NULL DEFAULT '{}',
      ADD CONSTRAINT message_analytics_first CHECK (
        first_response_count BETWEEN 0 AND response_time_count
        AND business_time_sum_seconds BETWEEN 0 AND response_time_sum_seconds
        AND first_response_sum_seconds BETWEEN 0 AND response_time_sum_seconds
        AND first_business_time_sum_seconds BETWEEN 0 AND first_response_sum_seconds
      );

    -- The same of each person who answered.
    CREATE TABLE sender_analytics (
      date date NOT NULL,
      business_id integer,
      session_id varchar(255) NOT NULL,
      -- users.object_id; NULL for the phone.
      sender_id char(24),
      outgoing_messages integer NOT NULL,
      response_time_count integer NOT NULL,
      response_time_sum_seconds bigint NOT NULL,
      response_time_histogram integer[] NOT NULL,
      business_time_sum_seconds bigint NOT NULL,
      business_time_histogram integer[] NOT NULL,
      first_response_count integer NOT NULL,
      first_response_sum_seconds bigint NOT NULL,
      first_response_histogram integer[] NOT NULL,
      first_business_time_sum_seconds bigint NOT NULL,
      first_business_time_histogram integer[] NOT NULL,
      definition_version smallint NOT NULL,
      CONSTRAINT sender_analytics_day UNIQUE NULLS NOT DISTINCT (date, business_id, session_id, sender_id)
    );`.execute(db);
}

async function outOfDate(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Only added to, and taken from by whoever brings the figures up to date: nobody waits for anybody.
    CREATE TABLE stale_conversations (
      id bigserial PRIMARY KEY,
      conversation_id uuid NOT NULL,
      -- Something of these moments is another thing now; both NULL: nothing that was said.
      since timestamptz,
      until timestamptz,
      -- Its messages have to be read again, all of them.
      is_unread boolean NOT NULL DEFAULT false,
      is_rebuild boolean NOT NULL DEFAULT false,
      CONSTRAINT stale_conversations_span CHECK (num_nulls(since, until) IN (0, 2))
    );
    CREATE INDEX stale_conversations_turn ON stale_conversations (is_rebuild, id);
    CREATE INDEX stale_conversations_conversation_id ON stale_conversations (conversation_id);

    CREATE TABLE stale_days (
      date date NOT NULL,
      business_id integer,
      CONSTRAINT stale_days_day UNIQUE NULLS NOT DISTINCT (date, business_id)
    );

    -- One row: how far the figures are.
    CREATE TABLE figure_state (
      is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
      -- By whose days what belongs to no business with hours of its own is counted.
      time_zone varchar(64) NOT NULL,
      definition_version smallint NOT NULL,
      -- Conversations that are read again; NULL when nothing is made anew.
      rebuild_total integer,
      is_stopped boolean NOT NULL DEFAULT false,
      -- Up to when what conversations belong to was compared with MongoDB.
      looked_at timestamptz NOT NULL DEFAULT now()
    );

    -- By which hours the figures of a business were made, as JSON.
    CREATE TABLE figure_calendars (
      business_id integer,
      hours text NOT NULL,
      CONSTRAINT figure_calendars_business UNIQUE NULLS NOT DISTINCT (business_id)
    );

    -- Whoever makes, moves or removes a lead changes the figures of a day.
    CREATE FUNCTION note_lead_of_day() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      IF TG_OP <> 'INSERT' AND OLD.conversation_id IS NOT NULL THEN
        INSERT INTO stale_conversations (conversation_id, since, until)
          VALUES (OLD.conversation_id, OLD.created_at, OLD.created_at);
      END IF;
      IF TG_OP <> 'DELETE' AND NEW.conversation_id IS NOT NULL THEN
        INSERT INTO stale_conversations (conversation_id, since, until)
          VALUES (NEW.conversation_id, NEW.created_at, NEW.created_at);
      END IF;
      RETURN NULL;
    END
    $function$;
    CREATE TRIGGER leads_of_day AFTER INSERT OR DELETE OR UPDATE OF created_at, conversation_id ON leads
      FOR EACH ROW EXECUTE FUNCTION note_lead_of_day()`.execute(db);
}
