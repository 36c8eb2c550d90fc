import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { StoredConversation } from '../conversation-store.ts';
import type { CachedConversations } from './cached-conversations.ts';
import type { ContactDocument, ConversationDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

/** See `ConversationStore.ofNumber`. */
export async function conversationsOfNumber(
  { contacts, conversations, keys }: MongoContext,
  cached: CachedConversations,
  phoneNumber: string,
): Promise<StoredConversation[]> {
  const digits = phoneNumber.replace('+', '');
  // Under an id that is no number a person is known by their contact alone.
  const people = await contacts
    .find({ phoneNumber: keys.lookup.pseudonym(digits) })
    .project<Pick<ContactDocument, 'whatsappId'>>({ whatsappId: 1 })
    .toArray();
  const ids = [
    keys.lookup.pseudonym(`${digits}@c.us`),
    ...people.map(({ whatsappId }) => whatsappId),
  ];
  const rows = await conversations
    .find({ whatsappId: { $in: [...new Set(ids)] } })
    .project<Pick<ConversationDocument, 'conversationId'>>({ conversationId: 1 })
    .toArray();
  const found = await Promise.all(
    rows.map(({ conversationId }) => cached.find(ConversationId.parse(conversationId))),
  );
  return found.flatMap((each) => (each === null || each.isGroup ? [] : [each]));
}
