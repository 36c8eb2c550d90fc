import { randomUUID } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { LeadId } from '../../../src-preload/contract/ids.ts';
import type { ErasurePlan } from '../erasure-plan.ts';
import type { Looked, SomeCounts } from '../person-store.ts';
import type { Tables } from './tables.ts';

/** Where the ids of contacts stay: what was done with them, as ids that lead nowhere. */
const keepsContactIds = /^(access_log|erasures)/;

/** See `ErasureStore.countRows`. */
export async function countRows(db: Kysely<Tables>, plan: ErasurePlan): Promise<SomeCounts> {
  const { contacts, conversations, phoneKeys, leads } = idsOf(plan);
  const { rows } = await sql<{ leads: string; consents: string; others: string }>`
    WITH own AS (
      SELECT id FROM leads WHERE contact_name <> '' AND (
        conversation_id = ANY (${conversations}::uuid[]) OR phone_key = ANY (${phoneKeys}::text[])
        OR object_id = ANY (${leads}::bpchar[]))
    )
    SELECT (SELECT count(*) FROM own) AS leads,
      (SELECT count(*) FROM contact_consents WHERE contact_id = ANY (${contacts}::bpchar[])
        OR conversation_id = ANY (${conversations}::uuid[])) AS consents,
      (SELECT count(*) FROM lead_messages WHERE lead_id IN (SELECT id FROM own)
        OR conversation_id = ANY (${conversations}::uuid[]))
      + (SELECT count(*) FROM lead_judgements WHERE conversation_id = ANY (${conversations}::uuid[]))
      + (SELECT count(*) FROM rota_turns WHERE conversation_id = ANY (${conversations}::uuid[]))
      + (SELECT count(*) FROM legal_holds WHERE contact_id = ANY (${contacts}::bpchar[])
        AND lifted_at IS NOT NULL) AS others`.execute(db);
  const [found] = rows;
  return {
    leads: Number(found?.leads ?? 0),
    consents: Number(found?.consents ?? 0),
    others: Number(found?.others ?? 0),
  };
}

/** See `ErasureStore.leadsOf`. */
export async function leadsOf(db: Kysely<Tables>, plan: ErasurePlan): Promise<LeadId[]> {
  const { conversations, phoneKeys, leads } = idsOf(plan);
  const { rows } = await sql<{ object_id: string }>`
    SELECT object_id FROM leads WHERE conversation_id = ANY (${conversations}::uuid[])
      OR phone_key = ANY (${phoneKeys}::text[]) OR object_id = ANY (${leads}::bpchar[])
    ORDER BY id`.execute(db);
  return rows.map((row) => LeadId.parse(row.object_id));
}

/** See `ErasureStore.eraseRows`. Written by nobody in particular, so that every desktop hears of the leads. */
export async function eraseRows(db: Kysely<Tables>, plan: ErasurePlan): Promise<SomeCounts> {
  const { contacts, conversations, phoneKeys, leads } = idsOf(plan);
  const { rows } = await sql<{ leads: number; consents: number; others: number }>`
    SELECT * FROM erase_rows(${contacts}::text[], ${conversations}::uuid[], ${phoneKeys}::text[],
      ${leads}::text[], ${randomUUID()}::uuid)`.execute(db);
  return { ...rows[0] };
}

/** See `ErasureStore.lookAtRows`. Each row is looked at as a whole, as text: in whatever column it may be. */
export async function lookAtRows(db: Kysely<Tables>, plan: ErasurePlan): Promise<Looked> {
  const { rows: tables } = await sql<{ name: string }>`
    SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`.execute(db);
  const looked: Looked = { places: 0, records: 0, left: 0 };
  for (const { name } of tables) {
    const { rows } = await sql<{ records: string; found: string }>`
      SELECT count(*) AS records,
        count(*) FILTER (WHERE row::text LIKE ANY (${patternsFor(name, plan)}::text[])) AS found
      FROM ${sql.table(name)} AS row`.execute(db);
    looked.places += 1;
    looked.records += Number(rows[0]?.records ?? 0);
    looked.left += Number(rows[0]?.found ?? 0);
  }
  const { leads = 0, consents = 0, others = 0 } = await countRows(db, plan);
  looked.left += leads + consents + others;
  return looked;
}

function patternsFor(table: string, plan: ErasurePlan): string[] {
  const hashes = [...plan.people, ...plan.phoneKeys];
  const ids = keepsContactIds.test(table) ? [] : plan.contacts.map(({ id }) => id);
  // The plan itself has them all until it is done.
  return (table === 'erasures' ? [] : [...hashes, ...ids]).map(
    (each) => `%${each.replace(/[\\%_]/g, (found) => `\\${found}`)}%`,
  );
}

function idsOf({ contacts, conversations, phoneKeys, leads }: ErasurePlan) {
  return {
    contacts: contacts.map(({ id }) => id as string),
    conversations: conversations.map(({ conversationId }) => conversationId as string),
    phoneKeys,
    leads: leads as string[],
  };
}
