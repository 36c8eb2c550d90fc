import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';

/** Listens to what is published, and tells when somebody wrote to us. */
export function observeAnswers(onAnswer: (conversationId: ConversationId) => void): Publish {
  return <N extends EventName>(event: N, payload: EventPayload<N>) => {
    const listeners: { [E in EventName]?: (payload: EventPayload<E>) => void } = {
      'message.changed': ({ direction, conversationId }) => {
        if (direction === 'incoming') onAnswer(conversationId);
      },
    };
    const listener: ((payload: EventPayload<N>) => void) | undefined = listeners[event];
    listener?.(payload);
  };
}
