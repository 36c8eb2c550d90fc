import type { Settings } from '../../../src-preload/contract/app.ts';
import type { Dictionaries, WritingSettings } from '../../../src-preload/contract/writing.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface WritingSlice {
  /** Taken back when main could not keep it. */
  readonly setWriting: (change: Partial<WritingSettings>) => Promise<void>;
  /** What there is of the dictionaries of the languages that were chosen. */
  readonly dictionaries: Dictionaries;
  readonly loadDictionaries: () => Promise<void>;
  readonly noteDictionaries: (dictionaries: Dictionaries) => void;
  /** Tries again to fetch those that could not be had. */
  readonly fetchDictionaries: () => Promise<void>;
}

export function createWritingSlice(
  set: (state: Pick<WritingSlice, 'dictionaries'>) => void,
  settings: () => Settings | undefined,
  change: (wanted: Partial<Settings>) => Promise<void>,
  { bridge, reportFailure }: StoreDependencies,
): WritingSlice {
  return {
    dictionaries: [],

    async setWriting(wanted) {
      const now = settings()?.writing;
      if (now) await change({ writing: { ...now, ...wanted } });
    },

    async loadDictionaries() {
      const dictionaries = await bridge.invoke('settings.dictionaries', {});
      // Without them the settings stand there without what has become of them.
      if (dictionaries.ok) set({ dictionaries: dictionaries.value });
    },

    noteDictionaries: (dictionaries) => set({ dictionaries }),

    async fetchDictionaries() {
      try {
        await call(bridge, 'settings.fetchDictionaries', {});
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
