import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ConversationDocument } from './documents.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<ConversationDocument, 'conversationId' | 'whatsappId' | 'createdAt' | 'joinedInto'>;

/** See `ConversationStore.join`. */
export async function joinConversations(
  { conversations, keys, deskId }: MongoContext,
  joined: JoinedConversations,
  accountId: WhatsAppId,
  pairs: readonly (readonly [WhatsAppId, WhatsAppId])[],
): Promise<number> {
  const pseudonym = (id: string): string => keys.lookup.pseudonym(id);
  const rows = await conversations
    .find({
      accountId: pseudonym(accountId),
      whatsappId: { $in: pairs.flat().map(pseudonym) },
      isGroup: false,
    })
    .project<Row>({ conversationId: 1, whatsappId: 1, createdAt: 1, joinedInto: 1 })
    .toArray();
  const byId = new Map(rows.map((row) => [row.whatsappId, row]));
  let count = 0;
  for (const [one, other] of pairs) {
    const both = [byId.get(pseudonym(one)), byId.get(pseudonym(other))];
    // The older one stays what it is: people know it, and what they noted is there.
    const [first, second] = both.sort(byAge);
    if (!first || !second) continue;
    const into = first.joinedInto ?? first.conversationId;
    if (second.joinedInto === into || second.conversationId === into) continue;
    const { modifiedCount } = await conversations.updateMany(
      // What was joined into the second comes along: nothing is joined into what is joined itself.
      { $or: [{ conversationId: second.conversationId }, { joinedInto: second.conversationId }] },
      { $set: { joinedInto: into, updatedAt: new Date(), updatedBy: deskId } },
    );
    if (modifiedCount > 0) count += 1;
    second.joinedInto = into;
  }
  if (count > 0) joined.forget();
  return count;
}

function byAge(a: Row | undefined, b: Row | undefined): number {
  if (!a || !b) return 0;
  return (
    a.createdAt.getTime() - b.createdAt.getTime() || (a.conversationId < b.conversationId ? -1 : 1)
  );
}

/** See `ConversationStore.split`. */
export async function splitConversations(
  { conversations, deskId }: MongoContext,
  joined: JoinedConversations,
  conversationId: ConversationId,
): Promise<ConversationId[]> {
  joined.forget();
  const members = await joined.membersOf(conversationId);
  const [shown] = members;
  if (members.length < 2 || shown === undefined) return members;
  await conversations.updateMany(
    { joinedInto: shown },
    { $unset: { joinedInto: '' }, $set: { updatedAt: new Date(), updatedBy: deskId } },
  );
  joined.forget();
  return members;
}
