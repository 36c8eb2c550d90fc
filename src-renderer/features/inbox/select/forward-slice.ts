import type {
  ConversationCursor,
  ConversationSummary,
} from '../../../../src-preload/contract/conversation.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { createPager } from '../../../bridge/paged-list.ts';
import { idle } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { findConversation, type SliceAccess } from '../inbox-state.ts';
import { type Forwarding, type ForwardSlice, MAXIMUM_TARGETS } from './select-state.ts';

const pageSize = 200;

export function createForwardSlice(
  { bridge }: StoreDependencies,
  { get, set }: SliceAccess,
): ForwardSlice {
  const change = (part: Partial<Forwarding>): void => {
    const { forwarding } = get();
    if (forwarding !== null) set({ forwarding: { ...forwarding, ...part } });
  };

  const pager = createPager<ConversationSummary, ConversationCursor>({
    fetchPage: async (after) => {
      const first = get().forwarding?.messages[0];
      const sessionId = first && findConversation(get(), first.conversationId)?.sessionId;
      return sessionId === undefined
        ? { items: [], next: null }
        : call(bridge, 'conversation.list', {
            // Another account cannot pass on what this one got.
            filter: { sessionId },
            limit: pageSize,
            ...(after === undefined ? {} : { after }),
          });
    },
    idOf: ({ conversationId }) => conversationId,
    apply: (list) => list,
    read: () => get().forwarding?.targets ?? idle,
    write: (targets) => change({ targets }),
  });

  return {
    forwarding: null,

    askWhereTo(messages) {
      if (messages.length === 0) return;
      set({
        forwarding: { messages, targets: idle, chosen: new Map(), done: null, failed: [] },
      });
      void pager.loadFirst();
    },

    loadMoreTargets: pager.loadMore,

    toggleTarget(conversation) {
      const chosen = new Map(get().forwarding?.chosen);
      if (!chosen.delete(conversation.conversationId)) {
        if (chosen.size >= MAXIMUM_TARGETS) return;
        chosen.set(conversation.conversationId, conversation);
      }
      change({ chosen });
    },

    async forwardToChosen() {
      const { forwarding } = get();
      if (forwarding?.done !== null) return false;
      const { messages, chosen } = forwarding;
      const failed: Forwarding['failed'][number][] = [];
      change({ done: 0, failed });
      let done = 0;
      // One after the other: they arrive in the order in which they were written.
      for (const conversation of chosen.values()) {
        try {
          for (const { conversationId, messageId } of messages) {
            const to = conversation.conversationId;
            await call(bridge, 'message.forward', { conversationId, messageId, to });
          }
        } catch (error) {
          failed.push({ conversation, failure: toBridgeFailure(error) });
        }
        done += 1;
        change({ done });
      }
      if (failed.length > 0) {
        const left = failed.map((each) => each.conversation);
        change({
          done: null,
          failed,
          chosen: new Map(left.map((each) => [each.conversationId, each])),
        });
        return false;
      }
      set({ forwarding: null, selection: null });
      return true;
    },

    leaveForwarding: () => set({ forwarding: null }),
  };
}
