import type { FigureReport, PersonFigures } from '../../../src-preload/contract/analytics.ts';
import type { FigureFilter } from '../../../src-preload/contract/analytics-filter.ts';
import type { LeadFigures } from '../../../src-preload/contract/analytics-lead.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { idle, type RemoteData, toFailed, toLoading, toReady } from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { type Days, dayIn, daysBefore, daysOf, type PeriodName, periodProblem } from './period.ts';

export const sections = ['messages', 'replies', 'hours', 'waits', 'leads', 'people'] as const;
export type Section = (typeof sections)[number];

/** Whether a section shows figures beside those of the period before. */
export function isComparable(section: Section): boolean {
  return section !== 'hours' && section !== 'waits';
}

/** Of a period, and of as many days before it; null where nothing is compared. */
export interface Compared<T> {
  readonly now: T;
  readonly before: T | null;
}

/** What narrows the figures; null for what does not. */
export interface Narrowing {
  readonly businessId: FigureFilter['businessId'] | null;
  readonly sessionId: FigureFilter['sessionId'] | null;
  readonly senderId: FigureFilter['senderId'] | null;
  readonly label: FigureFilter['label'] | null;
  readonly campaignId: FigureFilter['campaignId'] | null;
}

export const noNarrowing: Narrowing = {
  businessId: null,
  sessionId: null,
  senderId: null,
  label: null,
  campaignId: null,
};

export interface FiguresSlice {
  readonly section: Section;
  readonly period: PeriodName;
  /** The days of the own period, as they were typed. */
  readonly own: Days;
  readonly isCompared: boolean;
  readonly narrowing: Narrowing;
  readonly report: RemoteData<FigureReport>;
  readonly people: RemoteData<Compared<readonly PersonFigures[]>>;
  readonly leads: RemoteData<Compared<LeadFigures>>;
  readonly setSection: (section: Section) => Promise<void>;
  readonly setPeriod: (period: PeriodName) => Promise<void>;
  readonly setOwn: (own: Partial<Days>) => Promise<void>;
  readonly setCompared: (isCompared: boolean) => Promise<void>;
  readonly narrow: (narrowing: Partial<Narrowing>) => Promise<void>;
  /** What the section that is shown needs, whether or not it is there already. */
  readonly load: () => Promise<void>;
  /** What all sections need. False where any of it could not be read, or something else was chosen meanwhile. */
  readonly loadAll: () => Promise<boolean>;
  /** The same as `load`, once anybody has looked at figures. */
  readonly refresh: () => Promise<void>;
  /** By whose days is counted from now on (IANA). */
  readonly followTimeZone: (timeZone: string) => void;
  /** What main is asked now; null while the own period is none. */
  readonly filter: () => FigureFilter | null;
}

interface Others {
  readonly waits: RemoteData<unknown>;
  readonly loadWaits: () => Promise<void>;
}

export function createFiguresSlice(
  set: (change: Partial<FiguresSlice>) => void,
  get: () => FiguresSlice & Others,
  { bridge }: StoreDependencies,
): FiguresSlice {
  /** By whose days is counted; this computer's until main has said it. */
  let timeZone: string | null = null;
  let isOpened = false;
  let latest = 0;

  const fetch = async <Part extends 'report' | 'people' | 'leads'>(
    part: Part,
    ask: (
      filter: FigureFilter,
    ) => Promise<FiguresSlice[Part] extends RemoteData<infer T> ? T : never>,
  ): Promise<void> => {
    latest += 1;
    const mine = latest;
    type Data = RemoteData<unknown>;
    const put = (data: Data): void => {
      if (mine === latest) set({ [part]: data });
    };
    const data = (): Data => get()[part];
    put(toLoading(data()));
    try {
      timeZone ??= (await call(bridge, 'analytics.status', {})).timeZone;
      const filter = get().filter();
      if (filter !== null) put(toReady(await ask(filter)));
    } catch (error) {
      put(toFailed(data(), toBridgeFailure(error)));
    }
  };
  const compared =
    <T>(ask: (filter: FigureFilter) => Promise<T>) =>
    async (filter: FigureFilter): Promise<Compared<T>> => {
      const [now, before] = await Promise.all([
        ask(filter),
        get().isCompared ? ask({ ...filter, ...daysBefore(filter) }) : null,
      ]);
      return { now, before };
    };
  const loads: Readonly<Record<Section, () => Promise<void>>> = {
    messages: () => loadReport(),
    replies: () => loadReport(),
    hours: () => loadReport(),
    waits: () => get().loadWaits(),
    leads: () =>
      fetch(
        'leads',
        compared((filter) => call(bridge, 'analytics.leads', { filter })),
      ),
    people: () =>
      fetch(
        'people',
        compared((filter) => call(bridge, 'analytics.people', { filter })),
      ),
  };
  const loadReport = (): Promise<void> =>
    fetch('report', (filter) =>
      call(bridge, 'analytics.report', { filter, isCompared: get().isCompared }),
    );
  const change = async (to: Partial<FiguresSlice>): Promise<void> => {
    set(to);
    if (get().filter() !== null) await get().load();
  };

  return {
    section: 'messages',
    period: 'last30',
    own: { from: '', to: '' },
    isCompared: true,
    narrowing: noNarrowing,
    report: idle,
    people: idle,
    leads: idle,
    setSection: (section) => change({ section }),
    setPeriod(period) {
      // The own period begins as the one that was shown.
      const shown = get().filter();
      const own =
        period === 'own' && shown !== null ? { from: shown.from, to: shown.to } : get().own;
      return change({ period, own });
    },
    setOwn: (own) => change({ own: { ...get().own, ...own } }),
    setCompared: (isCompared) => change({ isCompared }),
    narrow: (narrowing) => change({ narrowing: { ...get().narrowing, ...narrowing } }),
    async load() {
      isOpened = true;
      if (get().filter() !== null) await loads[get().section]();
    },
    async loadAll() {
      if (get().filter() === null) return false;
      // One after the other: what is asked for later replaces what is on its way.
      await loadReport();
      await loads.leads();
      await loads.people();
      await loads.waits();
      const { report, leads, people, waits } = get();
      return [report, leads, people, waits].every(({ status }) => status === 'ready');
    },
    async refresh() {
      if (isOpened) await get().load();
    },
    followTimeZone(zone) {
      timeZone = zone;
    },
    filter() {
      const { period, own, narrowing } = get();
      const zone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
      const days = period === 'own' ? own : daysOf(period, dayIn(zone, Date.now()));
      if (periodProblem(days) !== null) return null;
      const chosen = Object.entries(narrowing).filter(([, value]) => value !== null);
      return { ...days, ...(Object.fromEntries(chosen) as Partial<FigureFilter>) };
    },
  };
}
