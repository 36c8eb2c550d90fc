import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { forEachConcurrently } from '../common/for-each-concurrently.ts';
import type { NewMessage, StoreOutcome } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';
import type { EarlyChange, EarlyChanges } from '../journal/early-changes.ts';

/** Chats whose changes are recorded side by side. */
const CHATS_AT_ONCE = 8;

interface ChangedChat {
  batch: Pick<ChatBatch, 'statuses' | 'changes'>;
  conversationId: ConversationId;
  outcomes: readonly StoreOutcome[];
}

/**
 * Acks, edits, revocations, reactions and votes: those that came by themselves, those that waited for a message that
 * has come now, and those that a message tells of itself when it is read again. Each may come twice and in any order.
 * Calls `onChanged` for every message that is another one now, and `onRevoked` for every one that is known to have been
 * taken back, however long.
 */
export async function applyChanges(
  chats: readonly ChangedChat[],
  context: { stores: Pick<Stores, 'messages'>; early: EarlyChanges },
  onChanged: (chat: number, messageId: string) => void,
  onRevoked: (chat: number, messageId: string) => void = () => {},
): Promise<void> {
  const { stores, early } = context;
  const apply = async (conversationId: ConversationId, change: EarlyChange) => {
    if (change.kind !== 'status') return stores.messages.applyChange(conversationId, change);
    const { messageId, status, at } = change;
    return stores.messages.recordStatus(conversationId, messageId, status, at);
  };
  await forEachConcurrently(
    chats.map((chat, index) => ({ ...chat, index })),
    CHATS_AT_ONCE,
    async ({ batch, conversationId, outcomes, index }) => {
      const stored = new Set(outcomes.map(({ message }) => message.messageId));
      const waited = [...stored].flatMap((messageId) => early.of(conversationId, messageId));
      const again = outcomes.flatMap(({ outcome, message }) =>
        outcome === 'inserted' ? [] : toldBy(message),
      );
      for (const change of [...again, ...waited, ...batch.statuses, ...batch.changes]) {
        const outcome = await apply(conversationId, change);
        if (outcome === 'changed' || outcome === 'advanced') onChanged(index, change.messageId);
        else if (outcome === 'unknownMessage') await early.keep(conversationId, change);
        const isThere = outcome !== 'unknownMessage';
        if (change.kind === 'revoked' && isThere) onRevoked(index, change.messageId);
      }
      for (const messageId of stored) await early.drop(conversationId, messageId);
    },
  );
}

/** What a message that is known already says of what happened to it since it was read the last time. */
function toldBy(message: NewMessage): EarlyChange[] {
  const { messageId, chatId, content, mentions, linkPreview, editedAt } = message;
  const { reactions = [], votes = [] } = message;
  if (message.type === 'revoked') return [{ kind: 'revoked', messageId, chatId }];
  const changes: EarlyChange[] = reactions.map((reaction) => ({
    kind: 'reaction',
    messageId,
    chatId,
    ...reaction,
  }));
  for (const vote of votes) changes.push({ kind: 'vote', messageId, chatId, ...vote });
  if (editedAt !== undefined) {
    changes.push({
      kind: 'edited',
      messageId,
      chatId,
      content,
      ...(mentions && { mentions }),
      ...(linkPreview && { linkPreview }),
      at: editedAt,
    });
  }
  if (message.fromMe) {
    const { status, timestamp } = message;
    changes.push({ kind: 'status', messageId, chatId, status, at: timestamp });
  }
  return changes;
}
