import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Message, MessageCursor } from '../../../../src-preload/contract/message.ts';
import type { Schedule } from '../../../../src-preload/contract/outgoing.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { extrasOf } from '../composer/composer-slice.ts';
import {
  findConversation,
  type InboxState,
  isNewestShown,
  type SliceAccess,
} from '../inbox-state.ts';
import { answersSince } from './answers-since.ts';

/** What was to be sent when it turned out that somebody else has answered. */
export interface Collision {
  readonly conversationId: ConversationId;
  /** What they answered, oldest first; at least one. */
  readonly answers: readonly Message[];
  readonly schedule: Schedule | undefined;
}

/**
 * Nobody answers twice without knowing: when an answer by somebody else has come since the user began to write, the
 * first attempt to send is held, and they choose.
 */
export interface CollisionSlice {
  readonly collision: Collision | null;
  /** Whether what is written must not go yet: then the user is asked, or the thread is being brought up to date. */
  readonly holdForAnswer: (conversationId: ConversationId, schedule?: Schedule) => boolean;
  readonly sendAnyway: () => Promise<void>;
  /** What is written stays; sent once more it goes, unless another answer has come by then. */
  readonly lookFirst: () => void;
  /** Keeps track of when the user began to write; to be called after every change. */
  readonly noteWriting: () => void;
}

export function createCollisionSlice({ get, set }: SliceAccess): CollisionSlice {
  /** The place of the newest message that was there when the user began to write. */
  const begun = new Map<ConversationId, MessageCursor>();

  /** Those that were shown are known from now on. Answers what was held. */
  const settle = (): Collision | null => {
    const { collision } = get();
    if (collision === null) return null;
    const { conversationId, answers } = collision;
    const last = answers.at(-1);
    if (last !== undefined) begun.set(conversationId, last);
    set({ collision: null });
    return collision;
  };

  return {
    collision: null,

    holdForAnswer(conversationId, schedule) {
      const state = get();
      const since = begun.get(conversationId);
      if (since === undefined || extrasOf(state, conversationId).editing !== null) return false;
      if (state.selectedId === conversationId && !isNewestShown(state)) {
        // What is shown are messages of long ago: whether there is an answer is seen among the newest.
        void state.showNewest(conversationId).then(() => get().sendDraft(conversationId, schedule));
        return true;
      }
      const thread = state.threads.get(conversationId);
      const messages = (thread && shownValue(thread)?.messages) ?? [];
      const answers = answersSince(messages, since, state.userId);
      if (answers.length === 0) return false;
      set({ collision: { conversationId, answers, schedule } });
      return true;
    },

    async sendAnyway() {
      const held = settle();
      if (held !== null) await get().sendDraft(held.conversationId, held.schedule);
    },

    lookFirst() {
      settle();
    },

    noteWriting() {
      const state = get();
      for (const conversationId of begun.keys()) {
        if (!isWriting(state, conversationId)) begun.delete(conversationId);
      }
      const { selectedId, collision } = state;
      if (selectedId !== null && !begun.has(selectedId) && isWriting(state, selectedId)) {
        const newest = newestKnown(state, selectedId);
        if (newest !== null) begun.set(selectedId, newest);
      }
      if (collision !== null && !begun.has(collision.conversationId)) set({ collision: null });
    },
  };
}

function isWriting(state: InboxState, conversationId: ConversationId): boolean {
  return state.drafts.has(conversationId) || extrasOf(state, conversationId).files.length > 0;
}

/** The place of the newest message; null while the conversation is not known. */
function newestKnown(state: InboxState, conversationId: ConversationId): MessageCursor | null {
  const conversation = findConversation(state, conversationId);
  if (conversation === undefined) return null;
  const thread = state.threads.get(conversationId);
  const messages = (thread && shownValue(thread)?.messages) ?? [];
  const newest = messages.findLast(({ outbox }) => outbox === null);
  const { lastMessageAt } = conversation;
  return newest !== undefined && newest.timestamp >= lastMessageAt
    ? newest
    : { timestamp: lastMessageAt, sequence: Infinity };
}
