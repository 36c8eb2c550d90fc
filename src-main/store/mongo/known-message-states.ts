import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { KnownMessage } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations } from './known-conversations.ts';
import { messageFields } from './message-document.ts';
import { newestFirst } from './message-partitions.ts';
import { openAllReactions, openVotes } from './message-parts.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<
  MessageDocument,
  'messageId' | 'type' | 'status' | 'editedAt' | 'reactions' | 'votes'
>;

/** See `MessageStore.known`. */
export async function knownMessages(
  context: MongoContext,
  conversations: KnownConversations,
  conversationId: ConversationId,
  messageIds: readonly string[],
): Promise<Map<string, KnownMessage>> {
  const rows = new Map<string, Row>();
  const place = await conversations.fresh(conversationId);
  for (const partition of newestFirst(place.partitions)) {
    const missing = messageIds.filter((messageId) => !rows.has(messageId));
    if (missing.length === 0) break;
    const found = await context.partitions
      .collection(partition)
      .find({ conversationId: place._id, messageId: { $in: missing } })
      .project<Row>({
        _id: 0,
        messageId: 1,
        type: 1,
        status: 1,
        editedAt: 1,
        reactions: 1,
        votes: 1,
      })
      .toArray();
    for (const row of found) rows.set(row.messageId, row);
  }
  return openRows(context, conversationId, rows);
}

async function openRows(
  { keys }: MongoContext,
  conversationId: ConversationId,
  rows: ReadonlyMap<string, Row>,
): Promise<Map<string, KnownMessage>> {
  const subject = conversationSubject(conversationId);
  // Most have nothing that is sealed here.
  const isSealed = [...rows.values()].some(({ reactions, votes }) => reactions ?? votes);
  const key = isSealed ? (await keys.keysFor([subject])).get(subject) : undefined;
  return new Map(
    [...rows].map(([messageId, row]): [string, KnownMessage] => {
      const { type, status, editedAt, reactions, votes } = row;
      const fields = messageFields(key, conversationId, messageId);
      return [
        messageId,
        {
          type,
          status,
          ...(editedAt && { editedAt: editedAt.getTime() }),
          ...(reactions && { reactions: openAllReactions({ reactions }, fields) }),
          ...(votes && { votes: openVotes({ votes }, fields) }),
        },
      ];
    }),
  );
}
