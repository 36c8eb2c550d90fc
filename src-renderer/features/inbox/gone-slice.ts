import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, mapShown, shownValue } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { InboxState, SliceAccess } from './inbox-state.ts';

export interface GoneSlice {
  /** Fetches the list again, and forgets what is kept here of conversations that are nowhere any more. */
  readonly forgetGone: () => Promise<void>;
}

/** What is kept by conversation. */
const maps = [
  ...(['lookedUp', 'threads', 'pictureVersions', 'histories', 'historyFailures'] as const),
  ...(['drafts', 'extras', 'notes', 'noteFields', 'picked'] as const),
] as const satisfies (keyof InboxState)[];

export function createGoneSlice(
  { bridge }: StoreDependencies,
  { get, set }: SliceAccess,
): GoneSlice {
  const isGone = async (conversationId: ConversationId): Promise<boolean> => {
    try {
      await call(bridge, 'conversation.get', { conversationId });
      return false;
    } catch (error) {
      return toBridgeFailure(error).code === 'not_found';
    }
  };

  const forget = (gone: ReadonlySet<ConversationId>): void => {
    const state = get();
    if (state.selectedId !== null && gone.has(state.selectedId)) state.closeConversation();
    const without = <Value>(map: ReadonlyMap<ConversationId, Value>) =>
      new Map([...map].filter(([conversationId]) => !gone.has(conversationId)));
    set({
      lookedUp: without(state.lookedUp),
      threads: without(state.threads),
      pictureVersions: without(state.pictureVersions),
      histories: without(state.histories),
      historyFailures: without(state.historyFailures),
      drafts: without(state.drafts),
      extras: without(state.extras),
      notes: without(state.notes),
      noteFields: without(state.noteFields),
      picked: without(state.picked),
      outbox: state.outbox.filter(({ message }) => !gone.has(message.conversationId)),
      conversations: mapShown(state.conversations, (list) => ({
        ...list,
        items: list.items.filter(({ conversationId }) => !gone.has(conversationId)),
      })),
      ...(state.panelOf !== null && gone.has(state.panelOf)
        ? { panelOf: null, person: idle, leadsOf: idle, gallery: idle }
        : {}),
    });
  };

  /** Messages of a conversation may be gone, too, the oldest first: other threads are fetched when they are opened. */
  const refetchOpen = async (): Promise<void> => {
    const { selectedId, threads, loadThread } = get();
    const open = selectedId === null ? undefined : threads.get(selectedId);
    set({
      threads: new Map(selectedId === null || open === undefined ? [] : [[selectedId, open]]),
    });
    const oldest = open === undefined ? undefined : shownValue(open)?.messages[0];
    if (oldest === undefined) return;
    const { conversationId, messageId } = oldest;
    try {
      if ((await call(bridge, 'message.locate', { conversationId, messageId })) !== null) return;
    } catch (error) {
      // It is looked for again with the next news.
      toBridgeFailure(error);
      return;
    }
    if (get().selectedId !== conversationId) return;
    set({ threads: new Map([[conversationId, idle]]) });
    await loadThread(conversationId);
  };

  return {
    async forgetGone() {
      await get().loadConversations();
      const state = get();
      const listed = new Set(
        shownValue(state.conversations)?.items.map(({ conversationId }) => conversationId),
      );
      const known = new Set(maps.flatMap((name) => [...state[name].keys()]));
      for (const each of [state.selectedId, state.panelOf]) if (each !== null) known.add(each);
      const asked = [...known].filter((conversationId) => !listed.has(conversationId));
      const answers = await Promise.all(asked.map(isGone));
      const gone = new Set(asked.filter((_, index) => answers[index] === true));
      if (gone.size > 0) forget(gone);
      await refetchOpen();
    },
  };
}
