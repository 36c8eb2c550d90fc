import { PaceSettings } from '../../src-preload/contract/pace.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import type { HandlersOf } from './handlers.ts';

/** How fast may be written. */
export function paceHandlers(
  workplace: () => Workplace,
  settings: SettingsStore,
): HandlersOf<'pace'> {
  return {
    'pace.get': async () => {
      const { sessions, stores } = workplace();
      const accounts = await Promise.all(
        sessions.list().map(async ({ sessionId }) => {
          const facts = await stores.sessions.facts(sessionId);
          return facts ? [{ sessionId, perHour: facts.perHour }] : [];
        }),
      );
      return { settings: settings.get().pace, accounts: accounts.flat() };
    },

    'pace.set': (change) => {
      const changed = Object.entries(change).filter(([, value]) => value !== undefined);
      const pace = PaceSettings.parse({ ...settings.get().pace, ...Object.fromEntries(changed) });
      if (pace.shortestGap > pace.longestGap) {
        throw new AppError('bad_input', 'The shortest gap is longer than the longest');
      }
      settings.set({ pace });
      workplace().outbox.wakeAll();
      return Promise.resolve(pace);
    },

    'pace.setAccount': async ({ sessionId, perHour }) => {
      const { stores, outbox } = workplace();
      await stores.sessions.setRateLimit(sessionId, perHour);
      outbox.wake(sessionId);
      return null;
    },
  };
}
