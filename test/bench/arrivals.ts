import { setTimeout as sleep } from 'node:timers/promises';
import { castCustomer, readDialogues, type Dialogue } from '../simulator/control/dialogues.ts';
import type { SimulatorControl } from '../simulator/control/simulator-control.ts';
import { countMessages } from '../support/databases/sealed-workspace.ts';
import { proportionalMemory } from './support/process-costs.ts';
import { processorSecondsOf } from './support/processor-time.ts';
import { reportResult } from './support/report-result.ts';
import {
  type BareClient,
  type RunningApp,
  startApp,
  startBareClient,
} from './support/running-app.ts';
import { median, percentile, rounded } from './support/statistics.ts';

/**
 * What arrives, through the built app (WhatsApp's page, journal, both databases, the row on the screen), beside a bare
 * whatsapp-web.js client in the same executable that only receives the same events. The two take turns.
 */
const ROUNDS = 3;
const SMALL = { messages: 377, customers: 200 };
const LARGE = { messages: 3_000, customers: 1_500 };
const LATENCY = [
  { perSecond: 1, messages: 20 },
  { perSecond: 10, messages: 150 },
  { perSecond: 50, messages: 400 },
];
const PATIENCE_MS = 120_000;
/** A rate at which nothing waits for the one before it; customers take turns. */
const LATENCY_CUSTOMERS = 20;

const texts = (
  await readDialogues(new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url))
).flatMap(({ turns }) => turns.filter(({ from }) => from === 'customer').map(({ text }) => text));

const app = await startApp();
await app.link();
const bare = await startBareClient();
let customersSoFar = 0;

const bursts: object[] = [];
const costs: object[] = [];
for (const size of [SMALL, LARGE]) {
  const rates = { app: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    const dialogues = burstOf(size);
    const works = [
      async () => rates.app.push(await appBurst(app, dialogues, size.messages, round === 0)),
      async () => rates.bare.push(await bareBurst(bare, dialogues, size.messages)),
    ];
    for (const work of round % 2 === 0 ? works : works.reverse()) await work();
    customersSoFar += size.customers;
  }
  console.log(
    `${size.messages} messages: app ${rates.app.map(rounded).join(', ')}, bare ${rates.bare.map(rounded).join(', ')} a second`,
  );
  bursts.push({
    burst: `${size.messages} from ${size.customers} new customers`,
    rounds: ROUNDS,
    appPerSecond: rounded(median(rates.app)),
    barePerSecond: rounded(median(rates.bare)),
    ofBare: rounded(median(rates.app) / median(rates.bare)),
  });
}

const latencies: object[] = [];
for (const { perSecond, messages } of LATENCY) {
  const inApp = await appLatency(app, perSecond, messages);
  const inBare = await bareLatency(bare, perSecond, messages);
  const row = (what: string, values: number[]): object => ({
    perSecond,
    messages,
    what,
    median: rounded(median(values)),
    p95: rounded(percentile(values, 95)),
    aboveBareMedian: rounded(median(values) - median(inBare)),
    aboveBareP95: rounded(percentile(values, 95) - percentile(inBare, 95)),
  });
  latencies.push(
    row('stored and told to the window', inApp.told),
    row('painted in the list', inApp.painted),
    row('bare client: the event', inBare),
  );
}

const memory = {
  appMain: rounded(await proportionalMemory([app.mainPid])),
  appBrowser: rounded(await proportionalMemory(await app.browserPids())),
  bareBrowser: rounded(await proportionalMemory(await bare.browserPids())),
};
await bare.close();
await app.close();

await reportResult('arrivals', {
  'Bursts, messages per second from the first written to the last stored and told to the window':
    bursts,
  'Latency from WhatsApp to here, milliseconds': latencies,
  'Processor time of a burst, milliseconds per message': costs,
  'Memory after all of it (PSS, MiB)': [memory],
});

/** New customers, each with what some customer of the recorded dialogues said. */
function burstOf({ messages, customers }: typeof SMALL): Dialogue[] {
  return Array.from({ length: customers }, (_, index) => ({
    id: `burst-${index}`,
    turns: Array.from(
      { length: Math.floor(messages / customers) + (index < messages % customers ? 1 : 0) },
      (_turn, turn) => ({
        from: 'customer' as const,
        text: texts[(index * 3 + turn) % texts.length] ?? 'Hello',
      }),
    ),
  }));
}

function play(simulator: SimulatorControl, dialogues: readonly Dialogue[]): Promise<unknown> {
  return simulator.replay(dialogues, { firstCustomer: customersSoFar });
}

/**
 * Messages per second until the window has been told of the last one, which is stored by then. Counting what is in the
 * database instead would give the engine more to do than the messages do.
 */
async function appBurst(
  { page, simulator, db, mainPid, browserPids, enginePids }: RunningApp,
  dialogues: readonly Dialogue[],
  messages: number,
  countsCosts: boolean,
): Promise<number> {
  const until = (await countMessages(db)) + messages;
  const groups = { main: [mainPid], browser: await browserPids(), engines: await enginePids() };
  const before = await times(groups);
  await page.evaluate(listenForMessages, { messages, patience: PATIENCE_MS });
  const startedAt = performance.now();
  await play(simulator, dialogues);
  await page.evaluate(() => (window as unknown as { benchTold: Promise<void> }).benchTold);
  const seconds = (performance.now() - startedAt) / 1000;
  if ((await countMessages(db)) !== until) throw new Error('Not every message was stored once');
  if (countsCosts) {
    // Until acks, counters and the list have followed.
    await sleep(1_000);
    const after = await times({ ...groups, engines: await enginePids() });
    costs.push({
      messages,
      ...Object.fromEntries(
        Object.entries(after).map(([name, time]) => [
          name,
          rounded((time - (before[name] ?? 0)) / messages),
        ]),
      ),
    });
  }
  return messages / seconds;
}

/** In the page: `benchTold` resolves when it was told of so many different messages. */
function listenForMessages({ messages, patience }: { messages: number; patience: number }): void {
  const told = new Set<string>();
  const benchTold = new Promise<void>((resolve, reject) => {
    const stop = window.alexia.subscribe('message.changed', ({ messageId }) => {
      told.add(messageId);
      if (told.size < messages) return;
      stop();
      resolve();
    });
    setTimeout(() => reject(new Error(`Told of ${told.size} messages only`)), patience);
  });
  // Whoever awaits it hears of a failure.
  benchTold.catch(() => undefined);
  Object.assign(window, { benchTold });
}

async function times(groups: Readonly<Record<string, readonly number[]>>) {
  const entries = Object.entries(groups).map(
    async ([name, pids]) => [name, (await processorSecondsOf(pids)) * 1000] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function bareBurst(
  { client, simulator }: BareClient,
  dialogues: readonly Dialogue[],
  messages: number,
): Promise<number> {
  let received = 0;
  const count = (): void => void (received += 1);
  client.on('message', count);
  const startedAt = performance.now();
  await play(simulator, dialogues);
  while (received < messages) await sleep(1);
  client.off('message', count);
  return messages / ((performance.now() - startedAt) / 1000);
}

/** Sends `messages` at a steady rate; answers when each was written (`Date.now`), by its text. */
async function write(
  simulator: SimulatorControl,
  perSecond: number,
  messages: number,
): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  const customers = Array.from({ length: LATENCY_CUSTOMERS }, (_, index) => {
    const { number, ...profile } = castCustomer(50_000 + index, 'mixed');
    return simulator.customer(number, profile);
  });
  const startedAt = performance.now();
  for (let index = 0; index < messages; index++) {
    await sleep(Math.max(0, startedAt + (index * 1000) / perSecond - performance.now()));
    const text = `Latency ${perSecond}.${index}.`;
    written.set(text, Date.now());
    await customers[index % LATENCY_CUSTOMERS]?.says(text);
  }
  return written;
}

/** Milliseconds until the window was told of each message that is stored, and until its row shows it. */
async function appLatency(
  { page, simulator }: RunningApp,
  perSecond: number,
  messages: number,
): Promise<{ told: number[]; painted: number[] }> {
  await page.evaluate(() => {
    const seen = { told: [] as [string, number][], painted: [] as [string, number][] };
    const known = new Set<string>();
    Object.assign(window, { benchSeen: seen });
    window.alexia.subscribe('message.changed', ({ content }) => {
      if (content.startsWith('Latency')) seen.told.push([content, Date.now()]);
    });
    // Without a name: the compiler's helper that keeps names does not exist in the page.
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('[data-testid=conversation]')) {
        const text = /Latency \d+\.\d+\./.exec(row.textContent)?.[0];
        if (text === undefined || known.has(text)) continue;
        known.add(text);
        // The next frame is the one that shows it.
        requestAnimationFrame(() => seen.painted.push([text, Date.now()]));
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const written = await write(simulator, perSecond, messages);
  const seen = async () =>
    page.evaluate(
      () =>
        (
          window as unknown as {
            benchSeen: { told: [string, number][]; painted: [string, number][] };
          }
        ).benchSeen,
    );
  for (let patience = 300; (await seen()).told.length < messages && patience > 0; patience--) {
    await sleep(100);
  }
  const { told, painted } = await seen();
  const since = (list: [string, number][]): number[] =>
    list.flatMap(([text, at]) => {
      const from = written.get(text);
      return from === undefined ? [] : [at - from];
    });
  return { told: since(told), painted: since(painted) };
}

async function bareLatency(
  { client, simulator }: BareClient,
  perSecond: number,
  messages: number,
): Promise<number[]> {
  const received = new Map<string, number>();
  const note = ({ body }: { body: string }): void => void received.set(body, Date.now());
  client.on('message', note);
  const written = await write(simulator, perSecond, messages);
  while (received.size < messages) await sleep(10);
  client.off('message', note);
  return [...written].map(([text, at]) => (received.get(text) ?? NaN) - at);
}
