import type { Contact } from '../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** What has a name, in the order in which it is shown. */
export const nameKinds = ['conversations', 'contacts', 'leads'] as const;
export type NameKind = (typeof nameKinds)[number];

/** How many of each kind are shown at first. */
export const FEW_NAMES = 4;
/** How many are shown of the one kind of which more is wanted: then a longer name finds it sooner. */
export const MANY_NAMES = 50;
/** The longest query that is looked for in names, in UTF-16 code units. */
const LONGEST = 200;

interface Found {
  readonly conversations: readonly ConversationSummary[];
  readonly contacts: readonly Contact[];
  readonly leads: readonly Lead[];
}

export interface NameSlice {
  /** What is called so, the newest first. While an answer is on its way, that of the question before. */
  readonly names: { readonly [K in NameKind]: RemoteData<Found[K]> };
  /** The kind of which more than a few are shown. */
  readonly wideKind: NameKind | null;
  /** With null nothing is looked for. */
  readonly findNames: (query: string | null) => Promise<void>;
  readonly widen: (kind: NameKind | null) => Promise<void>;
}

interface SliceAccess {
  readonly get: () => NameSlice;
  readonly set: (change: Partial<NameSlice>) => void;
}

export function createNameSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
): NameSlice {
  /** Counts questions: an answer that a later one has overtaken is dropped. */
  let asked = 0;
  let wanted: string | null = null;

  const questions: { [K in NameKind]: (query: string, limit: number) => Promise<Found[K]> } = {
    conversations: (query, limit) => call(bridge, 'conversation.search', { query, limit }),
    contacts: async (search, limit) =>
      (await call(bridge, 'contact.list', { search, limit })).items,
    leads: async (search, limit) => (await call(bridge, 'lead.list', { search, limit })).items,
  };

  const ask = async (kind: NameKind, query: string, mine: number): Promise<void> => {
    const keep = (found: RemoteData<Found[NameKind]>): void => {
      if (mine === asked) set({ names: { ...get().names, [kind]: found } });
    };
    keep(toLoading<Found[NameKind]>(get().names[kind]));
    try {
      // One more than is shown says whether there are more.
      const limit = get().wideKind === kind ? MANY_NAMES : FEW_NAMES + 1;
      keep(toReady(await questions[kind](query, limit)));
    } catch (error) {
      keep(toFailed(idle, toBridgeFailure(error)));
    }
  };

  return {
    names: { conversations: idle, contacts: idle, leads: idle },
    wideKind: null,

    async findNames(query) {
      const mine = ++asked;
      if (query !== wanted) set({ wideKind: null });
      wanted = query;
      if (query === null || query.length > LONGEST) {
        set({ names: { conversations: idle, contacts: idle, leads: idle } });
        return;
      }
      await Promise.all(nameKinds.map((kind) => ask(kind, query, mine)));
    },

    async widen(kind) {
      set({ wideKind: kind });
      if (wanted !== null) await get().findNames(wanted);
    },
  };
}
