import type { Page } from '@playwright/test';
import { MongoClient } from 'mongodb';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { ClientHome } from '../../simulator/support/linked-client.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { startDatabases } from '../../support/databases/start-databases.ts';
import { Desk } from '../../support/desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount } from '../../support/desk/new-user.ts';
import { browserOf } from '../../support/faults/browser-process.ts';
import { runningServer } from '../../support/faults/engine-processes.ts';
import { family } from './process-costs.ts';

type Client = Awaited<ReturnType<ClientHome['openReady']>>['client'];

/** The built app, set up and linked to a simulator of its own. */
export interface RunningApp {
  page: Page;
  simulator: WhatsAppSimulator;
  db: ReturnType<MongoClient['db']>;
  mainPid: number;
  browserPids(): Promise<number[]>;
  enginePids(): Promise<number[]>;
  close(): Promise<void>;
}

/** @param prepare fills WhatsApp before the account is linked */
export async function startApp(
  prepare: (simulator: WhatsAppSimulator) => Promise<unknown> = () => Promise.resolve(),
): Promise<RunningApp & { link(): Promise<void> }> {
  const databases = await startDatabases();
  const folder = await dataFolder();
  const simulator = await WhatsAppSimulator.start();
  await prepare(simulator);
  const desk = await Desk.launch({
    folder: folder.path,
    browserArguments: simulator.launchArgs(),
  });
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  const mongo = await MongoClient.connect(databases.mongodbUrl);
  const mainPid = desk.app.process().pid ?? 0;
  return {
    page,
    simulator,
    db: mongo.db('alexia'),
    mainPid,
    link: () => linkAccount(desk, page, simulator),
    browserPids: async () => {
      const browser = await browserOf(mainPid);
      return browser === null ? [] : family(browser);
    },
    enginePids: async () => {
      const roots = await Promise.all([
        runningServer(databases.folder, 'mongo'),
        runningServer(databases.folder, 'postgres'),
      ]);
      return (await Promise.all(roots.map(family))).flat();
    },
    close: async () => {
      await desk.quit();
      await mongo.close();
      await simulator.stop();
      await databases.stop();
      await folder.remove();
    },
  };
}

/** The baseline: whatsapp-web.js alone, in a browser of the same executable, that only receives. */
export interface BareClient {
  client: Client;
  simulator: WhatsAppSimulator;
  browserPids(): Promise<number[]>;
  close(): Promise<void>;
}

export async function startBareClient(
  prepare: (simulator: WhatsAppSimulator) => Promise<unknown> = () => Promise.resolve(),
): Promise<BareClient> {
  const simulator = await WhatsAppSimulator.start();
  await prepare(simulator);
  const home = await ClientHome.create(simulator);
  const { client } = await home.openReady();
  return {
    client,
    simulator,
    browserPids: async () => {
      const pid = client.pupBrowser?.process()?.pid;
      return pid === undefined ? [] : family(pid);
    },
    close: async () => {
      await home.remove();
      await simulator.stop();
    },
  };
}
