import type { ObjectId } from 'mongodb';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ContactDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<ContactDocument, '_id' | 'whatsappId' | 'isNamed' | 'joinedInto'>;

/** See `ContactStore.join`. */
export async function joinContacts(
  { contacts, keys, deskId }: MongoContext,
  sessionId: SessionId,
  pairs: readonly (readonly [WhatsAppId, WhatsAppId])[],
): Promise<number> {
  const pseudonym = (id: string): string => keys.lookup.pseudonym(id);
  const rows = await contacts
    .find({ sessionId, whatsappId: { $in: pairs.flat().map(pseudonym) } })
    .project<Row>({ whatsappId: 1, isNamed: 1, joinedInto: 1 })
    .toArray();
  const byId = new Map(rows.map((row) => [row.whatsappId, row]));
  let count = 0;
  for (const [one, other] of pairs) {
    const [first, second] = [byId.get(pseudonym(one)), byId.get(pseudonym(other))].sort(byName);
    if (!first || !second) continue;
    const into = first.joinedInto ?? first._id;
    // What the second is shown as comes along, with all that is part of it.
    const from = second.joinedInto ?? second._id;
    if (from.equals(into)) continue;
    await contacts.updateMany(
      { $or: [{ _id: from }, { joinedInto: from }] },
      { $set: { joinedInto: into, updatedAt: new Date(), updatedBy: deskId } },
    );
    second.joinedInto = into;
    count += 1;
  }
  return count;
}

/** See `ContactStore.split`. */
export async function splitContacts(
  { contacts, keys, deskId }: MongoContext,
  sessionId: SessionId,
  whatsappIds: readonly WhatsAppId[],
): Promise<void> {
  await contacts.updateMany(
    {
      sessionId,
      whatsappId: { $in: whatsappIds.map((id) => keys.lookup.pseudonym(id)) },
      joinedInto: { $exists: true },
    },
    { $unset: { joinedInto: '', mergeId: '' }, $set: { updatedAt: new Date(), updatedBy: deskId } },
  );
}

/** What the contacts that are joined into another add to it. */
export interface JoinedParts {
  /** Ids of the same person, as WhatsApp says. */
  count: number;
  /** Contacts that the team has merged into it. */
  merged: number;
  leads: number;
  lastInteractionAt: number;
  people: Pick<ContactDocument, 'sessionId' | 'whatsappId'>[];
}

/** By the id of the contact into which they are joined (24 hexadecimal digits); those of which nothing is are left out. */
export async function joinedInto(
  { contacts }: MongoContext,
  ids: readonly ObjectId[],
): Promise<Map<string, JoinedParts>> {
  type Joined = Pick<
    ContactDocument,
    'joinedInto' | 'leadIds' | 'lastInteractionAt' | 'mergeId' | 'sessionId' | 'whatsappId'
  >;
  const rows = await contacts
    .find({ joinedInto: { $in: [...ids] } })
    .project<Joined>({
      joinedInto: 1,
      leadIds: 1,
      lastInteractionAt: 1,
      mergeId: 1,
      sessionId: 1,
      whatsappId: 1,
    })
    .toArray();
  const found = new Map<string, JoinedParts>();
  for (const { sessionId, whatsappId, ...row } of rows) {
    const id = row.joinedInto?.toHexString() ?? '';
    const known = found.get(id) ?? {
      ...{ count: 0, merged: 0, leads: 0, lastInteractionAt: 0 },
      people: [],
    };
    found.set(id, {
      count: known.count + (row.mergeId ? 0 : 1),
      merged: known.merged + (row.mergeId ? 1 : 0),
      leads: known.leads + row.leadIds.length,
      lastInteractionAt: Math.max(known.lastInteractionAt, row.lastInteractionAt?.getTime() ?? 0),
      people: [...known.people, { sessionId, whatsappId }],
    });
  }
  return found;
}

/** The one that the address book names comes first; then the older one. */
function byName(a: Row | undefined, b: Row | undefined): number {
  if (!a || !b) return 0;
  if (a.isNamed !== b.isNamed) return a.isNamed ? -1 : 1;
  return a._id.toHexString() < b._id.toHexString() ? -1 : 1;
}
