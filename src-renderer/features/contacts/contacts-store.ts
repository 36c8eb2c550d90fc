import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  Contact,
  ContactCursor,
  ContactSort,
  Joins,
} from '../../../src-preload/contract/contact.ts';
import type { Business } from '../../../src-preload/contract/business.ts';
import type { BusinessId, ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../../bridge/subscriptions.ts';
import { type CardSlice, createCardSlice } from './card/card-slice.ts';
import { byName } from './contact-sort.ts';
import { createDuplicatesSlice, type DuplicatesSlice } from './duplicates/duplicates-slice.ts';
import { createFilesSlice, type FilesSlice } from './files/files-slice.ts';

const pageSize = 100;
/** How long to wait for the next key before asking, in milliseconds. */
const typingPause = 180;

export interface ContactsState extends CardSlice, DuplicatesSlice, FilesSlice {
  /** What is in the search field. */
  readonly search: string;
  readonly sort: ContactSort;
  /** What the shown contacts were asked for with. */
  readonly searched: string;
  readonly contacts: RemoteData<PagedList<Contact, ContactCursor>>;
  readonly setSearch: (search: string) => void;
  /** Shows them in another order, from its beginning. */
  readonly setSort: (sort: ContactSort) => void;
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  /** Why several ids are taken for one person; null when it could not be asked. */
  readonly joinsOf: (conversationId: ConversationId) => Promise<Joins | null>;
  /** What a contact can belong to, by name. */
  readonly businesses: RemoteData<readonly Business[]>;
  readonly loadBusinesses: () => Promise<void>;
  /** Says which business a contact belongs to, or with null none. */
  readonly setBusiness: (contactId: ContactId, businessId: BusinessId | null) => Promise<void>;
  /** Main tells whom an account has blocked, or no longer does. */
  readonly receiveBlocked: (contactIds: readonly ContactId[], isBlocked: boolean) => void;
  /** Says that they are several people, and fetches the list again. */
  readonly takeApart: (conversationId: ConversationId) => Promise<void>;
}

export type ContactsStore = StoreApi<ContactsState>;

export function createContactsStore(dependencies: StoreDependencies): ContactsStore {
  const { bridge, reportFailure } = dependencies;
  return createStore<ContactsState>()((set, get) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const pager = createPager<Contact, ContactCursor>({
      fetchPage: (after) => {
        const { searched: search, sort } = get();
        return call(bridge, 'contact.list', {
          limit: pageSize,
          ...(search === '' ? {} : { search }),
          ...(sort.by === byName.by && !sort.isDescending ? {} : { sort }),
          ...(after === undefined ? {} : { after }),
        });
      },
      idOf: (contact) => contact.contactId,
      apply: (list) => list,
      read: () => get().contacts,
      write: (contacts) => set({ contacts }),
    });

    const changeListed = (contactId: ContactId, change: Partial<Contact>): void =>
      set({
        contacts: mapShown(get().contacts, (list) => ({
          ...list,
          items: list.items.map((each) =>
            each.contactId === contactId ? { ...each, ...change } : each,
          ),
        })),
      });

    return {
      ...createCardSlice(set, get, dependencies, ({ contactId, isBlocked }) =>
        changeListed(contactId, { isBlocked }),
      ),
      ...createDuplicatesSlice(set, get, dependencies),
      ...createFilesSlice(set, get, dependencies),
      search: '',
      sort: byName,
      searched: '',
      contacts: idle,

      setSearch(search) {
        set({ search });
        clearTimeout(waiting);
        waiting = setTimeout(() => void get().load(), search.trim() === '' ? 0 : typingPause);
      },

      setSort(sort) {
        set({ sort });
        void get().load();
      },

      load() {
        clearTimeout(waiting);
        set({ searched: get().search.trim() });
        return pager.loadFirst();
      },

      loadMore: pager.loadMore,

      businesses: idle,

      async loadBusinesses() {
        set({ businesses: toLoading(get().businesses) });
        try {
          set({ businesses: toReady((await call(bridge, 'business.list', {})).businesses) });
        } catch (error) {
          set({ businesses: toFailed(get().businesses, toBridgeFailure(error)) });
        }
      },

      async setBusiness(contactId, businessId) {
        try {
          await call(bridge, 'contact.setBusiness', { contactId, businessId });
          changeListed(contactId, { businessId });
          set({
            card: mapShown(get().card, (card) =>
              card.contactId === contactId ? { ...card, businessId } : card,
            ),
          });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },

      receiveBlocked(contactIds, isBlocked) {
        const told = new Set(contactIds);
        const isNews = (each: Contact): boolean =>
          told.has(each.contactId) && each.isBlocked !== isBlocked;
        set({
          contacts: mapShown(get().contacts, (list) =>
            list.items.some(isNews)
              ? {
                  ...list,
                  items: list.items.map((each) => (isNews(each) ? { ...each, isBlocked } : each)),
                }
              : list,
          ),
        });
        // The card tells it of each account, and of whoever is the same person: of that only main knows.
        const { cardId, card, openCard } = get();
        const open = shownValue(card);
        const isKnown =
          open && [open, ...open.accounts].every((each) => each.isBlocked === isBlocked);
        if (cardId !== null && isKnown !== true) void openCard(cardId);
      },

      async joinsOf(conversationId) {
        try {
          return await call(bridge, 'contact.joins', { conversationId });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
          return null;
        }
      },

      async takeApart(conversationId) {
        try {
          await call(bridge, 'contact.split', { conversationId });
          await get().load();
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },
    };
  });
}

/** Listens to the bridge; the answer stops listening. */
export function startContacts(store: ContactsStore, { bridge }: StoreDependencies): () => void {
  return joinSubscriptions(
    bridge.subscribe('contact.blockChanged', ({ contactIds, isBlocked }) =>
      store.getState().receiveBlocked(contactIds, isBlocked),
    ),
    bridge.subscribe('conversation.pictureChanged', ({ conversationId }) => {
      if (shownValue(store.getState().card)?.conversationId !== conversationId) return;
      store.setState(({ pictureVersion }) => ({ pictureVersion: pictureVersion + 1 }));
    }),
  );
}
