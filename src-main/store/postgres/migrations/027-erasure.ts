import { type Kysely, sql } from 'kysely';

/**
 * Who was erased, and who is not to come back. Nothing in it says who that was: ids that lead nowhere, and keyed hashes. What
 * desktops may not change or take away otherwise (consents, the history of leads) goes by a function that works as the owner
 * of the tables.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await tables(db);
  await functions(db);
}

async function tables(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE erasures (
      id serial PRIMARY KEY,
      erasure_id uuid NOT NULL CONSTRAINT erasures_erasure_id UNIQUE,
      -- whatsapp_contacts._id, which is gone.
      contact_id char(24) NOT NULL,
      -- A keyed hash of who it was.
      subject varchar(32) NOT NULL,
      reason varchar(20) NOT NULL CONSTRAINT erasures_reason CHECK (reason IN
        ('no_longer_needed', 'consent_withdrawn', 'objection', 'unlawful', 'legal_duty')),
      started_by integer REFERENCES users (id) ON DELETE SET NULL,
      started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      -- Who is at it, and when that was last known.
      desk_id uuid,
      alive_at timestamptz,
      ended_at timestamptz,
      state varchar(20) NOT NULL DEFAULT 'interrupted' CONSTRAINT erasures_state
        CHECK (state IN ('running', 'interrupted', 'done', 'failed')),
      step varchar(20) NOT NULL DEFAULT 'suppress' CONSTRAINT erasures_step CHECK (step IN
        ('suppress', 'keys', 'conversations', 'groups', 'leads', 'contacts', 'devices', 'verify')),
      counts jsonb NOT NULL DEFAULT '{}',
      verification jsonb,
      -- Keyed hashes and ids of what is to go; NULL once it is done.
      plan jsonb,
      CONSTRAINT erasures_plan CHECK ((plan IS NULL) = (state = 'done')),
      -- What desktops take away of what they keep.
      conversation_ids uuid[] NOT NULL
    );
    -- One at a time of each person.
    CREATE UNIQUE INDEX erasures_unfinished ON erasures (contact_id) WHERE state <> 'done';
    CREATE INDEX erasures_started_by ON erasures (started_by) WHERE started_by IS NOT NULL;

    CREATE TABLE erasure_desktops (
      erasure_id integer NOT NULL REFERENCES erasures (id) ON DELETE CASCADE,
      desk_id uuid NOT NULL,
      -- When it said that it keeps nothing any more.
      done_at timestamptz,
      CONSTRAINT erasure_desktops_desktop PRIMARY KEY (desk_id, erasure_id)
    );
    CREATE INDEX erasure_desktops_erasure_id ON erasure_desktops (erasure_id);

    CREATE TABLE suppressions (
      id_hash varchar(32) CONSTRAINT suppressions_id_hash PRIMARY KEY,
      -- What is older than this is not taken in.
      erased_at timestamptz NOT NULL
    );

    CREATE TRIGGER erasures_notify AFTER INSERT ON erasures
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent();
    CREATE TRIGGER erasures_step_notify AFTER UPDATE ON erasures FOR EACH ROW
      WHEN (OLD.state <> NEW.state OR OLD.step <> NEW.step) EXECUTE FUNCTION notify_consent();
    CREATE TRIGGER erasure_desktops_notify AFTER UPDATE ON erasure_desktops
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent()`.execute(db);
}

async function functions(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What a lead's history said may be erased. Nothing else of it can be changed.
    CREATE OR REPLACE FUNCTION refuse_lead_history_change() RETURNS trigger LANGUAGE plpgsql AS $function$
    DECLARE
      erased lead_changes := OLD;
    BEGIN
      erased.changes := '';
      IF NEW IS NOT DISTINCT FROM erased THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'The history of a lead is added to, never changed';
    END
    $function$;

    CREATE FUNCTION known_desktops() RETURNS TABLE (desk_id uuid, name text, last_seen_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER AS $function$
      SELECT desk_id, name::text, last_seen_at FROM desktops WHERE shut_out_at IS NULL
    $function$;

    CREATE FUNCTION erase_rows(of_contacts text[], of_conversations uuid[], of_phone_keys text[],
      of_leads text[], writer uuid) RETURNS TABLE (leads integer, consents integer, others integer)
    LANGUAGE plpgsql SECURITY DEFINER AS $function$
    #variable_conflict use_column
    DECLARE
      lead_ids integer[];
      gone integer;
      before char(22);
      replaced char(22);
      lead_count integer;
      consent_count integer;
      other_count integer := 0;
    BEGIN
      SELECT coalesce(array_agg(id), '{}') INTO lead_ids FROM leads
        WHERE conversation_id = ANY (of_conversations) OR phone_key = ANY (of_phone_keys)
          OR object_id = ANY (of_leads::bpchar[]);
      -- Empty columns: nothing is sealed in them, and nothing can be opened.
      UPDATE leads SET contact_name = '', reasons = '', excerpt = '', next_step = NULL,
        next_step_at = NULL, reminded_of = NULL, notes = NULL, lost_reason = NULL,
        phone_number = NULL, phone_key = NULL, message_id = NULL, sealed_alone = true,
        updated_by = writer
        WHERE id = ANY (lead_ids) AND contact_name <> '';
      GET DIAGNOSTICS lead_count = ROW_COUNT;
      UPDATE lead_changes SET changes = '' WHERE lead_id = ANY (lead_ids) AND changes <> '';
      DELETE FROM lead_messages
        WHERE lead_id = ANY (lead_ids) OR conversation_id = ANY (of_conversations);
      GET DIAGNOSTICS gone = ROW_COUNT;
      other_count := other_count + gone;
      DELETE FROM lead_judgements WHERE conversation_id = ANY (of_conversations);
      GET DIAGNOSTICS gone = ROW_COUNT;
      other_count := other_count + gone;
      DELETE FROM rota_turns WHERE conversation_id = ANY (of_conversations);
      GET DIAGNOSTICS gone = ROW_COUNT;
      other_count := other_count + gone;
      DELETE FROM contact_consents WHERE contact_id = ANY (of_contacts::bpchar[])
        OR conversation_id = ANY (of_conversations);
      GET DIAGNOSTICS consent_count = ROW_COUNT;
      DELETE FROM legal_holds
        WHERE contact_id = ANY (of_contacts::bpchar[]) AND lifted_at IS NOT NULL;
      GET DIAGNOSTICS gone = ROW_COUNT;
      other_count := other_count + gone;
      -- The figures count the same people, of whom nobody can tell who they were.
      FOR before IN SELECT DISTINCT contact_key FROM conversation_facts
        WHERE conversation_id = ANY (of_conversations) AND contact_key IS NOT NULL
      LOOP
        replaced := left(replace(gen_random_uuid()::text, '-', ''), 22);
        UPDATE conversation_facts SET contact_key = replaced
          WHERE contact_key = before AND conversation_id = ANY (of_conversations);
        UPDATE contact_days SET contact_key = replaced
          WHERE contact_key = before AND first_in = ANY (of_conversations);
      END LOOP;
      RETURN QUERY SELECT lead_count, consent_count, other_count;
    END
    $function$`.execute(db);
  // Somebody who may create objects in another schema must not choose what the names in the functions mean.
  await sql`
    DO $block$ BEGIN
      EXECUTE format('ALTER FUNCTION known_desktops() SET search_path = %I, pg_temp', current_schema());
      EXECUTE format('ALTER FUNCTION erase_rows(text[], uuid[], text[], text[], uuid) SET search_path = %I, pg_temp',
        current_schema());
    END $block$;
    REVOKE ALL ON FUNCTION known_desktops(), erase_rows(text[], uuid[], text[], text[], uuid) FROM PUBLIC`.execute(
    db,
  );
}
