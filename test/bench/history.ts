import { setTimeout as sleep } from 'node:timers/promises';
import { readDialogues, type Dialogue } from '../simulator/control/dialogues.ts';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';
import { countMessages } from '../support/databases/sealed-workspace.ts';
import { peakMemory } from './support/process-costs.ts';
import { reportResult } from './support/report-result.ts';
import { startApp, startBareClient } from './support/running-app.ts';
import { rounded } from './support/statistics.ts';

/**
 * An account is linked that has much history: how long until all of it is in the databases, and how much memory the
 * main process takes meanwhile, beside a bare client that reads the same chats.
 */
const SIZES = [5_000, 50_000];
const PER_CHAT = 100;
const POLL_MS = 250;

const turns = (
  await readDialogues(new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url))
).flatMap((dialogue) => dialogue.turns);

const rows: object[] = [];
for (const messages of SIZES) {
  const fill = (simulator: SimulatorControl): Promise<unknown> =>
    simulator.load(historyOf(messages), { secondsBetweenTurns: 60, secondsBetweenDialogues: 60 });

  const app = await startApp(fill);
  const appStart = performance.now();
  const stored = (async () => {
    await app.link();
    while ((await countMessages(app.db)) < messages) await sleep(POLL_MS);
  })();
  const appPeak = await peakMemory(app.mainPid, stored);
  const appSeconds = (performance.now() - appStart) / 1000;
  await app.close();

  const bare = await startBareClient(fill);
  const bareStart = performance.now();
  let read = 0;
  for (const chat of await bare.client.getChats()) {
    // A limit that is infinite reads nothing, though it is documented.
    read += (await chat.fetchMessages({ limit: 1_000_000 })).length;
  }
  const bareSeconds = (performance.now() - bareStart) / 1000;
  await bare.close();
  rows.push({
    messages,
    chats: messages / PER_CHAT,
    appSeconds: rounded(appSeconds),
    bareSeconds: rounded(bareSeconds),
    bareRead: read,
    ofBare: rounded(bareSeconds / appSeconds),
    mainPeakMiB: rounded(appPeak),
  });
}
await reportResult('history', {
  'From linking to the last message stored; reading alone for the bare client': rows,
});

function historyOf(messages: number): Dialogue[] {
  return Array.from({ length: messages / PER_CHAT }, (_, chat) => ({
    id: `history-${chat}`,
    turns: Array.from({ length: PER_CHAT }, (_turn, index) => {
      const turn = turns[(chat * PER_CHAT + index) % turns.length];
      if (!turn) throw new Error('The fixture has no turns');
      return turn;
    }),
  }));
}
