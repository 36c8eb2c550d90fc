import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { ChatFacts } from '../store/figure-store.ts';
import type { StoreOutcome } from '../store/message-store.ts';

/** What the figures need of what was stored of a chat. */
export function factsOfChat({
  conversationId,
  outcomes,
  revoked,
}: {
  conversationId: ConversationId;
  outcomes: readonly StoreOutcome[];
  revoked: ReadonlySet<string>;
}): ChatFacts {
  return {
    conversationId,
    messages: outcomes.map(({ outcome, message }) => ({
      messageId: message.messageId,
      at: Math.floor(message.timestamp / 1000) * 1000,
      isIncoming: !message.fromMe,
      type: message.type,
      isAutomatic: message.isAutomatic === true,
      sentBy: message.sentBy ?? null,
      isKnown: outcome !== 'inserted',
    })),
    revoked: [...revoked],
  };
}
