import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { MessageHit } from '../../../src-preload/contract/search.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, shownValue, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** How many newest conversations and leads are looked through at once while one types, also with a database away. */
const KNOWN = 200;
/** How many of each kind are asked for. */
const FEW = 6;
/** How long to wait for the next key before asking, in milliseconds. */
const TYPING_PAUSE = 120;
/** The longest query that all commands take. */
export const LONGEST_QUERY = 200;

export interface PaletteState {
  readonly isOpen: boolean;
  readonly query: string;
  /** The newest of all views, as they were when the palette was opened. */
  readonly conversations: RemoteData<readonly ConversationSummary[]>;
  /** The newest, as they were when the palette was opened. */
  readonly leads: RemoteData<readonly Lead[]>;
  /** Found by their names, among all that there are. */
  readonly namedConversations: RemoteData<readonly ConversationSummary[]>;
  readonly namedLeads: RemoteData<readonly Lead[]>;
  readonly contacts: RemoteData<readonly Contact[]>;
  /** With the contacts that were found, which have other names and numbers; those among `conversations` too. */
  readonly ofContacts: readonly ConversationSummary[];
  readonly messages: RemoteData<readonly MessageHit[]>;
  /** The row that the keys stand on; null for the first one. */
  readonly activeId: string | null;
  readonly open: () => void;
  readonly close: () => void;
  readonly setQuery: (query: string) => void;
  readonly setActive: (id: string) => void;
  /** Forgets what was found, while nobody looks. */
  readonly forget: () => void;
}

export type PaletteStore = StoreApi<PaletteState>;

const nothingFound = {
  namedConversations: idle,
  namedLeads: idle,
  contacts: idle,
  ofContacts: [],
  messages: idle,
  activeId: null,
} as const;

/** What is typed into the palette, and what is found for it: an answer that a later key has overtaken is dropped. */
export function createPaletteStore({ bridge }: StoreDependencies): PaletteStore {
  return createStore<PaletteState>()((set, get) => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    /** Counts questions, and openings: what belongs to an earlier one is out of date. */
    let asked = 0;
    let opened = 0;

    /** What a question gives, or why it gives nothing: what was found for another must not pass for the answer. */
    const answerOf = async <T>(question: Promise<T>): Promise<RemoteData<T>> => {
      try {
        return toReady(await question);
      } catch (error) {
        return { status: 'failed', failure: toBridgeFailure(error) };
      }
    };

    const loadKnown = async (): Promise<void> => {
      const mine = ++opened;
      set({ conversations: toLoading(get().conversations), leads: toLoading(get().leads) });
      const keep = (change: Partial<PaletteState>): void => {
        if (mine === opened) set(change);
      };
      await Promise.all([
        answerOf(
          call(bridge, 'conversation.list', { limit: KNOWN }).then(({ items }) => items),
        ).then((conversations) => keep({ conversations })),
        answerOf(call(bridge, 'lead.list', { limit: KNOWN }).then(({ items }) => items)).then(
          (leads) => keep({ leads }),
        ),
      ]);
    };

    /** The conversations of contacts, who are found by more than what their conversations are called. */
    const conversationsOf = async (
      contacts: readonly Contact[],
    ): Promise<readonly ConversationSummary[]> => {
      const known = shownValue(get().conversations) ?? [];
      const found = await Promise.all(
        contacts.map(async ({ conversationId }) => {
          if (conversationId === null) return [];
          const shown = known.find((each) => each.conversationId === conversationId);
          if (shown !== undefined) return [shown];
          try {
            return [await call(bridge, 'conversation.get', { conversationId })];
          } catch (error) {
            // The contact itself is found all the same.
            toBridgeFailure(error);
            return [];
          }
        }),
      );
      return found.flat();
    };

    const ask = async (query: string): Promise<void> => {
      const mine = ++asked;
      const keep = (change: Partial<PaletteState>): void => {
        if (mine === asked) set(change);
      };
      const findContacts = async (): Promise<void> => {
        const contacts = await answerOf(
          call(bridge, 'contact.list', { search: query, limit: FEW }).then(({ items }) => items),
        );
        keep({ contacts, ofContacts: await conversationsOf(shownValue(contacts) ?? []) });
      };
      const findNames = async (): Promise<void> => {
        const question = call(bridge, 'conversation.search', { query, limit: FEW });
        keep({ namedConversations: await answerOf(question) });
      };
      const findLeads = async (): Promise<void> => {
        const question = call(bridge, 'lead.list', { search: query, limit: FEW });
        keep({ namedLeads: await answerOf(question.then(({ items }) => items)) });
      };
      const findMessages = async (): Promise<void> => {
        const question = call(bridge, 'message.search', { query, limit: FEW });
        keep({ messages: await answerOf(question.then(({ items }) => items)) });
      };
      await Promise.all([findNames(), findContacts(), findLeads(), findMessages()]);
    };

    return {
      isOpen: false,
      query: '',
      conversations: idle,
      leads: idle,
      ...nothingFound,

      open() {
        set({ isOpen: true, query: '', ...nothingFound });
        void loadKnown();
      },

      close() {
        clearTimeout(waiting);
        asked += 1;
        if (get().isOpen) set({ isOpen: false });
      },

      setQuery(query) {
        clearTimeout(waiting);
        // What was asked before is out of date now, not only when the next question goes.
        asked += 1;
        const wanted = query.trim();
        if (wanted === '') {
          set({ query, ...nothingFound });
          return;
        }
        const { namedConversations, namedLeads, contacts, messages } = get();
        set({
          query,
          activeId: null,
          namedConversations: toLoading(namedConversations),
          namedLeads: toLoading(namedLeads),
          contacts: toLoading(contacts),
          messages: toLoading(messages),
        });
        waiting = setTimeout(() => void ask(wanted), TYPING_PAUSE);
      },

      setActive: (activeId) => set({ activeId }),

      forget() {
        if (!get().isOpen) set({ query: '', conversations: idle, leads: idle, ...nothingFound });
      },
    };
  });
}
