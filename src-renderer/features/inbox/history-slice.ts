import type { ConversationHistory } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { mapShown } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { HistorySlice, SliceAccess } from './inbox-state.ts';

export function createHistorySlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): HistorySlice {
  return {
    histories: new Map(),
    historyFailures: new Map(),
    readsHistory: false,

    async loadHistory(conversationId) {
      try {
        const history = await call(bridge, 'conversation.history', { conversationId });
        const historyFailures = new Map(get().historyFailures);
        historyFailures.delete(conversationId);
        set({
          histories: new Map(get().histories).set(conversationId, history),
          historyFailures,
        });
      } catch (error) {
        // The thread is shown without it; the side panel tells.
        const failure = toBridgeFailure(error);
        set({ historyFailures: new Map(get().historyFailures).set(conversationId, failure) });
      }
    },

    async readHistory(conversationId, gap) {
      if (get().readsHistory) return;
      set({ readsHistory: true });
      try {
        await call(bridge, 'conversation.readHistory', {
          conversationId,
          ...(gap === undefined ? {} : { gap }),
        });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      } finally {
        set({ readsHistory: false });
      }
    },

    async receiveHistory(conversationId) {
      const { selectedId, histories } = get();
      if (selectedId !== conversationId) {
        // Read again when it is opened.
        const kept = new Map(histories);
        if (kept.delete(conversationId)) set({ histories: kept });
        return;
      }
      const before = histories.get(conversationId);
      await get().loadHistory(conversationId);
      const now = get().histories.get(conversationId);
      // As it is by now: its messages may have come meanwhile.
      const thread = get().threads.get(conversationId);
      if (thread === undefined || now === undefined) return;
      if (hasFilled(before, now)) {
        await get().loadThread(conversationId);
        return;
      }
      // What was the beginning may have something before it now: it is looked for when it comes into view.
      set({
        threads: new Map(get().threads).set(
          conversationId,
          mapShown(thread, (content) => {
            const [oldest] = content.messages;
            return content.next === null && oldest !== undefined
              ? { ...content, next: { timestamp: oldest.timestamp, sequence: oldest.sequence } }
              : content;
          }),
        ),
      });
    },
  };
}

const noGaps: ConversationHistory['gaps'] = [];

/** What is missing of a conversation. Where nothing is, always the same: a thread is laid out again with other gaps. */
export function gapsOf(
  { histories }: Pick<HistorySlice, 'histories'>,
  conversationId: ConversationId,
): ConversationHistory['gaps'] {
  const gaps = histories.get(conversationId)?.gaps ?? noGaps;
  return gaps.length === 0 ? noGaps : gaps;
}

function hasFilled(before: ConversationHistory | undefined, now: ConversationHistory): boolean {
  return before !== undefined && now.gaps.length < before.gaps.length;
}
