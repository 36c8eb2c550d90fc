import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';
import type { BulkRun, PicksSlice } from './list-state.ts';
import { performCare } from './perform-care.ts';

/** How many conversations are changed at a time. */
const AT_ONCE = 4;

export function createPicksSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): PicksSlice {
  const pick = (conversations: readonly ConversationSummary[]): PicksSlice['picked'] =>
    new Map(conversations.map((each) => [each.conversationId, each]));

  return {
    picked: new Map(),
    bulk: null,
    snoozing: [],
    blocking: null,

    togglePick(conversation) {
      const picked = new Map(get().picked);
      if (!picked.delete(conversation.conversationId)) {
        picked.set(conversation.conversationId, conversation);
      }
      set({ picked });
    },

    pickAll: (conversations) => set({ picked: pick(conversations) }),

    clearPicks: () => set({ picked: new Map() }),

    chooseSnooze: (conversations) => set({ snoozing: conversations }),

    askToBlock: (conversation) => set({ blocking: conversation }),

    async care(conversations, action) {
      const { selectedId, closeConversation } = get();
      // What stayed open in view would be read at once.
      if (
        action.kind === 'markUnread' &&
        conversations.some(({ conversationId }) => conversationId === selectedId)
      ) {
        closeConversation();
      }
      const isBulk = conversations.length > 1;
      let run: BulkRun = { total: conversations.length, done: 0, failed: [] };
      const note = (change: Partial<BulkRun>): void => {
        run = { ...run, ...change };
        if (isBulk) set({ bulk: run });
      };
      note({});
      const waiting = [...conversations];
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          try {
            const changed = await performCare(bridge, next, action);
            if (changed !== null) get().receiveConversation(changed);
          } catch (error) {
            const failure = toBridgeFailure(error);
            if (!isBulk) reportFailure(failure);
            note({ failed: [...run.failed, { conversation: next, failure }] });
          }
          note({ done: run.done + 1 });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      // What could not be done stays picked, so that it can be tried again.
      if (isBulk) set({ picked: pick(run.failed.map(({ conversation }) => conversation)) });
    },

    closeBulk: () => set({ bulk: null }),
  };
}
