import { type Kysely, sql } from 'kysely';

/** Lost leads and people who never answered have policies, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE retention_policies
      DROP CONSTRAINT retention_policies_kind,
      ADD CONSTRAINT retention_policies_kind CHECK (
        kind IN ('messages', 'media', 'session_logs', 'leads_lost', 'unanswered_contacts')
      )`.execute(db);
}
