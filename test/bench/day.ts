import { setTimeout as sleep } from 'node:timers/promises';
import { castCustomer } from '../simulator/control/dialogues.ts';
import { browserOf } from '../support/faults/browser-process.ts';
import { fillDesk } from './support/filled-desk.ts';
import { startHelloWorld } from './support/hello-world.ts';
import { prepareInPage, switchToAnother } from './support/in-page.ts';
import { family, processType, proportionalMemory } from './support/process-costs.ts';
import { reportResult } from './support/report-result.ts';
import { median, rounded } from './support/statistics.ts';

/**
 * What a day's work leaves in memory: 5,000 messages arrive and 300 conversations are opened, in ten blocks. After each
 * the app rests, what nobody holds any more is collected, as it would be in the pauses of a day that is not made of
 * minutes, and all its processes are measured. The WhatsApp page keeps every message it was told, in WhatsApp's own
 * way, and is a row by itself. Beside it a window of the same Electron that says hello. `--short` does a tenth of it, to
 * see that it works: its figures say nothing of a day.
 */
const isShort = process.argv.includes('--short');
const CONVERSATIONS = isShort ? 100 : 1_000;
const BLOCKS = 10;
const MESSAGES = isShort ? 500 : 5_000;
const SWITCHES = isShort ? 30 : 300;
const CUSTOMERS = 200;
const REST_MS = isShort ? 2_000 : 8_000;
const LOOKS = isShort ? 1 : 5;

const filled = await fillDesk(CONVERSATIONS);
const { desk, page, mainPid } = await filled.start();
await page.getByText('Connected').waitFor();
await prepareInPage(page);
const hello = await startHelloWorld();

/**
 * Memory in MiB: of all processes of the app, among them main, the window's and the one that draws, of WhatsApp's, and
 * what the scripts of main and of the window hold.
 */
interface Rest {
  app: number;
  main: number;
  window: number;
  gpu: number;
  whatsapp: number;
  mainHeap: number;
  windowHeap: number;
}

const rows: (Rest & { messages: number })[] = [];
rows.push({ messages: 0, ...(await rested()) });
for (let block = 1; block <= BLOCKS; block++) {
  for (let message = 0; message < MESSAGES / BLOCKS; message++) {
    const { number, ...profile } = castCustomer(message % CUSTOMERS, 'mixed');
    await filled.simulator
      .customer(number, profile)
      .says(`Block ${block}: how much is the cake number ${message}, and when can I have it?`);
    if (message % Math.ceil(MESSAGES / SWITCHES) === 0) {
      // Not always the first: its customer has just written, and will again.
      await switchToAnother(page, message);
    }
  }
  rows.push({ messages: (block * MESSAGES) / BLOCKS, ...(await rested()) });
}
const bare = await look(() => family(hello.mainPid));
await hello.close();
await desk.quit();
await filled.close();

const middle = rows[BLOCKS / 2];
const end = rows[BLOCKS];
const growth = (of: keyof Rest): number =>
  rounded(100 * ((end?.[of] ?? NaN) / (middle?.[of] ?? NaN) - 1));
await reportResult(isShort ? 'day-short' : 'day', {
  'Memory of all processes (PSS, MiB)': rows.map((row) => ({
    ...row,
    all: rounded(row.app + row.whatsapp),
    ofHello: rounded(row.app / bare),
  })),
  'Growth in the second half, percent': [
    {
      app: growth('app'),
      main: growth('main'),
      window: growth('window'),
      gpu: growth('gpu'),
      whatsapp: growth('whatsapp'),
      mainHeap: growth('mainHeap'),
      windowHeap: growth('windowHeap'),
      all: rounded(
        100 *
          (((end?.app ?? NaN) + (end?.whatsapp ?? NaN)) /
            ((middle?.app ?? NaN) + (middle?.whatsapp ?? NaN)) -
            1),
      ),
      helloMiB: rounded(bare),
    },
  ],
});

async function rested(): Promise<Rest> {
  await sleep(REST_MS);
  const heaps = await collectGarbage();
  const whatsappPids = async (): Promise<number[]> => {
    const browser = await browserOf(mainPid);
    return browser === null ? [] : family(browser);
  };
  const whatsapp = await look(whatsappPids);
  const all = await look(() => family(mainPid));
  const own = async (type: string): Promise<number> => {
    const ofWhatsapp = new Set(await whatsappPids());
    const pids = (await family(mainPid)).filter((pid) => !ofWhatsapp.has(pid));
    const types = await Promise.all(pids.map(processType));
    return rounded(await proportionalMemory(pids.filter((_, index) => types[index] === type)));
  };
  return {
    app: rounded(all - whatsapp),
    main: rounded(await proportionalMemory([mainPid])),
    window: await own('renderer'),
    gpu: await own('gpu-process'),
    whatsapp: rounded(whatsapp),
    ...heaps,
  };
}

/** What is held afterwards by the scripts of main and of the window, in MiB. */
async function collectGarbage(): Promise<{ mainHeap: number; windowHeap: number }> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  const heapUsed = await desk.app.evaluate(() => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void;
    collect();
    return process.memoryUsage().heapUsed;
  });
  const toMiB = (bytes: number): number => rounded(bytes / (1024 * 1024));
  return { mainHeap: toMiB(heapUsed), windowHeap: toMiB(usedSize) };
}

/** The median of some looks, a second apart. */
async function look(pids: () => Promise<number[]>): Promise<number> {
  const looks: number[] = [];
  for (let index = 0; index < LOOKS; index++) {
    looks.push(await proportionalMemory(await pids()));
    await sleep(1_000);
  }
  return median(looks);
}
