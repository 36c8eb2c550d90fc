import { type Kysely, sql } from 'kysely';

/**
 * What people have said about the use of their data. A row is added, never changed.
 * Beside it, the index by which all leads of a conversation are found.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    CREATE TABLE contact_consents (
      id bigserial PRIMARY KEY,
      object_id char(24) NOT NULL CONSTRAINT contact_consents_object_id UNIQUE,
      -- whatsapp_contacts._id
      contact_id char(24) NOT NULL,
      purpose varchar(20) NOT NULL CONSTRAINT contact_consents_purpose
        CHECK (purpose IN ('service', 'marketing', 'analytics')),
      state varchar(20) NOT NULL CONSTRAINT contact_consents_state
        CHECK (state IN ('given', 'refused', 'withdrawn', 'unknown')),
      method varchar(20) NOT NULL CONSTRAINT contact_consents_method
        CHECK (method IN ('message', 'form', 'in_person')),
      -- When the person said so, and in which message.
      said_at timestamptz NOT NULL,
      conversation_id uuid,
      message_id varchar(128),
      -- The person of the team; NULL for what nobody noted by hand.
      recorded_by integer REFERENCES users (id),
      recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT contact_consents_message CHECK ((conversation_id IS NULL) = (message_id IS NULL))
    );
    -- The history of a person: WHERE contact_id IN (…) ORDER BY said_at DESC, id DESC.
    CREATE INDEX contact_consents_contact_id ON contact_consents (contact_id, said_at DESC, id DESC);
    -- PostgreSQL's own look before a person may go.
    CREATE INDEX contact_consents_recorded_by ON contact_consents (recorded_by)
      WHERE recorded_by IS NOT NULL;

    CREATE FUNCTION refuse_consent_change() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      RAISE EXCEPTION 'What was noted of a consent is not changed: another note follows it';
    END
    $function$;
    CREATE TRIGGER contact_consents_unchanged BEFORE UPDATE ON contact_consents
      FOR EACH ROW EXECUTE FUNCTION refuse_consent_change();
    -- That there is something new is told; of whom is not.
    CREATE FUNCTION notify_consent() RETURNS trigger LANGUAGE plpgsql AS $function$
    BEGIN
      PERFORM pg_notify('alexia_changes',
        json_build_object('table', TG_TABLE_NAME, 'id', '', 'by', NULL)::text);
      RETURN NULL;
    END
    $function$;
    CREATE TRIGGER contact_consents_notify AFTER INSERT OR DELETE ON contact_consents
      FOR EACH STATEMENT EXECUTE FUNCTION notify_consent();

    CREATE INDEX leads_conversation_id ON leads (conversation_id, created_at DESC)`.execute(db);
}
