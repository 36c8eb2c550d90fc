import type { RecordKind } from '../../src-preload/contract/data-export.ts';
import type { RecordOf } from './records.ts';

/** Where records name users of the app. Of messages `sentBy` alone: `by` stands there for customers. */
const personFields: ReadonlySet<string> = new Set([
  'userId',
  'ownerId',
  'assigneeId',
  'sentBy',
  'authorId',
  'by',
  'recordedBy',
  'placedBy',
  'liftedBy',
  'senderId',
]);

/** What records name of the team's own: people, businesses, campaigns, labels. */
export class NamedInRecords {
  readonly userIds = new Set<string>();
  readonly businessIds = new Set<string>();
  readonly campaignIds = new Set<string>();
  readonly labels = new Set<string>();

  add<K extends RecordKind>(kind: K, record: RecordOf<K>): void {
    eachPerson(kind, record, (id) => {
      this.userIds.add(id);
      return id;
    });
    const { businessId, campaignId, labels } = record as Partial<RecordOf<'conversation'>>;
    if (businessId) this.businessIds.add(businessId);
    if (campaignId) this.campaignIds.add(campaignId);
    for (const label of labels ?? []) this.labels.add(label);
  }
}

/** The same record with other users of the app in it. */
export function withPeople<K extends RecordKind>(
  kind: K,
  record: RecordOf<K>,
  personHere: (userId: string) => string,
): RecordOf<K> {
  return eachPerson(kind, record, personHere) as RecordOf<K>;
}

function eachPerson(kind: RecordKind, record: object, change: (id: string) => string): object {
  if (kind === 'message') {
    const { sentBy } = record as RecordOf<'message'>;
    return sentBy === undefined ? record : { ...record, sentBy: change(sentBy) };
  }
  // Nobody of the team is in these, but in the message that one carries.
  if (kind === 'mark' || kind === 'picture' || kind === 'lead_message') return record;
  if (kind === 'note') {
    const note = record as RecordOf<'note'>;
    return { ...note, authorId: change(note.authorId), mentions: note.mentions.map(change) };
  }
  if (kind === 'conversation') {
    const { unreadCount, ...rest } = record as RecordOf<'conversation'>;
    const counts: Record<string, number> = {};
    for (const [id, count] of Object.entries(unreadCount)) counts[change(id)] = count;
    return { ...(changed(rest, change) as object), unreadCount: counts };
  }
  return changed(record, change) as object;
}

function changed(value: unknown, change: (id: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => changed(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]: [string, unknown]) => [
      field,
      typeof each === 'string' && personFields.has(field) ? change(each) : changed(each, change),
    ]),
  );
}
