import { EventEmitter, once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Access } from '../../../src-main/access/access.ts';
import { guarded } from '../../../src-main/access/guarded.ts';
import { wipeDesktop } from '../../../src-main/access/wipe-desktop.ts';
import { AccessRecorder } from '../../../src-main/access-log/access-recorder.ts';
import { knownUser } from '../../../src-main/app/known-user.ts';
import { Lifecycle } from '../../../src-main/app/lifecycle.ts';
import { openDeviceDatabase } from '../../../src-main/app/open-device-database.ts';
import { openWorkplace } from '../../../src-main/app/workplace.ts';
import { WorkspaceAccess } from '../../../src-main/app/workspace-access.ts';
import { createHandlers } from '../../../src-main/bridge/create-handlers.ts';
import type { Handlers } from '../../../src-main/bridge/handlers.ts';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { type SettingsStore, StoredSettings } from '../../../src-main/config/settings-store.ts';
import { openStores, testStores } from '../../../src-main/store/open-stores.ts';
import { reconnectingStores } from '../../../src-main/store/reconnecting-stores.ts';
import { SessionManager } from '../../../src-main/whatsapp/session/session-manager.ts';
import type { EventName, EventPayload } from '../../../src-preload/contract/contract.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog, type RecordedLog } from '../../support/databases/recorded-log.ts';
import { QUICK_COST } from '../../support/databases/test-workspace.ts';
import { FakeAccount } from '../../unit/outbox/fake-account.ts';

/** What stays on a computer when the app ends. */
export interface Device {
  folder: Awaited<ReturnType<typeof dataFolder>>;
  secrets: ReturnType<typeof memorySecretStore>;
  settings: SettingsStore;
  /** Accounts whose profile is kept. */
  linked: Set<string>;
}

/** Everything of the main process but Electron's windows and WhatsApp's browser. */
export interface DeskWithoutWindows {
  device: Device;
  handlers: Handlers;
  access: Access;
  log: RecordedLog;
  accessRecorder: AccessRecorder;
  /** What a person chooses in the dialogs for files; null for nothing. */
  files: { savePath: string | null; openPath: string | null };
  /** The newest client that was made. */
  account(): FakeAccount;
  /** The client that was made since the last time this was asked, once the app listens to it. */
  accountStarted(): Promise<FakeAccount>;
  /** Resolves with the first payload that fits, also when it was published before. */
  published<N extends EventName>(
    event: N,
    fits: (payload: EventPayload<N>) => boolean,
  ): Promise<EventPayload<N>>;
  /** Ends the app; its device stays. */
  quit(): Promise<void>;
  close(): Promise<void>;
}

/** On a computer of its own, or on one on which the app has run before. */
export async function deskWithoutWindows(known?: Device): Promise<DeskWithoutWindows> {
  const device = known ?? {
    folder: await dataFolder(),
    secrets: memorySecretStore(),
    settings: memorySettings(),
    linked: new Set(),
  };
  const { folder, secrets, settings } = device;
  const log = recordedLog();
  const files: DeskWithoutWindows['files'] = { savePath: null, openPath: null };
  const accounts: FakeAccount[] = [];
  let seen = 0;
  const history: { event: EventName; payload: unknown }[] = [];
  const emitter = new EventEmitter();
  const publish = (event: EventName, payload: unknown): void => {
    history.push({ event, payload });
    if (event === 'team.changed') access.noteTeamChanged();
    emitter.emit('published');
  };
  const deskId = settings.get().deskId ?? randomUUID();
  settings.set({ deskId });
  const accessRecorder = new AccessRecorder({
    who: () => settings.get().userId,
    clock: systemClock,
  });
  const workspace = new WorkspaceAccess({
    secrets,
    passphraseCost: QUICK_COST,
    onProgress: (progress) => publish('workspace.rotationProgress', progress),
    onLocked: () => lifecycle.lock(),
    log,
  });
  const access = new Access({
    secrets,
    deskId,
    computer: 'computer of a test',
    passwordCost: QUICK_COST,
    publish,
    idleFor: () => 0,
    onLocked: () => publish('app.stateChanged', access.shown(lifecycle.state)),
    onUnlocked: () => publish('app.stateChanged', access.shown(lifecycle.state)),
    onEnded: (error) => void lifecycle.leave(error),
    onRefused: () => lifecycle.lock(),
    clock: systemClock,
    log,
  });
  const openDatabase = () => openDeviceDatabase(folder.path, secrets);
  const lifecycle = new Lifecycle({
    settings,
    secrets,
    publish,
    log,
    localFolders: { folder: folder.path, cacheFolder: folder.path },
    openStores: (location, entry, onStep) =>
      workspace.openStores(entry, (openKeys) =>
        openStores({
          location,
          secrets,
          deskId,
          cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
          admit: async (stores) => {
            const { userId } = settings.get();
            if (userId !== null) await access.admit(userId, stores);
          },
          openKeys,
          onStep,
          log,
        }),
      ),
    join: (stores, person) => access.join(stores, person),
    wipe: async () => {
      access.forget();
      await wipeDesktop(folder.path, secrets, log);
      settings.set({ stores: null, userId: null });
    },
    firstSight: () => Promise.resolve(null),
    knownUser: (userId) => knownUser({ userId, openDatabase, log }),
    storesWhenBack: ({ addresses, ...input }) =>
      reconnectingStores({
        ...input,
        test: () => testStores(addresses),
        clock: systemClock,
        random: Math.random,
        log,
      }),
    openWorkplace: (input) =>
      openWorkplace({
        ...input,
        folder: folder.path,
        openDatabase,
        secrets,
        deskId,
        accessRecorder,
        publish,
        clock: systemClock,
        log,
        archiveAfterMonths: () => 12,
        carePolicy: () => settings.get(),
        // Nobody waits in these tests for a pause between two messages.
        paceSettings: () => ({ ...settings.get().pace, shortestGap: 0, longestGap: 0 }),
        sync: () => settings.get(),
        onAccountLinked: () => {},
        createSessions: async (events) =>
          new SessionManager({
            events,
            clock: systemClock,
            log,
            random: Math.random,
            newId: randomUUID,
            vault: {
              isAvailable: async () => true,
              isLinked: async (sessionId) => device.linked.has(sessionId),
              recover: async () => {},
              wipe: async () => {},
            },
            createClient: async () => {
              const account = new FakeAccount();
              accounts.push(account);
              return account;
            },
          }),
      }),
  });
  const allHandlers = createHandlers({
    lifecycle,
    settings,
    secrets,
    publish,
    workspace,
    access,
    testStores,
    about: async () => ({
      version: '1.0.0',
      electron: '33.0.0',
      stores: { mongodb: 'local', postgres: 'local' },
      platform: 'linux',
    }),
    applyTheme: () => {},
    applyLanguage: () => {},
    applyAppearance: () => {},
    applyDesktop: async () => {},
    spelling: { check: () => {}, dictionaries: () => [], fetchAgain: () => {} },
    showPairing: () => {},
    desktop: {
      view: () => {},
      takeOpenRequest: () => null,
      testNotification: async () => 'unavailable',
      notificationService: () => ({ isMissing: false, takesSilence: true }),
    },
    microphone: { allow: async () => 'allowed', release: () => {} },
    chooseSavePath: async () => files.savePath,
    chooseOpenPath: async () => files.openPath,
    printPage: async () => new Uint8Array(),
    printDocument: async () => new Uint8Array(),
    openPlace: async () => 'cancelled',
    diagnostics: {
      versions: {
        app: '1.0.0',
        electron: '33.0.0',
        chromium: '130',
        node: '20',
        whatsAppLibrary: '1.34.7',
        system: 'Linux 6 x64',
      },
      logFile: '/nowhere/alexia-desk.log',
      hasNotifications: () => true,
      memoryMb: () => 1,
      openFolder: async () => {},
    },
  });
  const handlers = guarded(allHandlers, access, () => lifecycle.settled());
  await access.open(settings.get().userId);
  await lifecycle.start();
  return {
    device,
    handlers,
    access,
    log,
    files,
    accessRecorder,
    account: () => {
      const newest = accounts.at(-1);
      if (!newest) throw new Error('No client was made yet');
      return newest;
    },
    accountStarted: async () => {
      for (;;) {
        const newest = accounts.at(-1);
        if (newest?.isHeard && accounts.length > seen) {
          seen = accounts.length;
          return newest;
        }
        await sleep(5);
      }
    },
    async published<N extends EventName>(
      event: N,
      fits: (payload: EventPayload<N>) => boolean,
    ): Promise<EventPayload<N>> {
      for (;;) {
        for (const each of history) {
          // What was published under a name has that name's payload.
          const payload = each.payload as EventPayload<N>;
          if (each.event === event && fits(payload)) return payload;
        }
        await once(emitter, 'published');
      }
    },
    quit: () => {
      access.stop();
      return lifecycle.shutdown();
    },
    close: async () => {
      access.stop();
      await lifecycle.shutdown();
      await folder.remove();
    },
  };
}

function memorySettings(): SettingsStore {
  let settings = StoredSettings.parse({});
  return {
    get: () => settings,
    set: (change) => (settings = { ...settings, ...change }),
  };
}
