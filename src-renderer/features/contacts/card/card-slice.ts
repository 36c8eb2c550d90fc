import type { ContactCard, ContactChange } from '../../../../src-preload/contract/contact.ts';
import type { ContactId, SessionId } from '../../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  type RemoteData,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';

export interface CardSlice {
  /** Whose card is open. */
  readonly cardId: ContactId | null;
  readonly card: RemoteData<ContactCard>;
  /** How often a profile picture has changed since this window was opened. */
  readonly pictureVersion: number;
  readonly openCard: (contactId: ContactId) => Promise<void>;
  readonly closeCard: () => void;
  /** Blocks the person through one account, or no longer. */
  readonly setBlocked: (
    contactId: ContactId,
    sessionId: SessionId,
    isBlocked: boolean,
  ) => Promise<void>;
  /** Writes down what the team knows; answers whether it was kept. */
  readonly saveDetails: (contactId: ContactId, change: ContactChange) => Promise<boolean>;
}

export function createCardSlice(
  set: (change: Partial<Pick<CardSlice, 'card' | 'cardId'>>) => void,
  get: () => CardSlice,
  { bridge, reportFailure }: StoreDependencies,
  /** The list shows it too. */
  noteInList: (card: ContactCard) => void,
): CardSlice {
  // One after the other: of two answers that overtake each other, the older card would stay.
  let saving: Promise<unknown> = Promise.resolve();
  return {
    cardId: null,
    card: idle,
    pictureVersion: 0,

    async openCard(contactId) {
      set({ cardId: contactId, card: toLoading(get().cardId === contactId ? get().card : idle) });
      try {
        const card = await call(bridge, 'contact.get', { contactId });
        if (get().cardId === contactId) set({ card: toReady(card) });
      } catch (error) {
        if (get().cardId === contactId) set({ card: toFailed(get().card, toBridgeFailure(error)) });
      }
    },

    closeCard: () => set({ cardId: null, card: idle }),

    async setBlocked(contactId, sessionId, isBlocked) {
      try {
        const card = await call(bridge, 'contact.setBlocked', { contactId, sessionId, isBlocked });
        if (get().cardId === contactId) set({ card: toReady(card) });
        noteInList(card);
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    saveDetails(contactId, details) {
      const saved = saving.then(async () => {
        try {
          const card = await call(bridge, 'contact.update', { contactId, details });
          if (get().cardId === contactId) set({ card: toReady(card) });
          return true;
        } catch (error) {
          reportFailure(toBridgeFailure(error));
          return false;
        }
      });
      saving = saved;
      return saved;
    },
  };
}
