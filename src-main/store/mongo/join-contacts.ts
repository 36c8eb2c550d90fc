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
    if (second._id.equals(into) || second.joinedInto?.equals(into)) continue;
    await contacts.updateMany(
      { $or: [{ _id: second._id }, { joinedInto: second._id }] },
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
    { $unset: { joinedInto: '' }, $set: { updatedAt: new Date(), updatedBy: deskId } },
  );
}

/** What the contacts that are joined into each of these add to it. */
export async function joinedInto(
  { contacts }: MongoContext,
  ids: readonly ObjectId[],
): Promise<Map<string, { count: number; leads: number; lastInteractionAt: number }>> {
  type Joined = Pick<ContactDocument, 'joinedInto' | 'leadIds' | 'lastInteractionAt'>;
  const rows = await contacts
    .find({ joinedInto: { $in: [...ids] } })
    .project<Joined>({ joinedInto: 1, leadIds: 1, lastInteractionAt: 1 })
    .toArray();
  const found = new Map<string, { count: number; leads: number; lastInteractionAt: number }>();
  for (const row of rows) {
    const id = row.joinedInto?.toHexString() ?? '';
    const known = found.get(id) ?? { count: 0, leads: 0, lastInteractionAt: 0 };
    found.set(id, {
      count: known.count + 1,
      leads: known.leads + row.leadIds.length,
      lastInteractionAt: Math.max(known.lastInteractionAt, row.lastInteractionAt?.getTime() ?? 0),
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
