import { createStore, type StoreApi } from 'zustand/vanilla';
import { EventRecorder } from '../../bridge/event-recorder.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../../bridge/subscriptions.ts';
import { createCardSlice } from './bubble/card-slice.ts';
import { createCareSlice } from './care-slice.ts';
import { createComposerSlice } from './composer/composer-slice.ts';
import { createQuickReplySlice } from './composer/quick-reply-slice.ts';
import { createConversationListSlice } from './conversation-list-slice.ts';
import { createFindSlice } from './find/find-slice.ts';
import { createHistorySlice } from './history-slice.ts';
import type { InboxState } from './inbox-state.ts';
import { createAudioSlice } from './media/audio-slice.ts';
import { createJudgeSlice } from './judge/judge-slice.ts';
import { createLabelSlice } from './labels/label-slice.ts';
import { createMediaSlice } from './media-slice.ts';
import { createNoteSlice } from './notes/note-slice.ts';
import { createOutboxSlice } from './outbox-slice.ts';
import { createPicksSlice } from './list/picks-slice.ts';
import { createSavedViewsSlice } from './list/saved-views-slice.ts';
import { createTargetSlice } from './list/target-slice.ts';
import { createViewSlice } from './list/view-slice.ts';
import { createCollisionSlice } from './presence/collision-slice.ts';
import { createPresenceSlice } from './presence/presence-slice.ts';
import { createForwardSlice } from './select/forward-slice.ts';
import { createSelectSlice } from './select/select-slice.ts';
import { createSidePanelSlice } from './side-panel/side-panel-slice.ts';
import { createTagSlice } from './tags/tag-slice.ts';
import { createQuoteSlice } from './quote-slice.ts';
import { createGoneSlice } from './gone-slice.ts';
import { createSettingsSlice } from './settings-slice.ts';
import { createThreadSlice, type MessageEvent } from './thread-slice.ts';
import { createReadSlice } from './unread/read-slice.ts';

export type InboxStore = StoreApi<InboxState>;

export function createInboxStore(dependencies: StoreDependencies): InboxStore {
  const recorder = new EventRecorder<MessageEvent>();
  return createStore<InboxState>()((set, get) => ({
    ...createConversationListSlice(dependencies, { get, set }),
    ...createReadSlice(dependencies, { get, set }),
    ...createViewSlice(dependencies, { get, set }),
    ...createPicksSlice(dependencies, { get, set }),
    ...createSavedViewsSlice(dependencies, { get, set }),
    ...createThreadSlice(dependencies, { get, set }, recorder),
    ...createQuoteSlice(dependencies, { get, set }),
    ...createFindSlice(dependencies, { get, set }),
    ...createSelectSlice({ get, set }),
    ...createForwardSlice(dependencies, { get, set }),
    ...createHistorySlice(dependencies, { get, set }),
    ...createCareSlice(dependencies, { get, set }),
    ...createLabelSlice(dependencies, { get }),
    ...createTargetSlice(dependencies, { set }),
    ...createMediaSlice(dependencies, { get, set }),
    ...createSettingsSlice(dependencies, { get, set }),
    ...createAudioSlice(dependencies, { get, set }),
    ...createCardSlice(dependencies, { get, set }),
    ...createComposerSlice(dependencies, { get, set }, recorder),
    ...createQuickReplySlice(dependencies, { get, set }),
    ...createOutboxSlice(dependencies, { get, set }),
    ...createPresenceSlice(dependencies, { get, set }),
    ...createCollisionSlice({ get, set }),
    ...createNoteSlice(dependencies, { get, set }),
    ...createSidePanelSlice(dependencies, { get, set }),
    ...createTagSlice(dependencies, { set }),
    ...createGoneSlice(dependencies, { get, set }),
    ...createJudgeSlice(dependencies),

    async refresh() {
      const { refreshMessages, loadColleagues, refreshQuickReplies } = get();
      await Promise.all([
        refreshMessages(),
        loadColleagues(),
        refreshQuickReplies(),
        get().loadTargets(),
        get().refreshNotes(),
      ]);
    },

    async refreshMessages() {
      const { selectedId, threads, loadConversations, loadThread } = get();
      if (threads.size > 0) {
        // Threads that are not open may have missed something: they are fetched again when opened.
        const selected = selectedId === null ? undefined : threads.get(selectedId);
        set({
          threads: new Map(
            selectedId === null || selected === undefined ? [] : [[selectedId, selected]],
          ),
        });
      }
      await Promise.all([
        loadConversations(),
        selectedId === null ? undefined : loadThread(selectedId),
      ]);
    },

    async refreshThread(conversationId) {
      const { selectedId, threads, loadThread } = get();
      if (selectedId === conversationId) {
        await loadThread(conversationId);
        return;
      }
      const kept = new Map(threads);
      if (kept.delete(conversationId)) set({ threads: kept });
    },
  }));
}

/** Listens to the bridge and loads the list; the answer stops listening. */
export function startInbox(store: InboxStore, { bridge }: StoreDependencies): () => void {
  const stop = joinSubscriptions(
    store.subscribe(({ noteWriting }) => noteWriting()),
    bridge.subscribe('conversation.changed', (summary) => {
      store.getState().receiveConversation(summary);
      void store.getState().lookUpColleague(summary.assigneeId);
    }),
    bridge.subscribe('conversation.pictureChanged', ({ conversationId }) =>
      store.getState().notePicture(conversationId),
    ),
    bridge.subscribe('conversation.historyChanged', ({ conversationId }) => {
      void store.getState().receiveHistory(conversationId);
    }),
    bridge.subscribe('lead.changed', (lead) => store.getState().noteLead(lead)),
    bridge.subscribe('note.changed', (note) => store.getState().receiveNote(note)),
    bridge.subscribe('quickReply.changed', () => void store.getState().refreshQuickReplies()),
    bridge.subscribe('businessHours.changed', () => void store.getState().loadTargets()),
    bridge.subscribe('business.changed', () => void store.getState().refreshQuickReplies()),
    bridge.subscribe('settings.changed', (settings) => store.getState().noteSettings(settings)),
    bridge.subscribe('message.changed', (message) => {
      store.getState().receiveMessage(message);
      store.getState().noteOutbox(message);
      store.getState().noteInGallery(message);
    }),
    bridge.subscribe('message.discarded', ({ conversationId, messageId }) => {
      store.getState().removeMessage(conversationId, messageId);
      store.getState().forgetOutbox(messageId);
    }),
  );
  void store.getState().loadInboxSettings();
  void store.getState().loadConversations();
  void store.getState().loadColleagues();
  void store.getState().loadTargets();
  void store.getState().loadOutbox();
  void store.getState().restoreDrafts();
  return stop;
}
