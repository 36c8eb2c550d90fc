import { type RawBuilder, sql } from 'kysely';
import { ConversationId, LeadId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import { sealField } from '../../../crypto/field-cipher.ts';
import { conversationSubject, leadSubject } from '../../../crypto/key-subjects.ts';
import type { WriteOutcome } from '../../document-records.ts';
import type { WrittenRowKind } from '../../row-records.ts';
import { phoneKey, sealHistory } from '../change-lead.ts';
import { type PostgresConnection, postgresText } from '../postgres-connection.ts';
import type { PostgresContext } from '../postgres-context.ts';
import { evidenceContext } from '../postgres-lead-evidence-store.ts';
import { sealColumn, type SealedColumns, subjectOf } from '../sealed-lead.ts';

/** The statement that stores a record unless it is there; it answers a row where it was not. */
type Statement<K extends WrittenRowKind> = (
  record: RecordOf<K>,
  context: PostgresContext & Pick<PostgresConnection, 'db'>,
) => Promise<RawBuilder<unknown>> | RawBuilder<unknown>;

/** Statements that wait for an answer at once. */
const AT_ONCE = 8;

const user = (id: string | null): RawBuilder<unknown> =>
  sql`(SELECT id FROM users WHERE object_id = ${id})`;
const business = (id: string | null): RawBuilder<unknown> =>
  sql`(SELECT id FROM businesses WHERE object_id = ${id})`;
const date = (time: string | null): Date | null => (time === null ? null : new Date(time));

const lead: Statement<'lead'> = async (record, { keys, deskId }) => {
  const { leadId, conversationId, phoneNumber, value } = record;
  const subject = subjectOf({
    object_id: leadId,
    conversation_id: conversationId,
    sealed_alone: record.sealedAlone,
  });
  const key = await keys.keyFor(subject);
  const seal = (column: keyof SealedColumns, text: string | null): Buffer | null =>
    text === null ? null : sealColumn(key, leadId, column, text);
  return sql`
    INSERT INTO leads (object_id, user_id, business_id, campaign_id, conversation_id, message_id,
      contact_name, reasons, excerpt, stage, stage_since, lost_reason, source, value_minor, currency,
      expected_close, next_step, next_step_at, reminded_of, notes, version, evidence, closed_at,
      is_dismissed, sealed_alone, phone_number, phone_key, created_at, updated_by)
    VALUES (${leadId}, ${user(record.ownerId)}, ${business(record.businessId)},
      (SELECT id FROM campaigns WHERE object_id = ${record.campaignId}), ${conversationId},
      ${record.messageId}, ${seal('contact_name', record.contactName)},
      ${seal('reasons', JSON.stringify(record.reasons))}, ${seal('excerpt', record.excerpt)},
      ${record.stage}, ${date(record.stageSince)}, ${seal('lost_reason', record.lostReason)},
      ${postgresText(record.source)}, ${value?.minor ?? null}, ${value?.currency ?? null},
      ${record.expectedClose}::date, ${seal('next_step', record.nextStep)},
      ${date(record.nextStepAt)}, ${date(record.remindedOf)}, ${seal('notes', record.notes)},
      ${record.version}, ${record.evidence}, ${date(record.closedAt)}, ${record.isDismissed},
      ${record.sealedAlone}, ${seal('phone_number', phoneNumber)},
      ${phoneNumber === null ? null : phoneKey(keys, phoneNumber)}, ${date(record.createdAt)},
      ${deskId})
    ON CONFLICT DO NOTHING RETURNING id`;
};

const leadChange: Statement<'lead_change'> = async (record, { keys, db }) => {
  const { changeId, leadId, before, after } = record;
  const row = await db
    .selectFrom('leads')
    .select(['object_id', 'conversation_id', 'sealed_alone'])
    .where('object_id', '=', leadId)
    .executeTakeFirst();
  const key = await keys.keyFor(row ? subjectOf(row) : leadSubject(LeadId.parse(leadId)));
  return sql`
    INSERT INTO lead_changes (object_id, lead_id, version, changed_at, changed_by, from_stage, to_stage, changes)
    SELECT ${changeId}, id, ${record.version}::integer, ${date(record.at)}::timestamptz,
      ${user(record.by)}, ${record.fromStage}::varchar, ${record.toStage}::varchar,
      ${sealHistory(key, changeId, { before, after })}::bytea
    FROM leads WHERE object_id = ${leadId} ON CONFLICT DO NOTHING RETURNING id`;
};

const leadMessage: Statement<'lead_message'> = async (record, { keys }) => {
  const conversationId = ConversationId.parse(record.conversationId);
  const messageId = MessageId.parse(record.messageId);
  const reasons = sealField(
    await keys.keyFor(conversationSubject(conversationId)),
    evidenceContext(conversationId, messageId),
    JSON.stringify(record.reasons),
  );
  return sql`
    INSERT INTO lead_messages (conversation_id, message_id, lead_id, score, reasons, said_at)
    SELECT ${conversationId}::uuid, ${messageId}, id, ${record.score}::smallint, ${reasons}::bytea,
      ${date(record.saidAt)}::timestamptz
    FROM leads WHERE object_id = ${record.leadId} ON CONFLICT DO NOTHING RETURNING lead_id`;
};

const leadJudgement: Statement<'lead_judgement'> = (record) => sql`
  INSERT INTO lead_judgements (conversation_id, message_id, is_lead, judged_by, judged_at)
  VALUES (${record.conversationId}, ${record.messageId}, ${record.isLead},
    ${user(record.by)}, ${date(record.at)})
  ON CONFLICT DO NOTHING RETURNING message_id`;

const consent: Statement<'consent'> = (record) => sql`
  INSERT INTO contact_consents (object_id, contact_id, purpose, state, method, said_at,
    conversation_id, message_id, recorded_by, recorded_at)
  VALUES (${record.consentId}, ${record.contactId}, ${record.purpose}, ${record.state},
    ${record.method}, ${date(record.saidAt)}, ${record.message?.conversationId ?? null},
    ${record.message?.messageId ?? null}, ${user(record.recordedBy)},
    ${date(record.recordedAt)})
  ON CONFLICT DO NOTHING RETURNING id`;

const hold: Statement<'hold'> = (record) => sql`
  INSERT INTO legal_holds (contact_id, reason, placed_by, placed_at, lifted_by, lifted_at)
  SELECT ${record.contactId}, ${postgresText(record.reason)}, ${user(record.placedBy)},
    ${date(record.placedAt)}::timestamptz, ${user(record.liftedBy)},
    ${date(record.liftedAt)}::timestamptz
  WHERE NOT EXISTS (SELECT FROM legal_holds WHERE contact_id = ${record.contactId}
    AND placed_at = ${date(record.placedAt)}::timestamptz)
  ON CONFLICT DO NOTHING RETURNING id`;

const businesses: Statement<'business'> = (record) => sql`
  INSERT INTO businesses (object_id, name, is_high_volume, created_at)
  VALUES (${record.businessId}, ${postgresText(record.name)}, ${record.isHighVolume},
    ${date(record.createdAt)})
  ON CONFLICT DO NOTHING RETURNING id`;

const label: Statement<'label'> = (record) => sql`
  INSERT INTO labels (object_id, name, colour, position)
  VALUES (${record.labelId}, ${postgresText(record.name)}, ${record.colour}, ${record.position})
  ON CONFLICT DO NOTHING RETURNING id`;

const campaign: Statement<'campaign'> = (record) => sql`
  INSERT INTO campaigns (object_id, business_id, name, channel, code, starts_at, ends_at, ended_at,
    budget_minor, currency, status, created_at)
  VALUES (${record.campaignId}, ${business(record.businessId)}, ${postgresText(record.name)},
    ${record.channel}, ${postgresText(record.code)}, ${date(record.startsAt)},
    ${date(record.endsAt)}, ${date(record.endedAt)}, ${record.budget?.minor ?? null},
    ${record.budget?.currency ?? null}, ${record.status}, ${date(record.createdAt)})
  ON CONFLICT DO NOTHING RETURNING id`;

const statements: { readonly [K in WrittenRowKind]: Statement<K> } = {
  business: businesses,
  label,
  campaign,
  lead,
  lead_change: leadChange,
  lead_message: leadMessage,
  lead_judgement: leadJudgement,
  consent,
  hold,
};

/** See `RowRecords.write`. */
export async function writeRowRecords<K extends WrittenRowKind>(
  { db, retry }: PostgresConnection,
  context: PostgresContext,
  kind: K,
  records: readonly RecordOf<K>[],
): Promise<WriteOutcome[]> {
  const outcomes: WriteOutcome[] = [];
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const some = records.slice(start, start + AT_ONCE);
    outcomes.push(
      ...(await Promise.all(
        some.map(async (record): Promise<WriteOutcome> => {
          const statement = await statements[kind](record, { ...context, db });
          const { rows } = await retry(() => statement.execute(db));
          return rows.length > 0 ? 'new' : 'there';
        }),
      )),
    );
  }
  return outcomes;
}
