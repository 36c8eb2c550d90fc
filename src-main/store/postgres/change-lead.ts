import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { BusinessId, CampaignId, LeadId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import type { FormerFields, LeadChange } from '../../../src-preload/contract/lead-change.ts';
import { AppError } from '../../common/app-error.ts';
import { type DataKey, sealField } from '../../crypto/field-cipher.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import type { LeadUpdate } from '../lead-store.ts';
import { isUniqueViolation, type PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, openLead, sealColumn, type SealedColumns, subjectOf } from './sealed-lead.ts';

/** What a person set, before and after; null where it was so already. */
export interface LeadDifference {
  before: FormerFields;
  after: FormerFields;
}

/** What may become of a lead: `isDismissed` is no field that is set for itself. */
export type WantedChange = LeadChange & { isDismissed?: boolean };

/** See `LeadStore.update`. */
export async function changeLead(
  { db, retry }: PostgresConnection,
  { keys, deskId, newObjectId }: PostgresContext,
  input: { leadId: LeadId; version: number | null; change: WantedChange; by: UserId },
): Promise<LeadUpdate> {
  const { leadId, change, by } = input;
  const read = () =>
    retry(() =>
      db.selectFrom('leads').select(leadColumns).where('object_id', '=', leadId).executeTakeFirst(),
    );
  const row = await read();
  if (!row) return { outcome: 'notFound' };
  const key = await keys.keyFor(subjectOf(row));
  const lead = openLead(row, key);
  if (input.version !== null && lead.version !== input.version)
    return { outcome: 'conflict', lead };
  const difference = differenceOf(lead, change);
  if (difference === null) return { outcome: 'unchanged', lead };
  const { before, after } = difference;
  const columns = {
    ...(await columnsOf({ db, retry }, { key, keys }, leadId, after)),
    version: sql<number>`version + 1`,
    updated_by: deskId,
  };
  // Made once: a repetition after a lost answer finds its own change and knows it.
  const changeId = newObjectId();
  const write = (): Promise<unknown> =>
    db
      .with('changed', (query) =>
        query
          .updateTable('leads')
          .set(columns)
          .where('object_id', '=', leadId)
          .where('version', '=', lead.version)
          .returning(['id', 'version']),
      )
      .insertInto('lead_changes')
      .columns([
        ...(['object_id', 'lead_id', 'version', 'changed_by', 'from_stage', 'to_stage'] as const),
        'changes',
      ])
      .expression((query) =>
        query
          .selectFrom('changed')
          .select([
            sql<string>`${changeId}`.as('object_id'),
            'changed.id as lead_id',
            'changed.version',
            sql<number | null>`(SELECT id FROM users WHERE object_id = ${by})`.as('changed_by'),
            sql<LeadStage | null>`${before.stage ?? null}::varchar`.as('from_stage'),
            sql<LeadStage | null>`${after.stage ?? null}::varchar`.as('to_stage'),
            sql<Buffer>`${sealHistory(key, changeId, difference)}::bytea`.as('changes'),
          ]),
      )
      .returning('id')
      .executeTakeFirst();
  const isWritten = async (): Promise<boolean> => {
    if (await write()) return true;
    const own = await db
      .selectFrom('lead_changes')
      .select('id')
      .where('object_id', '=', changeId)
      .executeTakeFirst();
    return own !== undefined;
  };
  try {
    const isMine = await retry(isWritten);
    const now = await read();
    if (!now) return { outcome: 'notFound' };
    return { outcome: isMine ? 'saved' : 'conflict', lead: openLead(now, key) };
  } catch (error) {
    if (isUniqueViolation(error)) return { outcome: 'anotherOpen' };
    throw error;
  }
}

/** The columns that hold these fields. Rejects with `not_found` when there is no such owner, business or campaign. */
export async function columnsOf(
  connection: Pick<PostgresConnection, 'db' | 'retry'>,
  { key, keys }: { key: DataKey; keys: Pick<KeyRing, 'lookup'> },
  leadId: string,
  fields: FormerFields,
) {
  const seal = (column: keyof SealedColumns, text: string): Buffer | null =>
    text === '' ? null : sealColumn(key, leadId, column, text);
  const { contactName, stage, lostReason, ownerId, businessId, campaignId } = fields;
  const { value, expectedClose, nextStep, notes, phoneNumber, isDismissed } = fields;
  return {
    ...(contactName !== undefined && {
      contact_name: sealColumn(key, leadId, 'contact_name', contactName),
    }),
    ...(stage !== undefined && {
      stage,
      // Times cross the bridge in milliseconds.
      stage_since: sql<Date>`date_trunc('milliseconds', clock_timestamp())`,
    }),
    ...(lostReason !== undefined && { lost_reason: seal('lost_reason', lostReason) }),
    ...(ownerId !== undefined && { user_id: await rowIdOf(connection, 'users', ownerId) }),
    ...(businessId !== undefined && {
      business_id: await rowIdOf(connection, 'businesses', businessId),
    }),
    ...(campaignId !== undefined && {
      campaign_id: await rowIdOf(connection, 'campaigns', campaignId),
    }),
    ...(value !== undefined && {
      value_minor: value === null ? null : String(value.minor),
      currency: value?.currency ?? null,
    }),
    ...(expectedClose !== undefined && { expected_close: expectedClose }),
    ...(nextStep !== undefined && {
      next_step: nextStep === null ? null : seal('next_step', nextStep.text),
      next_step_at: typeof nextStep?.at === 'number' ? new Date(nextStep.at) : null,
    }),
    ...(notes !== undefined && { notes: seal('notes', notes) }),
    ...(phoneNumber !== undefined && {
      phone_number: seal('phone_number', phoneNumber ?? ''),
      phone_key: phoneNumber === null ? null : phoneKey(keys, phoneNumber),
    }),
    ...(isDismissed !== undefined && { is_dismissed: isDismissed }),
  };
}

/** What a lead is found by when somebody of this number writes: by it nobody finds the person's messages. */
export function phoneKey(keys: Pick<KeyRing, 'lookup'>, phoneNumber: string): string {
  return keys.lookup.pseudonym(`lead ${phoneNumber}`);
}

/** For its place alone, as the lead's columns. */
export function sealHistory(key: DataKey, changeId: string, difference: LeadDifference): Buffer {
  return sealField(key, historyContext(changeId), JSON.stringify(difference));
}

export function historyContext(changeId: string): string {
  return `lead_changes/${changeId}/changes`;
}

/** What really changes. Whoever takes a lead out of `lost` takes the reason with it, and says that it is one. */
function differenceOf(lead: Lead, change: WantedChange): LeadDifference | null {
  const isLost = (change.stage ?? lead.stage) === 'lost';
  const wanted: WantedChange = isLost ? change : { ...change, lostReason: '', isDismissed: false };
  const fields = (Object.keys(wanted) as (keyof FormerFields)[]).filter(
    (field) => wanted[field] !== undefined && !isDeepStrictEqual(wanted[field], lead[field]),
  );
  if (fields.length === 0) return null;
  const pick = (from: FormerFields): FormerFields =>
    Object.fromEntries(fields.map((field) => [field, from[field]]));
  return { before: pick(lead), after: pick(wanted) };
}

async function rowIdOf(
  { db, retry }: Pick<PostgresConnection, 'db' | 'retry'>,
  table: 'users' | 'businesses' | 'campaigns',
  objectId: UserId | BusinessId | CampaignId | null,
): Promise<number | null> {
  if (objectId === null) return null;
  const row = await retry(() =>
    db.selectFrom(table).select('id').where('object_id', '=', objectId).executeTakeFirst(),
  );
  if (!row) throw new AppError('not_found', `There is no such row of ${table}`);
  return row.id;
}
