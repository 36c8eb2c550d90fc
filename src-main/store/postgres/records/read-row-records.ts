import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import { LeadHistoryEntry } from '../../../../src-preload/contract/lead-change.ts';
import { LeadReason } from '../../../../src-preload/contract/lead-reason.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import { openField } from '../../../crypto/field-cipher.ts';
import { conversationSubject } from '../../../crypto/key-subjects.ts';
import type { RecordScope } from '../../document-records.ts';
import type { RowKind } from '../../row-records.ts';
import { historyContext, phoneKey } from '../change-lead.ts';
import { classifyPostgresError, type PostgresConnection } from '../postgres-connection.ts';
import type { PostgresContext } from '../postgres-context.ts';
import { evidenceContext } from '../postgres-lead-evidence-store.ts';
import { leadContext, type SealedColumns, subjectOf } from '../sealed-lead.ts';

/** Rows that are read, and opened, at once. */
const PAGE = 500;

type Reader<K extends RowKind> = (
  connection: PostgresConnection,
  context: PostgresContext,
  scope: RecordScope,
) => AsyncIterable<RecordOf<K>>;

const iso = (date: Date): string => date.toISOString();
const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
const uuids = (ids: readonly string[]): RawBuilder<unknown> => sql`${[...ids]}::uuid[]`;

/** All rows of a statement that is asked for page after page; it begins after `after` and has a column `id`. */
async function* pagesOf<Row extends { id: string }>(
  { db, retry }: PostgresConnection,
  statement: (after: string) => RawBuilder<Row>,
  isUpTo = true,
): AsyncGenerator<Row[]> {
  for (let after = '0'; ;) {
    const rows = await retry(async () => (await statement(after).execute(db)).rows).catch(
      (error: unknown) => {
        // Who iterates is past the door at which a store's errors are classified.
        throw classifyPostgresError(error);
      },
    );
    if (rows.length > 0) yield rows;
    if (!isUpTo || rows.length < PAGE) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** The leads of a scope. Those of conversations that are gone are figures, and nobody's. */
function isLead({ keys }: PostgresContext, scope: RecordScope): RawBuilder<boolean> {
  const ofTalks = sql`leads.conversation_id = ANY(${uuids(scope.conversationIds)})`;
  if (scope.of === 'business') {
    return sql`(${ofTalks} OR (leads.conversation_id IS NULL AND leads.business_id IS NOT DISTINCT FROM
      (SELECT id FROM businesses WHERE object_id = ${scope.businessId})))`;
  }
  const phoneKeys = scope.phoneNumbers.map((number) => phoneKey({ lookup: keys.lookup }, number));
  return sql`(${ofTalks} OR leads.object_id = ANY(${[...scope.leadIds]}::bpchar[])
    OR (leads.conversation_id IS NULL AND leads.phone_key = ANY(${phoneKeys}::bpchar[])))`;
}

interface LeadRow extends SealedColumns {
  id: string;
  object_id: string;
  conversation_id: string | null;
  message_id: string | null;
  owner: string | null;
  business: string | null;
  campaign: string | null;
  stage: RecordOf<'lead'>['stage'];
  stage_since: Date | null;
  source: string;
  value_minor: string | null;
  currency: string | null;
  closes_on: string | null;
  next_step_at: Date | null;
  reminded_of: Date | null;
  version: number;
  evidence: number | null;
  closed_at: Date | null;
  is_dismissed: boolean;
  sealed_alone: boolean;
  created_at: Date;
}

const Reasons = z.array(z.string());

async function* readLeads(
  connection: PostgresConnection,
  context: PostgresContext,
  scope: RecordScope,
): AsyncGenerator<RecordOf<'lead'>> {
  const rows = pagesOf<LeadRow>(
    connection,
    (after) => sql<LeadRow>`
      SELECT leads.*, expected_close::text AS closes_on,
        (SELECT object_id FROM users WHERE users.id = leads.user_id) AS owner,
        (SELECT object_id FROM businesses WHERE businesses.id = leads.business_id) AS business,
        (SELECT object_id FROM campaigns WHERE campaigns.id = leads.campaign_id) AS campaign
      FROM leads WHERE leads.id > ${after}::integer AND ${isLead(context, scope)}
      ORDER BY leads.id LIMIT ${PAGE}`,
  );
  for await (const page of rows) {
    const keys = await context.keys.keysFor(page.map(subjectOf));
    for (const row of page) {
      const key = keys.get(subjectOf(row));
      const open = (column: keyof SealedColumns): string | null => {
        const sealed = row[column];
        // Of who was erased the columns are empty.
        return key && sealed && sealed.length > 0
          ? openField(key, leadContext(row.object_id, column), sealed)
          : null;
      };
      yield {
        leadId: row.object_id,
        conversationId: row.conversation_id,
        messageId: row.message_id,
        ownerId: row.owner,
        businessId: row.business,
        campaignId: row.campaign,
        contactName: open('contact_name') ?? '',
        phoneNumber: open('phone_number'),
        reasons: Reasons.parse(JSON.parse(open('reasons') ?? '[]')),
        excerpt: open('excerpt') ?? '',
        stage: row.stage,
        stageSince: isoOrNull(row.stage_since),
        lostReason: open('lost_reason'),
        source: row.source,
        value:
          row.value_minor === null || row.currency === null
            ? null
            : { minor: Number(row.value_minor), currency: row.currency },
        expectedClose: row.closes_on,
        nextStep: open('next_step'),
        nextStepAt: isoOrNull(row.next_step_at),
        remindedOf: isoOrNull(row.reminded_of),
        notes: open('notes'),
        version: row.version,
        evidence: row.evidence,
        closedAt: isoOrNull(row.closed_at),
        isDismissed: row.is_dismissed,
        sealedAlone: row.sealed_alone,
        createdAt: iso(row.created_at),
        ...(key ? {} : { unreadable: 'erased' as const }),
      };
    }
  }
}

interface ChangeRow {
  id: string;
  change_id: string;
  object_id: string;
  conversation_id: string | null;
  sealed_alone: boolean;
  version: number;
  changed_at: Date;
  from_stage: RecordOf<'lead'>['stage'] | null;
  to_stage: RecordOf<'lead'>['stage'] | null;
  changes: Buffer;
  by: string | null;
}

const Difference = LeadHistoryEntry.pick({ before: true, after: true });

async function* readLeadChanges(
  connection: PostgresConnection,
  context: PostgresContext,
  scope: RecordScope,
): AsyncGenerator<RecordOf<'lead_change'>> {
  const rows = pagesOf<ChangeRow>(
    connection,
    (after) => sql<ChangeRow>`
      SELECT c.id, c.object_id AS change_id, leads.object_id, leads.conversation_id, leads.sealed_alone,
        c.version, c.changed_at, c.from_stage, c.to_stage, c.changes,
        (SELECT object_id FROM users WHERE users.id = c.changed_by) AS by
      FROM lead_changes c JOIN leads ON leads.id = c.lead_id
      WHERE c.id > ${after}::bigint AND ${isLead(context, scope)} ORDER BY c.id LIMIT ${PAGE}`,
  );
  for await (const page of rows) {
    const keys = await context.keys.keysFor(page.map(subjectOf));
    for (const row of page) {
      const key = keys.get(subjectOf(row));
      const text =
        key && row.changes.length > 0
          ? openField(key, historyContext(row.change_id), row.changes)
          : undefined;
      const { before, after } = Difference.parse(
        text ? JSON.parse(text) : { before: {}, after: {} },
      );
      yield {
        changeId: row.change_id,
        leadId: row.object_id,
        version: row.version,
        at: iso(row.changed_at),
        by: row.by,
        fromStage: row.from_stage,
        toStage: row.to_stage,
        before,
        after,
      };
    }
  }
}

interface EvidenceRow {
  id: string;
  conversation_id: string;
  message_id: string;
  lead: string;
  score: number;
  reasons: Buffer;
  said_at: Date;
}

async function* readLeadMessages(
  connection: PostgresConnection,
  context: PostgresContext,
  scope: RecordScope,
): AsyncGenerator<RecordOf<'lead_message'>> {
  const rows = pagesOf<EvidenceRow>(
    connection,
    (after) => sql<EvidenceRow>`
      SELECT * FROM (
        SELECT row_number() OVER (ORDER BY m.lead_id, m.said_at, m.conversation_id, m.message_id) AS id,
          m.conversation_id, m.message_id, leads.object_id AS lead, m.score, m.reasons, m.said_at
        FROM lead_messages m JOIN leads ON leads.id = m.lead_id WHERE ${isLead(context, scope)}
      ) AS found WHERE id > ${after}::bigint ORDER BY id LIMIT ${PAGE}`,
  );
  for await (const page of rows) {
    const subject = (row: EvidenceRow): string =>
      conversationSubject(ConversationId.parse(row.conversation_id));
    const keys = await context.keys.keysFor(page.map(subject));
    for (const row of page) {
      const key = keys.get(subject(row));
      const place = evidenceContext(
        ConversationId.parse(row.conversation_id),
        MessageId.parse(row.message_id),
      );
      yield {
        conversationId: row.conversation_id,
        messageId: row.message_id,
        leadId: row.lead,
        score: row.score,
        reasons: z
          .array(LeadReason)
          .parse(key ? JSON.parse(openField(key, place, row.reasons)) : []),
        saidAt: iso(row.said_at),
      };
    }
  }
}

interface PlainRow {
  id: string;
  [column: string]: unknown;
}

/** Rows in which nothing is sealed, in one page or many. */
async function* plain<T>(
  connection: PostgresConnection,
  statement: (after: string) => RawBuilder<PlainRow>,
  toRecord: (row: PlainRow) => T,
): AsyncGenerator<T> {
  for await (const page of pagesOf(connection, statement)) yield* page.map(toRecord);
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const text = (value: unknown): string => textOrNull(value) ?? '';
const time = (value: unknown): string => iso(value as Date);
const timeOrNull = (value: unknown): string | null => isoOrNull((value ?? null) as Date | null);

const readLeadJudgements: Reader<'lead_judgement'> = (connection, _, { conversationIds }) =>
  plain(
    connection,
    (after) => sql<PlainRow>`
      SELECT * FROM (
        SELECT row_number() OVER (ORDER BY judged_at, conversation_id, message_id) AS id,
          conversation_id, message_id, is_lead, judged_at,
          (SELECT object_id FROM users WHERE users.id = judged_by) AS by
        FROM lead_judgements WHERE conversation_id = ANY(${uuids(conversationIds)})
      ) AS found WHERE id > ${after}::bigint ORDER BY id LIMIT ${PAGE}`,
    (row) => ({
      conversationId: text(row.conversation_id),
      messageId: text(row.message_id),
      isLead: row.is_lead === true,
      by: textOrNull(row.by),
      at: time(row.judged_at),
    }),
  );

const readConsents: Reader<'consent'> = (connection, _, { contactIds }) =>
  plain(
    connection,
    (after) => sql<PlainRow>`
      SELECT contact_consents.*,
        (SELECT object_id FROM users WHERE users.id = recorded_by) AS by
      FROM contact_consents
      WHERE id > ${after}::bigint AND contact_id = ANY(${[...contactIds]}::bpchar[])
      ORDER BY id LIMIT ${PAGE}`,
    (row) => ({
      consentId: text(row.object_id),
      contactId: text(row.contact_id),
      purpose: row.purpose as RecordOf<'consent'>['purpose'],
      state: row.state as RecordOf<'consent'>['state'],
      method: row.method as RecordOf<'consent'>['method'],
      saidAt: time(row.said_at),
      message:
        row.conversation_id === null
          ? null
          : { conversationId: text(row.conversation_id), messageId: text(row.message_id) },
      recordedBy: textOrNull(row.by),
      recordedAt: time(row.recorded_at),
    }),
  );

const readHolds: Reader<'hold'> = (connection, _, { contactIds }) =>
  plain(
    connection,
    (after) => sql<PlainRow>`
      SELECT legal_holds.*,
        (SELECT object_id FROM users WHERE users.id = placed_by) AS placed,
        (SELECT object_id FROM users WHERE users.id = lifted_by) AS lifted
      FROM legal_holds
      WHERE id > ${after}::integer AND contact_id = ANY(${[...contactIds]}::bpchar[])
      ORDER BY id LIMIT ${PAGE}`,
    (row) => ({
      contactId: text(row.contact_id),
      reason: text(row.reason),
      placedBy: textOrNull(row.placed),
      placedAt: time(row.placed_at),
      liftedBy: textOrNull(row.lifted),
      liftedAt: timeOrNull(row.lifted_at),
    }),
  );

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const readAnswers: Reader<'answer'> = (connection, _, { conversationIds }) =>
  plain(
    connection,
    (after) => sql<PlainRow>`
      SELECT * FROM (
        SELECT row_number() OVER (ORDER BY opened_at, thread_id, opened_by) AS id, response_waits.*
        FROM response_waits WHERE thread_id = ANY(${uuids(conversationIds)})
      ) AS found WHERE id > ${after}::bigint ORDER BY id LIMIT ${PAGE}`,
    (row) => ({
      conversationId: text(row.opened_in),
      askedAt: time(row.opened_at),
      askedBy: text(row.opened_by),
      answeredAt: timeOrNull(row.closed_at),
      answeredBy: textOrNull(row.closed_by),
      senderId: textOrNull(row.sender_id),
      wallSeconds: numberOrNull(row.wall_seconds),
      businessSeconds: numberOrNull(row.business_seconds),
      isFirst: row.is_first === true,
    }),
  );

const readDays: Reader<'day'> = (connection, _, { conversationIds }) =>
  plain(
    connection,
    (after) => sql<PlainRow>`
      SELECT * FROM (
        SELECT row_number() OVER (ORDER BY date, first_at, first_in, first_by) AS id,
          date::text AS day, first_at, first_in, first_by
        FROM contact_days WHERE first_in = ANY(${uuids(conversationIds)})
      ) AS found WHERE id > ${after}::bigint ORDER BY id LIMIT ${PAGE}`,
    (row) => ({
      conversationId: text(row.first_in),
      date: text(row.day),
      firstAt: time(row.first_at),
      firstMessageId: text(row.first_by),
    }),
  );

export const rowReaders: { readonly [K in RowKind]: Reader<K> } = {
  lead: readLeads,
  lead_change: readLeadChanges,
  lead_message: readLeadMessages,
  lead_judgement: readLeadJudgements,
  consent: readConsents,
  hold: readHolds,
  answer: readAnswers,
  day: readDays,
};
