import { type Kysely, sql } from 'kysely';

/**
 * A consent may come of a file, or of a keyword that the person sent: that one is noted by nobody, has its message, and
 * is noted once, whichever desktop reads it. A quick reply may be advertising.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE contact_consents
      DROP CONSTRAINT contact_consents_method,
      ADD CONSTRAINT contact_consents_method
        CHECK (method IN ('message', 'form', 'in_person', 'import', 'keyword')),
      ADD CONSTRAINT contact_consents_keyword
        CHECK (method <> 'keyword' OR (message_id IS NOT NULL AND recorded_by IS NULL));
    CREATE UNIQUE INDEX contact_consents_of_keyword
      ON contact_consents (conversation_id, message_id, purpose) WHERE method = 'keyword';

    ALTER TABLE quick_replies ADD COLUMN is_marketing boolean NOT NULL DEFAULT false`.execute(db);
}
