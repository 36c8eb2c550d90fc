import { expect, test as base } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatorOptions } from '../simulator/options.ts';
import { WhatsAppSimulator } from '../simulator/whatsapp-simulator.ts';
import { dataFolder } from '../support/data-folder.ts';
import { endServersIn } from '../support/faults/engine-processes.ts';
import { NotificationServer } from '../support/desktop-bus/notification-server.ts';
import { TrayHost } from '../support/desktop-bus/tray-host.ts';
import {
  type Databases,
  newDatabases,
  startDatabases,
} from '../support/databases/start-databases.ts';
import { Desk, type DeskOptions } from '../support/desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount, type Photographer } from '../support/desk/new-user.ts';

interface World {
  /** How the simulator is started. */
  simulatorOptions: SimulatorOptions;
  simulator: WhatsAppSimulator;
  /** The app's data folder, fresh. */
  folder: string;
  /** The same for a second desktop. Named before the desktops, so that it is removed when they have ended. */
  otherFolder: string;
  /** The team's databases, empty. */
  databases: Databases;
  /** What the session bus has beside the app: a service for notifications, and a tray. They end with the test. */
  desktopBus: { notifications(): Promise<NotificationServer>; tray(): Promise<TrayHost> };
  /** Starts the app on the folder; it is ended after the test. */
  launch: (options?: Partial<DeskOptions>) => Promise<Desk>;
  /** The app, set up with the team's servers and linked, with its main window. */
  linkedDesk: { desk: Desk; page: Awaited<ReturnType<Desk['mainWindow']>> };
  /** Keeps a screenshot in out/e2e/screenshots. */
  photograph: Photographer;
}

interface Shared {
  /** The team's servers: started once, for that takes longer than many a test. */
  servers: Databases;
}

const useDataFolder = async (use: (path: string) => Promise<void>): Promise<void> => {
  const folder = await dataFolder();
  await use(folder.path);
  // A test that failed did not quit its app, and nobody else ends those: they would hold the runner for ever.
  await endServersIn(folder.path);
  await folder.remove();
};

const pictures = join(import.meta.dirname, '../../out/e2e-screenshots');

/** Every part real: the built app, its WhatsApp browser, the databases, the keychain; WhatsApp alone is simulated. */
export const test = base.extend<World, Shared>({
  simulatorOptions: [{}, { option: true }],

  simulator: async ({ simulatorOptions }, use) => {
    const simulator = await WhatsAppSimulator.start(simulatorOptions);
    await use(simulator);
    await simulator.stop();
  },

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from a pattern
  folder: async ({}, use) => {
    await useDataFolder(use);
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  otherFolder: async ({}, use) => {
    await useDataFolder(use);
  },

  servers: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const servers = await startDatabases();
      await use(servers);
      await servers.stop();
    },
    { scope: 'worker' },
  ],

  databases: async ({ servers }, use) => {
    const databases = await newDatabases(servers);
    await use(databases);
    await databases.stop();
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  desktopBus: async ({}, use) => {
    const started: { stop(): void }[] = [];
    const keep = <T extends { stop(): void }>(service: T): T => {
      started.push(service);
      return service;
    };
    await use({
      notifications: async () => keep(await NotificationServer.start()),
      tray: async () => keep(await TrayHost.start()),
    });
    for (const service of started) service.stop();
  },

  launch: async ({ simulator, folder }, use, testInfo) => {
    const desks: Desk[] = [];
    await use(async (options) => {
      const desk = await Desk.launch({
        folder,
        browserArguments: simulator.launchArgs(),
        ...options,
      });
      desks.push(desk);
      return desk;
    });
    const errors = desks.flatMap((desk) => desk.pageErrors);
    for (const desk of desks) {
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('log', { body: await desk.logTail(60), contentType: 'text/plain' });
        console.log(await desk.logTail());
      }
      await desk.kill();
    }
    // What was asked for and then failed in the page is shown to nobody: it would load for ever.
    expect(errors, 'errors that no code of a page caught').toEqual([]);
  },

  linkedDesk: async ({ launch, databases, simulator }, use) => {
    const desk = await launch();
    const page = await desk.mainWindow();
    await goThroughFirstRun(page, databases);
    await linkAccount(desk, page, simulator);
    await use({ desk, page });
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  photograph: async ({}, use, testInfo) => {
    await mkdir(pictures, { recursive: true });
    const name = testInfo.title.replace(/\W+/g, '-').slice(0, 60);
    await use(async (page, step) => {
      await page.screenshot({ path: join(pictures, `${name}-${step}.png`) });
    });
  },
});

export { expect };
