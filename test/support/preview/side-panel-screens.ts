import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { GalleryKind } from '../../../src-preload/contract/message.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { uuid } from './sample-data.ts';
import { BridgeFailure } from '../../../src-renderer/bridge/bridge-failure.ts';
import { idle, toReady } from '../../../src-renderer/bridge/remote-data.ts';
import type { MainScreen } from './screens.ts';

const accounts: MainScreen['accounts'] = [{ kind: 'connected', since: 1_750_000_000_000 }];

/** The panel beside a conversation, all of it or from the files on. */
export function openPanel(number: number, kind: GalleryKind, isTop: boolean) {
  return ({ inbox }: Stores): void => {
    const state = inbox.getState();
    localStorage.clear();
    state.togglePanel(localStorage);
    if (!isTop) {
      for (const section of ['contact', 'care', 'leads', 'consent', 'others'] as const) {
        state.toggleSection(section, localStorage);
      }
    }
    void state.openConversation(ConversationId.parse(uuid(number)));
    void state.askGallery({ kind, tag: null });
  };
}

/** The panel of a conversation of which nothing else is known, or can be had. */
function openPanelWith(part: Partial<ReturnType<Stores['inbox']['getState']>>) {
  return (stores: Stores): void => {
    openPanel(2, 'pictures', true)(stores);
    // After what the panel asks for when it is drawn.
    setTimeout(() => stores.inbox.setState(part), 400);
  };
}

const failed = {
  status: 'failed',
  failure: new BridgeFailure('message.gallery', {
    code: 'database_unreachable',
    retryable: true,
    reference: 'a1b2c3d4',
  }),
} as const;

export const sidePanelScreens: Readonly<Record<string, MainScreen>> = {
  'side-panel': {
    fillings: ['full'],
    accounts,
    goThere: openPanel(1, 'pictures', true),
  },
  'side-panel-empty': {
    fillings: ['full'],
    accounts,
    goThere: openPanelWith({
      person: toReady(null),
      leadsOf: toReady([]),
      gallery: toReady({ items: [], next: null, more: 'idle' }),
    }),
  },
  'side-panel-loading': {
    fillings: ['full'],
    accounts,
    goThere: openPanelWith({ person: idle, leadsOf: idle, gallery: idle, histories: new Map() }),
  },
  'side-panel-failing': {
    fillings: ['full'],
    accounts,
    goThere: openPanelWith({ person: failed, leadsOf: failed, gallery: failed }),
  },
  'side-panel-pictures': { fillings: ['full'], accounts, goThere: openPanel(7, 'pictures', false) },
  'side-panel-files': { fillings: ['full'], accounts, goThere: openPanel(7, 'documents', false) },
  'side-panel-links': { fillings: ['full'], accounts, goThere: openPanel(3, 'links', false) },
  'side-panel-tagged': { fillings: ['full'], accounts, goThere: openPanel(7, 'tagged', false) },
  'side-panel-group': { fillings: ['full'], accounts, goThere: openPanel(16, 'links', true) },
  'side-panel-consent': {
    fillings: ['full'],
    accounts,
    goThere: openPanel(1, 'pictures', true),
    press: /^Note a consent: Advertising/,
  },
};
