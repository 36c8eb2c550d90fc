import {
  type About,
  Settings,
  type StoreTestResult,
  type StoreAddresses,
} from '../../src-preload/contract/app.ts';
import type { DesktopSettings } from '../../src-preload/contract/desktop.ts';
import type { Dictionaries, SpellingLanguage } from '../../src-preload/contract/writing.ts';
import type { Lifecycle } from '../app/lifecycle.ts';
import { AppError } from '../common/app-error.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { SettingsStore } from '../config/settings-store.ts';
import { readStoreAddresses } from '../config/store-addresses.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import { describeConnections } from '../store/describe-stores.ts';
import { REDIS_URL, redisHost, validRedisUrl } from '../cache/redis-address.ts';
import type { HandlersOf } from './handlers.ts';

/** What works before the databases are open. */
export function appHandlers(input: {
  lifecycle: Lifecycle;
  settings: SettingsStore;
  secrets: SecretStore;
  publish: Publish;
  about(): Promise<About>;
  testStores(addresses: StoreAddresses): Promise<StoreTestResult>;
  /** Called with the theme when it was changed. */
  applyTheme(theme: 'system' | 'light' | 'dark'): void;
  /** Called when the language was changed; `settings` has the new one. */
  applyLanguage(): void;
  /** Called when density or text size was changed; `settings` has the new one. */
  applyAppearance(): void;
  /** Called when it was changed how the app behaves on the desktop. What it rejects with refuses the change. */
  applyDesktop(settings: DesktopSettings): Promise<void>;
  /** The check of spelling. */
  spelling: {
    check(languages: readonly SpellingLanguage[]): void;
    dictionaries(): Dictionaries;
    fetchAgain(): void;
  };
}): HandlersOf<'app'> & HandlersOf<'settings'> & HandlersOf<'setup'> {
  const { lifecycle, settings, secrets, publish } = input;
  return {
    'app.state': () => Promise.resolve(lifecycle.state),
    'app.retryStart': async () => {
      await lifecycle.start();
      return null;
    },
    'app.setUpAgain': async () => {
      await lifecycle.setUpAgain();
      return null;
    },
    'app.health': async () =>
      lifecycle.openWorkplace?.health.health ?? {
        mongo: 'down',
        postgres: 'down',
        keychain: (await secrets.isAvailable()) ? 'up' : 'unavailable',
        waiting: 0,
        setAside: 0,
      },
    'app.about': () => input.about(),
    'settings.get': () => Promise.resolve(shownSettings(settings)),
    'settings.set': async (change) => {
      if (change.desktop) await input.applyDesktop(change.desktop);
      const { historyDays } = settings.get();
      settings.set(onlyGiven(change));
      const work = lifecycle.openWorkplace;
      if (change.autoDownloadMb !== undefined) work?.media.limitChanged();
      if ((change.historyDays ?? 0) > historyDays) work?.sweeps.compareAll();
      if (change.sweepMinutes !== undefined) work?.sweeps.replan();
      if (change.theme !== undefined) input.applyTheme(change.theme);
      if (change.language !== undefined) input.applyLanguage();
      if (change.appearance !== undefined) input.applyAppearance();
      if (change.writing !== undefined) input.spelling.check(change.writing.spelling);
      const now = shownSettings(settings);
      publish('settings.changed', now);
      return now;
    },
    'settings.dictionaries': () => Promise.resolve(input.spelling.dictionaries()),
    'settings.fetchDictionaries': () => {
      input.spelling.fetchAgain();
      return Promise.resolve(null);
    },
    'settings.cache': async () => ({ redisHost: redisHost(await secrets.get(REDIS_URL)) }),
    'settings.setCache': async ({ redisUrl }) => {
      if (redisUrl === null) await secrets.delete(REDIS_URL);
      else await secrets.set(REDIS_URL, validRedisUrl(redisUrl));
      return { redisHost: redisHost(redisUrl) };
    },
    'settings.stores': async () => {
      const { stores } = settings.get();
      if (!stores) throw new AppError('not_ready', 'Nobody has said yet where the data lives');
      return describeConnections(stores, secrets);
    },
    'settings.testStores': () => lifecycle.workplace().stores.test(),
    'settings.changeStores': async (change) => {
      const { stores } = settings.get();
      if (stores?.kind !== 'servers') {
        throw new AppError('not_allowed', 'The data does not live on servers');
      }
      const now = await readStoreAddresses(secrets, stores.plainTextAllowed);
      const addresses: StoreAddresses = {
        mongodbUrl: change.mongodbUrl ?? now.mongodbUrl,
        postgresUrl: change.postgresUrl ?? now.postgresUrl,
        mongodbSecurity: change.mongodbSecurity ?? now.mongodbSecurity,
        postgresSecurity: change.postgresSecurity ?? now.postgresSecurity,
      };
      const test = await input.testStores(addresses);
      const kept = test.mongodb.ok && test.postgres.ok;
      if (kept) await lifecycle.changeAddresses(addresses);
      return { kept, test };
    },
    'setup.testStores': (addresses) => input.testStores(addresses),
    'setup.complete': (choice) => lifecycle.completeSetup(choice),
  };
}

export function shownSettings(settings: SettingsStore): Settings {
  // What is only of this device is not among what is shown: the contract names what is.
  return Settings.parse(settings.get());
}

/** A field that was left out must not take away what is set. */
function onlyGiven<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const given = { ...fields };
  for (const name of Object.keys(given)) {
    if (Reflect.get(given, name) === undefined) Reflect.deleteProperty(given, name);
  }
  return given;
}
