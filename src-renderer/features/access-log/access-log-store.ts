import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AccessCursor,
  AccessFilter,
  AccessLogReport,
  AccessRow,
} from '../../../src-preload/contract/access-log.ts';
import type { CommandOutput } from '../../../src-preload/contract/contract.ts';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { type BridgeFailure, toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { createPager, type PagedList } from '../../bridge/paged-list.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

/** Rows that are fetched at a time. */
const PAGE = 100;
/** On a contact's card there is room for few. */
const PERSON_PAGE = 20;

export type AccessRows = PagedList<AccessRow, AccessCursor>;

export interface AccessLogState {
  readonly isOpen: boolean;
  readonly filter: AccessFilter;
  readonly rows: RemoteData<AccessRows>;
  /** By whom and from where rows can be; empty until they are known. */
  readonly people: CommandOutput<'user.list'>;
  readonly devices: CommandOutput<'accessLog.devices'>;
  readonly report: RemoteData<AccessLogReport>;
  readonly isExporting: boolean;
  /** How many rows went out just now; null before that. */
  readonly exported: number | null;
  /** Whose data is in view. */
  readonly contactId: ContactId | null;
  readonly ofContact: RemoteData<AccessRows>;
  readonly open: () => void;
  readonly close: () => void;
  readonly load: () => Promise<void>;
  readonly loadMore: () => Promise<void>;
  /** Puts this filter in the place of the one that was. */
  readonly setFilter: (filter: AccessFilter) => void;
  readonly verify: () => Promise<void>;
  /** The months that can be dropped, while a person chooses among them; null otherwise. */
  readonly months: readonly string[] | null;
  readonly isDropping: boolean;
  /** Why what was chosen was not dropped. */
  readonly dropFailure: BridgeFailure | null;
  readonly askForMonths: () => Promise<void>;
  readonly forgetMonths: () => void;
  /** All months up to this one; the check is made again then. */
  readonly drop: (until: string) => Promise<void>;
  readonly exportRows: () => Promise<void>;
  /** Reads who saw this person's data. */
  readonly loadContact: (contactId: ContactId) => Promise<void>;
  readonly loadMoreOfContact: () => Promise<void>;
  /** Forgets whose data was in view, and rows that name people while nobody reads them. */
  readonly forget: () => void;
}

export type AccessLogStore = StoreApi<AccessLogState>;

/** What makes two rows the same one. */
export function rowKey({ chainId, seq }: AccessRow): string {
  return `${chainId} ${seq}`;
}

export function createAccessLogStore({ bridge, reportFailure }: StoreDependencies): AccessLogStore {
  return createStore<AccessLogState>()((set, get) => {
    const pager = createPager<AccessRow, AccessCursor>({
      fetchPage: (after) =>
        call(bridge, 'accessLog.list', {
          filter: get().filter,
          limit: PAGE,
          ...(after === undefined ? {} : { after }),
        }),
      idOf: rowKey,
      apply: (list) => list,
      read: () => get().rows,
      write: (rows) => set({ rows }),
    });
    const ofContact = createPager<AccessRow, AccessCursor>({
      fetchPage: async (after) => {
        const { contactId } = get();
        if (contactId === null) return { items: [], next: null };
        return call(bridge, 'accessLog.ofContact', {
          contactId,
          limit: PERSON_PAGE,
          ...(after === undefined ? {} : { after }),
        });
      },
      idOf: rowKey,
      apply: (list) => list,
      read: () => get().ofContact,
      write: (rows) => set({ ofContact: rows }),
    });
    /** What can be chosen in the filters; without it they offer less, and the rows are there all the same. */
    const loadChoices = async (): Promise<void> => {
      try {
        const [people, devices] = await Promise.all([
          call(bridge, 'user.list', {}),
          call(bridge, 'accessLog.devices', {}),
        ]);
        set({ people, devices });
      } catch (error) {
        toBridgeFailure(error);
      }
    };
    return {
      isOpen: false,
      filter: {},
      rows: idle,
      people: [],
      devices: [],
      report: idle,
      months: null,
      isDropping: false,
      dropFailure: null,
      isExporting: false,
      exported: null,
      contactId: null,
      ofContact: idle,

      open() {
        set({ isOpen: true, exported: null });
        void get().load();
      },

      close: () => set({ isOpen: false }),

      async load() {
        await Promise.all([pager.loadFirst(), loadChoices()]);
      },

      loadMore: () => pager.loadMore(),

      setFilter(filter) {
        set({ filter, exported: null });
        void pager.loadFirst();
      },

      async verify() {
        set({ report: toLoading(get().report) });
        try {
          set({ report: toReady(await call(bridge, 'accessLog.verify', {})) });
        } catch (error) {
          set({ report: toFailed(get().report, toBridgeFailure(error)) });
        }
      },

      async askForMonths() {
        try {
          set({ months: await call(bridge, 'accessLog.months', {}), dropFailure: null });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        }
      },

      forgetMonths: () => set({ months: null }),

      async drop(until) {
        set({ isDropping: true, dropFailure: null });
        try {
          await call(bridge, 'accessLog.drop', { until });
          set({ months: null });
        } catch (error) {
          set({ dropFailure: toBridgeFailure(error) });
          return;
        } finally {
          set({ isDropping: false });
        }
        await get().verify();
      },

      async exportRows() {
        set({ isExporting: true, exported: null });
        try {
          const { count } = await call(bridge, 'accessLog.export', { filter: get().filter });
          set({ exported: count });
        } catch (error) {
          reportFailure(toBridgeFailure(error));
        } finally {
          set({ isExporting: false });
        }
      },

      async loadContact(contactId) {
        if (get().contactId !== contactId) set({ contactId, ofContact: idle });
        await ofContact.loadFirst();
      },

      loadMoreOfContact: () => ofContact.loadMore(),

      forget() {
        set({ contactId: null, ofContact: idle });
        if (get().isOpen) void pager.loadFirst();
        else set({ rows: idle });
      },
    };
  });
}
