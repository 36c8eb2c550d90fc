import type { ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import type { Stores } from '../store/stores.ts';

/** The contact at the other end; null for a group, and where nobody is known. Rejects with `not_found`. */
export async function contactOfConversation(
  { conversations, contacts }: Pick<Stores, 'conversations' | 'contacts'>,
  conversationId: ConversationId,
): Promise<ContactId | null> {
  const found = await conversations.find(conversationId);
  if (!found) throw new AppError('not_found', 'There is no such conversation');
  if (found.isGroup) return null;
  return contacts.idOf(found.sessionId, [found.chatId, ...(found.otherChatIds ?? [])]);
}
