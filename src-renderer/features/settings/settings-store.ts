import { createStore, type StoreApi } from 'zustand/vanilla';
import type { About, Settings, Theme } from '../../../src-preload/contract/app.ts';
import {
  type AppearanceSettings,
  defaultAppearance,
  type Density,
} from '../../../src-preload/contract/appearance.ts';
import type { LanguageChoice } from '../../../src-preload/contract/language.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import { EventRecorder } from '../../bridge/event-recorder.ts';
import {
  idle,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../../bridge/subscriptions.ts';
import { createDatabasesSlice, type DatabasesSlice } from './databases-slice.ts';
import { createDiagnosticsSlice, type DiagnosticsSlice } from './diagnostics-slice.ts';
import { createFiguresSlice, type FiguresSlice } from './figures-slice.ts';
import { createHoursSlice, type HoursSlice } from './hours/hours-slice.ts';
import { createLeadRulesSlice, type LeadRulesSlice } from './lead-rules-slice.ts';
import { createLearningSlice, type LearningSlice } from './learning-slice.ts';
import { createNotificationsSlice, type NotificationsSlice } from './notifications-slice.ts';
import { createPaceSlice, type PaceSlice } from './pace-slice.ts';
import { createQuickRepliesSlice, type QuickRepliesSlice } from './quick-replies-slice.ts';
import { createTeamSlice, type TeamSlice } from './team-slice.ts';
import { createWritingSlice, type WritingSlice } from './writing-slice.ts';

export interface SettingsState
  extends
    DatabasesSlice,
    PaceSlice,
    NotificationsSlice,
    WritingSlice,
    QuickRepliesSlice,
    LeadRulesSlice,
    LearningSlice,
    TeamSlice,
    FiguresSlice,
    HoursSlice,
    DiagnosticsSlice {
  readonly settings: RemoteData<Settings>;
  readonly about: RemoteData<About>;
  readonly loadSettings: () => Promise<void>;
  readonly loadAbout: () => Promise<void>;
  /** Takes effect at once, and is taken back when main could not keep it. */
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Takes effect at once in all windows, and is taken back when main could not keep it. */
  readonly setLanguage: (language: LanguageChoice) => Promise<void>;
  /** Density and text size, at once in all windows; taken back when main could not keep them. */
  readonly setAppearance: (change: Partial<AppearanceSettings>) => Promise<void>;
  readonly cache: RemoteData<{ readonly redisHost: string | null }>;
  /** 6 to 12. Taken back when main could not keep it. */
  readonly setArchiveAfterMonths: (months: number) => Promise<void>;
  /** When WhatsApp browsers sleep, and how big they may get. Taken back when main could not keep it. */
  readonly setBrowsers: (change: Partial<BrowserSettings>) => Promise<void>;
  /** How far back history is read, how often it is compared, which files come by themselves. Taken back when main could not keep it. */
  readonly setHistory: (
    change: Partial<Pick<Settings, 'historyDays' | 'sweepMinutes' | 'autoDownloadMb'>>,
  ) => Promise<void>;
  readonly loadCache: () => Promise<void>;
  /** Null for none. */
  readonly setRedis: (redisUrl: string | null) => Promise<void>;
  readonly receiveSettings: (settings: Settings) => void;
}

export type BrowserSettings = Pick<
  Settings,
  'sleepAfterMinutes' | 'wakeEveryMinutes' | 'browserMemoryLimitMb'
>;

export type SettingsStore = StoreApi<SettingsState>;

/** The theme to draw with; the system's until the settings are known. */
export function chosenTheme({ settings }: Pick<SettingsState, 'settings'>): Theme {
  return shownValue(settings)?.theme ?? 'system';
}

/** The language to speak; undefined until the settings are known. */
export function knownLanguage({
  settings,
}: Pick<SettingsState, 'settings'>): LanguageChoice | undefined {
  return shownValue(settings)?.language;
}

/** The language to speak; the system's until the settings are known. */
export function chosenLanguage(state: Pick<SettingsState, 'settings'>): LanguageChoice {
  return knownLanguage(state) ?? 'system';
}

/** Density and text size; the usual ones until the settings are known. */
export function chosenAppearance({
  settings,
}: Pick<SettingsState, 'settings'>): AppearanceSettings {
  return shownValue(settings)?.appearance ?? defaultAppearance;
}

/** How dense to draw; undefined until the settings are known. */
export function knownDensity({ settings }: Pick<SettingsState, 'settings'>): Density | undefined {
  return shownValue(settings)?.appearance.density;
}

/** The key that sends a message; Enter until the settings are known. */
export function chosenSendKey({
  settings,
}: Pick<SettingsState, 'settings'>): Settings['writing']['sendKey'] {
  return shownValue(settings)?.writing.sendKey ?? 'enter';
}

export function createSettingsStore(dependencies: StoreDependencies): SettingsStore {
  const { bridge, reportFailure } = dependencies;
  const recorder = new EventRecorder<Settings>();

  return createStore<SettingsState>()((set, get) => {
    /** Changes of this window that main has not answered. What it says of an older one lacks the newer. */
    let underWay = 0;
    /** As main has them. */
    let known: RemoteData<Settings> = idle;
    const show = (settings: RemoteData<Settings>): void => {
      known = settings;
      if (underWay === 0) set({ settings });
    };
    const change = async (wanted: Partial<Settings>): Promise<void> => {
      const shown = shownValue(get().settings);
      if (shown) set({ settings: toReady({ ...shown, ...wanted }) });
      underWay += 1;
      let settings: RemoteData<Settings> | undefined;
      try {
        settings = toReady(await call(bridge, 'settings.set', wanted));
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
      underWay -= 1;
      show(settings ?? known);
    };
    return {
      ...createDatabasesSlice(set, get, dependencies),
      ...createPaceSlice(set, get, dependencies),
      ...createNotificationsSlice(set, () => shownValue(get().settings), change, dependencies),
      ...createWritingSlice(set, () => shownValue(get().settings), change, dependencies),
      ...createQuickRepliesSlice(set, get, dependencies),
      ...createLeadRulesSlice(set, get, dependencies),
      ...createLearningSlice(set, get, dependencies),
      ...createTeamSlice(set, get, dependencies),
      ...createFiguresSlice(set, get, dependencies),
      ...createHoursSlice(set, get, dependencies),
      ...createDiagnosticsSlice(set, get, dependencies),
      settings: idle,
      about: idle,
      cache: idle,

      async loadSettings() {
        set({ settings: toLoading(get().settings) });
        try {
          const { answer, meanwhile } = await recorder.during(() =>
            call(bridge, 'settings.get', {}),
          );
          show(toReady(meanwhile.at(-1) ?? answer));
        } catch (error) {
          show(toFailed(get().settings, toBridgeFailure(error)));
        }
      },

      async loadAbout() {
        set({ about: toLoading(get().about) });
        try {
          set({ about: toReady(await call(bridge, 'app.about', {})) });
        } catch (error) {
          set({ about: toFailed(get().about, toBridgeFailure(error)) });
        }
      },

      setTheme: (theme) => change({ theme }),
      setLanguage: (language) => change({ language }),
      async setAppearance(wanted) {
        const now = shownValue(get().settings)?.appearance;
        if (now !== undefined) await change({ appearance: { ...now, ...wanted } });
      },
      setBrowsers: (wanted) => change(wanted),
      setHistory: (wanted) => change(wanted),
      setArchiveAfterMonths: (archiveAfterMonths) => change({ archiveAfterMonths }),

      async loadCache() {
        set({ cache: toLoading(get().cache) });
        try {
          set({ cache: toReady(await call(bridge, 'settings.cache', {})) });
        } catch (error) {
          set({ cache: toFailed(get().cache, toBridgeFailure(error)) });
        }
      },

      async setRedis(redisUrl) {
        set({ cache: toLoading(get().cache) });
        try {
          set({ cache: toReady(await call(bridge, 'settings.setCache', { redisUrl })) });
        } catch (error) {
          set({ cache: toFailed(get().cache, toBridgeFailure(error)) });
        }
      },

      receiveSettings(settings) {
        recorder.record(settings);
        show(toReady(settings));
      },
    };
  });
}

/** Listens to the bridge and loads the settings; the answer stops listening. */
export function startSettings(store: SettingsStore, { bridge }: StoreDependencies): () => void {
  const refreshQuickReplies = (): void => {
    const { quickReplies, loadQuickReplies } = store.getState();
    if (quickReplies.status !== 'idle') void loadQuickReplies();
  };
  const refreshLeadRules = (): void => {
    const { leadRules, loadLeadRules, learning, loadLearning } = store.getState();
    if (leadRules.status !== 'idle') void loadLeadRules();
    if (learning.status !== 'idle') void loadLearning();
  };
  const refreshTeam = (): void => {
    const { team, loadTeam } = store.getState();
    if (team.status !== 'idle') void loadTeam();
  };
  const refreshHours = (): void => {
    const { hours, loadHours } = store.getState();
    if (hours.status !== 'idle') void loadHours();
  };
  const stop = joinSubscriptions(
    bridge.subscribe('settings.changed', (settings) => store.getState().receiveSettings(settings)),
    bridge.subscribe('settings.dictionariesChanged', (dictionaries) =>
      store.getState().noteDictionaries(dictionaries),
    ),
    bridge.subscribe('quickReply.changed', refreshQuickReplies),
    bridge.subscribe('leadRule.changed', refreshLeadRules),
    bridge.subscribe('business.changed', refreshQuickReplies),
    bridge.subscribe('business.changed', refreshLeadRules),
    bridge.subscribe('analytics.statusChanged', (status) =>
      store.getState().receiveFigures(status),
    ),
    bridge.subscribe('team.changed', refreshTeam),
    bridge.subscribe('business.changed', refreshTeam),
    bridge.subscribe('businessHours.changed', refreshHours),
    bridge.subscribe('business.changed', refreshHours),
  );
  void store.getState().loadSettings();
  return stop;
}
