import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { QuoteSlice, SliceAccess } from './inbox-state.ts';

export function createQuoteSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): QuoteSlice {
  return {
    missingOriginals: new Set(),

    async showOriginal(conversationId, messageId) {
      try {
        const found = await call(bridge, 'message.locate', { conversationId, messageId });
        const missing = new Set(get().missingOriginals);
        if (found === null) missing.add(messageId);
        else missing.delete(messageId);
        set({ missingOriginals: missing });
        // Who has gone elsewhere meanwhile is not brought back.
        if (found === null || get().selectedId !== conversationId) return;
        await get().openConversation(conversationId, { ...found, conversationId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
