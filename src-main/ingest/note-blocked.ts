import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { Stores } from '../store/stores.ts';
import type { Publish } from './store-chat-batches.ts';

/**
 * Keeps on contacts of an account that its owner has blocked them on WhatsApp, or no longer does, and shows them so,
 * and their conversations, these on other desktops as well. Of those that are known to be so nothing is written.
 */
export async function noteBlocked(
  { stores, publish }: { stores: Pick<Stores, 'contacts' | 'conversations'>; publish: Publish },
  sessionId: SessionId,
  whatsappIds: readonly WhatsAppId[],
  isBlocked: boolean,
): Promise<void> {
  const changed = await stores.contacts.setBlocked(sessionId, whatsappIds, isBlocked);
  if (changed.length === 0) return;
  publish('contact.blockChanged', {
    contactIds: changed.map(({ contactId }) => contactId),
    isBlocked,
  });
  const conversationIds = await stores.conversations.touch(
    sessionId,
    changed.map(({ whatsappId }) => whatsappId),
  );
  for (const summary of await stores.conversations.summaries(conversationIds)) {
    publish('conversation.changed', summary);
  }
}
