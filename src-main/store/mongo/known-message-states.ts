import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { KnownMessage } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations } from './known-conversations.ts';
import { newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<MessageDocument, 'messageId' | 'type' | 'status' | 'editedAt'>;

/** See `MessageStore.known`. */
export async function knownMessages(
  { partitions }: MongoContext,
  conversations: KnownConversations,
  conversationId: ConversationId,
  messageIds: readonly string[],
): Promise<Map<string, KnownMessage>> {
  const found = new Map<string, KnownMessage>();
  const place = await conversations.fresh(conversationId);
  for (const partition of newestFirst(place.partitions)) {
    const missing = messageIds.filter((messageId) => !found.has(messageId));
    if (missing.length === 0) break;
    const rows = await partitions
      .collection(partition)
      .find({ conversationId: place._id, messageId: { $in: missing } })
      .project<Row>({ _id: 0, messageId: 1, type: 1, status: 1, editedAt: 1 })
      .toArray();
    for (const { messageId, type, status, editedAt } of rows) {
      found.set(messageId, { type, status, ...(editedAt && { editedAt: editedAt.getTime() }) });
    }
  }
  return found;
}
