import type { Page } from '@playwright/test';
import { MongoClient } from 'mongodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { readDialogues, type Dialogue } from '../../simulator/control/dialogues.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { startDatabases } from '../../support/databases/start-databases.ts';
import { countMessages } from '../../support/databases/sealed-workspace.ts';
import { Desk } from '../../support/desk/launch-desk.ts';
import { goThroughFirstRun, linkAccount } from '../../support/desk/new-user.ts';

/** Conversations at the top of the list that have much in them. */
export const LIVELY = 40;
/** Messages of each of them. */
const PER_LIVELY = 100;
const POLL_MS = 250;
/** How long nothing may be stored any more before the history counts as read. */
const QUIET_MS = 3_000;

/** The built app, linked to an account with this many conversations, all of which are in the databases. */
export interface FilledDesk {
  simulator: WhatsAppSimulator;
  /** Starts the app as it was left; answers when its window is there. */
  start(): Promise<{ desk: Desk; page: Page; mainPid: number }>;
  close(): Promise<void>;
}

/** Links an account with `conversations` conversations, the newest {@link LIVELY} of 100 messages, waits until they are stored, and quits. */
export async function fillDesk(conversations: number): Promise<FilledDesk> {
  const startedAt = performance.now();
  const [databases, folder, simulator] = await Promise.all([
    startDatabases(),
    dataFolder(),
    WhatsAppSimulator.start(),
  ]);
  const dialogues = await historyOf(conversations);
  await simulator.load(dialogues, { secondsBetweenTurns: 20, secondsBetweenDialogues: 1 });
  const launch = () =>
    Desk.launch({ folder: folder.path, browserArguments: simulator.launchArgs() });
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  await allStored(
    databases.mongodbUrl,
    dialogues.reduce((sum, { turns }) => sum + turns.length, 0),
  );
  await desk.quit();
  console.log(`${conversations} conversations filled in ${seconds(startedAt)} s`);
  return {
    simulator,
    start: async () => {
      const started = await launch();
      return {
        desk: started,
        page: await started.mainWindow(),
        mainPid: started.app.process().pid ?? 0,
      };
    },
    close: async () => {
      await simulator.stop();
      await databases.stop();
      await folder.remove();
    },
  };
}

function seconds(startedAt: number): number {
  return Math.round((performance.now() - startedAt) / 1000);
}

async function historyOf(conversations: number): Promise<Dialogue[]> {
  const turns = (
    await readDialogues(new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url))
  ).flatMap((dialogue) => dialogue.turns);
  return Array.from({ length: conversations }, (_, chat) => {
    const length = chat >= conversations - LIVELY ? PER_LIVELY : 1;
    return {
      id: `history-${chat}`,
      turns: Array.from({ length }, (_turn, index) => {
        const turn = turns[(chat * 7 + index) % turns.length];
        if (!turn) throw new Error('The fixture has no turns');
        return turn;
      }),
    };
  });
}

async function allStored(mongodbUrl: string, messages: number): Promise<void> {
  const mongo = await MongoClient.connect(mongodbUrl);
  const db = mongo.db('alexia');
  for (let known = -1; known < messages;) {
    const before = known;
    known = await countMessages(db);
    if (known >= messages) break;
    await sleep(known === before ? QUIET_MS : POLL_MS);
  }
  await mongo.close();
}
