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
  appendNewer,
  cursorAfter,
  holdsMessage,
  joinNewest,
  joinSought,
  type MessagePage,
  placeMessage,
  prependOlder,
  removeMessage,
  type ThreadContent,
} from './thread-content.ts';

const pageSize = 50;
/** Threads kept for switching back without waiting. */
const keptThreads = 20;
/** How long after a message that is looked for its page ends, so that the answers to it are seen, in milliseconds. */
const contextAfter = 30 * 60_000;

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

  const fetchNewest = (conversationId: ConversationId): Promise<MessagePage> =>
    call(bridge, 'message.list', { conversationId, limit: pageSize });

  /** A page that holds the message, with some that follow it where not too many do. */
  const fetchAround = async ({
    conversationId,
    messageId,
    timestamp,
  }: Message): Promise<MessagePage> => {
    const endingAfter = (milliseconds: number): Promise<MessagePage> =>
      call(bridge, 'message.list', {
        conversationId,
        before: { timestamp: timestamp + milliseconds, sequence: 0 },
        limit: pageSize,
      });
    const page = await endingAfter(contextAfter);
    const isThere = page.items.some((each) => each.messageId === messageId);
    return isThere ? page : endingAfter(1);
  };

  /** Fetches a thread; where it shall not end with the newest message, around the one it was opened at. */
  const fetchThread = async (
    conversationId: ConversationId,
    at: Message | null,
  ): Promise<(shown: ThreadContent | undefined) => ThreadContent> => {
    if (at === null) {
      const newest = await fetchNewest(conversationId);
      return (shown) => joinNewest(shown, newest);
    }
    const [sought, newest] = await Promise.all([fetchAround(at), fetchNewest(conversationId)]);
    return () => joinSought(sought, newest);
  };

  /** Counts the fetching of each thread: an answer that a later one has overtaken is dropped. */
  const generations = new Map<ConversationId, number>();

  return {
    selectedId: null,
    threads: new Map(),
    lastArrival: null,
    openedAt: null,

    async openConversation(conversationId, at) {
      if (get().selectedId !== conversationId) {
        set({ selectedId: conversationId });
        get().closeFind();
        get().leaveSelection();
        keep(conversationId);
      }
      const content = shownValue(read(conversationId));
      const isShown =
        content !== undefined &&
        (at === undefined ? content.reachesNewest : holdsMessage(content, at.messageId));
      set({ lastArrival: null, openedAt: at ?? null });
      if (content !== undefined && !isShown) {
        write(conversationId, idle);
      }
      const { status } = read(conversationId);
      await Promise.all([
        get().lookUpConversation(conversationId),
        isShown && status !== 'failed' ? undefined : get().loadThread(conversationId),
      ]);
    },

    async showNewest(conversationId) {
      const content = shownValue(read(conversationId));
      if (content === undefined ? get().openedAt === null : content.reachesNewest) return;
      set({ openedAt: null });
      await get().loadThread(conversationId);
    },

    closeConversation() {
      get().leaveSelection();
      set({ selectedId: null, lastArrival: null, openedAt: null });
    },

    async loadThread(conversationId) {
      const generation = (generations.get(conversationId) ?? 0) + 1;
      generations.set(conversationId, generation);
      const isWanted = (): boolean =>
        generations.get(conversationId) === generation && get().threads.has(conversationId);
      const { openedAt } = get();
      const isAtMessage =
        openedAt?.conversationId === conversationId &&
        shownValue(read(conversationId))?.reachesNewest !== true;
      write(conversationId, toLoading(read(conversationId)));
      try {
        const { answer, replay } = await duringRequest(conversationId, () =>
          fetchThread(conversationId, isAtMessage ? openedAt : null),
        );
        if (isWanted()) {
          write(conversationId, toReady(replay(answer(shownValue(read(conversationId))))));
        }
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (isWanted()) {
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

    async loadNewer(conversationId) {
      const content = shownValue(read(conversationId));
      const after = content === undefined ? null : cursorAfter(content);
      if (content === undefined || after === null || content.newer === 'loading') return;
      change(conversationId, (now) => ({ ...now, newer: 'loading' }));
      const last = content.messages.at(-1);
      try {
        const { answer, replay } = await duringRequest(conversationId, () =>
          call(bridge, 'message.list', { conversationId, after, limit: pageSize }),
        );
        // Fetched again in the meantime, it may end elsewhere: then this page does not join it.
        change(conversationId, (now) =>
          now.messages.at(-1)?.messageId === last?.messageId
            ? replay(appendNewer(now, answer))
            : { ...now, newer: 'idle' },
        );
      } catch (error) {
        // Shown below the last message, where a button asks again.
        toBridgeFailure(error);
        change(conversationId, (now) => ({ ...now, newer: 'failed' }));
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
