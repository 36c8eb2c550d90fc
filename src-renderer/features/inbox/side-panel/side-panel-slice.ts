import type { Message, MessageCursor } from '../../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import { createPager } from '../../../bridge/paged-list.ts';
import { idle, toFailed, toLoading, toReady } from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';
import { placeInGallery } from './in-gallery.ts';
import { rememberedLook, rememberLook, toggled } from './panel-look.ts';
import type { PanelLook, PanelStorage, SidePanelSlice } from './side-panel-state.ts';

/** Messages that are fetched at a time: some rows of small pictures. */
const pageSize = 30;

export function createSidePanelSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): SidePanelSlice {
  const pager = createPager<Message, MessageCursor, Message>({
    fetchPage: async (before) => {
      const { panelOf, galleryQuestion } = get();
      if (panelOf === null) return { items: [], next: null };
      const { kind, tag } = galleryQuestion;
      return call(bridge, 'message.gallery', {
        conversationId: panelOf,
        kind,
        limit: pageSize,
        ...(tag === null ? {} : { tag }),
        ...(before === undefined ? {} : { before }),
      });
    },
    idOf: (message) => message.messageId,
    apply: (list, message) => placeInGallery(list, message, get().galleryQuestion),
    read: () => get().gallery,
    write: (gallery) => set({ gallery }),
  });
  const look = (storage: PanelStorage, change: (now: PanelLook) => PanelLook): void => {
    const panelLook = change(get().panelLook ?? rememberedLook(storage));
    rememberLook(panelLook, storage);
    set({ panelLook });
  };

  return {
    panelLook: null,
    togglePanel: (storage) => look(storage, (now) => ({ ...now, isOpen: !now.isOpen })),
    toggleSection: (section, storage) => look(storage, (now) => toggled(now, section)),

    panelOf: null,
    person: idle,
    leadsOf: idle,
    galleryQuestion: { kind: 'pictures', tag: null },
    gallery: idle,

    async loadPerson() {
      const conversationId = get().panelOf;
      if (conversationId === null) return;
      set({ person: toLoading(get().person) });
      try {
        const card = await call(bridge, 'contact.ofConversation', { conversationId });
        if (get().panelOf === conversationId) set({ person: toReady(card) });
        if (card?.businessId) void get().loadBusinesses();
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (get().panelOf === conversationId) set({ person: toFailed(get().person, failure) });
      }
    },

    async loadLeadsOf() {
      const conversationId = get().panelOf;
      if (conversationId === null) return;
      set({ leadsOf: toLoading(get().leadsOf) });
      try {
        const leads = await call(bridge, 'lead.ofConversation', { conversationId });
        if (get().panelOf === conversationId) set({ leadsOf: toReady(leads) });
      } catch (error) {
        const failure = toBridgeFailure(error);
        if (get().panelOf === conversationId) set({ leadsOf: toFailed(get().leadsOf, failure) });
      }
    },

    async linkCampaign(conversationId, campaignId) {
      try {
        const answer = call(bridge, 'campaign.linkConversation', { conversationId, campaignId });
        get().receiveConversation(await answer);
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    loadGallery: pager.loadFirst,
    loadMoreGallery: pager.loadMore,

    async askGallery(galleryQuestion) {
      set({ galleryQuestion, gallery: idle });
      await pager.loadFirst();
    },

    showPanelOf(conversationId) {
      if (get().panelOf !== conversationId) {
        set({ panelOf: conversationId, person: idle, leadsOf: idle, gallery: idle });
      }
      void get().loadPerson();
      void get().loadLeadsOf();
      void get().loadCampaigns();
      void pager.loadFirst();
      void get().loadHistory(conversationId);
    },

    noteInGallery(message) {
      if (message.conversationId === get().panelOf) pager.receive(message);
    },

    noteLead({ conversationId }) {
      if (conversationId === get().panelOf) void get().loadLeadsOf();
    },
  };
}
