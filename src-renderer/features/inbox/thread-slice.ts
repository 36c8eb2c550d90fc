import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { EventRecorder } from '../../bridge/event-recorder.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { SliceAccess, ThreadSlice } from './inbox-state.ts';
import {
  joinNewest,
  placeMessage,
  prependOlder,
  removeMessage,
  type ThreadContent,
} from './thread-content.ts';

const pageSize = 50;
/** Threads kept for switching back without waiting. */
const keptThreads = 20;

/** What happens to messages, as far as an open thread is concerned. */
export type MessageEvent =
  | { readonly kind: 'changed'; readonly message: Message }
  | {
      readonly kind: 'discarded';
      readonly conversationId: ConversationId;
      readonly messageId: MessageId;
    };

function conversationOf(event: MessageEvent): ConversationId {
  return event.kind === 'changed' ? event.message.conversationId : event.conversationId;
}

function applyEvent(content: ThreadContent, event: MessageEvent): ThreadContent {
  return event.kind === 'changed'
    ? placeMessage(content, event.message)
    : removeMessage(content, event.messageId);
}

export function createThreadSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
  recorder: EventRecorder<MessageEvent>,
): ThreadSlice {
  const read = (conversationId: ConversationId): RemoteData<ThreadContent> =>
    get().threads.get(conversationId) ?? idle;

  const write = (conversationId: ConversationId, thread: RemoteData<ThreadContent>): void => {
    set({ threads: new Map(get().threads).set(conversationId, thread) });
  };

  const change = (
    conversationId: ConversationId,
    how: (content: ThreadContent) => ThreadContent,
  ): void => {
    const thread = get().threads.get(conversationId);
    if (thread !== undefined) {
      write(conversationId, mapShown(thread, how));
    }
  };

  /** Runs a command on a thread and applies what happened to that thread meanwhile after its answer. */
  const duringRequest = async <Answer>(
    conversationId: ConversationId,
    request: () => Promise<Answer>,
  ): Promise<{ answer: Answer; replay: (content: ThreadContent) => ThreadContent }> => {
    const { answer, meanwhile } = await recorder.during(request);
    const mine = meanwhile.filter((event) => conversationOf(event) === conversationId);
    return { answer, replay: (content) => mine.reduce(applyEvent, content) };
  };

  const receive = (event: MessageEvent): void => {
    recorder.record(event);
    change(conversationOf(event), (content) => applyEvent(content, event));
  };

  /** Moves a thread to the end of the map, where the ones to keep are, and lets the oldest go. */
  const keep = (conversationId: ConversationId): void => {
    const threads = new Map(get().threads);
    const thread = threads.get(conversationId) ?? idle;
    threads.delete(conversationId);
    threads.set(conversationId, thread);
    for (const oldest of threads.keys()) {
      if (threads.size <= keptThreads) break;
      threads.delete(oldest);
    }
    set({ threads });
  };

  return {
    selectedId: null,
    threads: new Map(),
    lastArrival: null,

    async openConversation(conversationId) {
      if (get().selectedId !== conversationId) {
        set({ selectedId: conversationId, lastArrival: null });
        keep(conversationId);
      }
      const { status } = read(conversationId);
      await Promise.all([
        get().lookUpConversation(conversationId),
        status === 'idle' || status === 'failed' ? get().loadThread(conversationId) : undefined,
      ]);
    },

    closeConversation() {
      set({ selectedId: null, lastArrival: null });
    },

    async loadThread(conversationId) {
      write(conversationId, toLoading(read(conversationId)));
      try {
        const { answer, replay } = await duringRequest(conversationId, () =>
          call(bridge, 'message.list', { conversationId, limit: pageSize }),
        );
        if (get().threads.has(conversationId)) {
          const joined = joinNewest(shownValue(read(conversationId)), answer);
          write(conversationId, toReady(replay(joined)));
        }
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (get().threads.has(conversationId)) {
          write(conversationId, toFailed(read(conversationId), failure));
        }
      }
    },

    async loadOlder(conversationId) {
      const content = shownValue(read(conversationId));
      if (content === undefined || content.next === null || content.older === 'loading') {
        return;
      }
      const before = content.next;
      change(conversationId, (now) => ({ ...now, older: 'loading' }));
      try {
        const { answer, replay } = await duringRequest(conversationId, () =>
          call(bridge, 'message.list', { conversationId, before, limit: pageSize }),
        );
        // Fetched again in the meantime, it may begin elsewhere: then this page does not join it.
        change(conversationId, (now) =>
          now.next === before ? replay(prependOlder(now, answer)) : { ...now, older: 'idle' },
        );
      } catch (error) {
        // Shown above the first message, where a button asks again.
        toBridgeFailure(error);
        change(conversationId, (now) => ({ ...now, older: 'failed' }));
      }
    },

    receiveMessage(message) {
      const { conversationId, messageId } = message;
      const isNew = shownValue(read(conversationId))?.messages.every(
        (each) => each.messageId !== messageId,
      );
      receive({ kind: 'changed', message });
      if (
        isNew === true &&
        message.direction === 'incoming' &&
        conversationId === get().selectedId
      ) {
        set({ lastArrival: message });
      }
    },

    removeMessage(conversationId, messageId) {
      receive({ kind: 'discarded', conversationId, messageId });
    },

    async retryMessage(conversationId, messageId) {
      try {
        const { answer, replay } = await duringRequest(conversationId, () =>
          call(bridge, 'message.retry', { conversationId, messageId }),
        );
        change(conversationId, (now) => replay(placeMessage(now, answer)));
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    async discardMessage(conversationId, messageId) {
      try {
        await call(bridge, 'message.discard', { conversationId, messageId });
        get().removeMessage(conversationId, messageId);
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
