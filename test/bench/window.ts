import type { Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { castCustomer } from '../simulator/control/dialogues.ts';
import type { WhatsAppSimulator } from '../simulator/whatsapp-simulator.ts';
import { bundleSizes } from './support/bundle-sizes.ts';
import { fillDesk } from './support/filled-desk.ts';
import { startHelloWorld } from './support/hello-world.ts';
import {
  firstRows,
  frameInterval,
  prepareInPage,
  scrollRows,
  switchTo,
  typingLatencies,
} from './support/in-page.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';

/**
 * How the real window feels with 10,000 conversations: switching between conversations of 100 messages, typing while
 * messages arrive, scrolling the list. The baseline is a bare list in a window of the same Electron, without a library.
 * `--short` has a tenth of the conversations and fewer rounds, to see what a change does while working on it.
 */
const isShort = process.argv.includes('--short');
const CONVERSATIONS = isShort ? 1_000 : 10_000;
const SWITCHED = 12;
const SWITCH_ROUNDS = isShort ? 3 : 6;
const TYPED = 'the quick brown fox jumps over the lazy dog and does it twice';
const TYPING_ROUNDS = isShort ? 1 : 5;
const KEY_PAUSE_MS = 60;
const ARRIVALS_PER_SECOND = 20;
const SCROLLED_ROWS = isShort ? 900 : 5_000;
const SCROLL_ROUNDS = isShort ? 1 : 5;
/** A fast turn of the wheel: more than five rows a frame. */
const SCROLL_STEP = 400;

const filled = await fillDesk(CONVERSATIONS);
const { desk, page } = await filled.start();
await page.locator('[data-testid=conversation]').first().waitFor();
await page.getByText('Connected').waitFor();
const hello = await startHelloWorld();
for (const each of [page, hello.page]) await prepareInPage(each);

const switching = await measureSwitching();
console.log('switching', switching);
const typing = await measureTyping();
console.log('typing', typing);
const scrolling = await measureScrolling();

await hello.close();
await desk.quit();
await filled.close();
await reportResult(isShort ? 'window-short' : 'window', {
  'From a click on a row to the painted messages, milliseconds': switching,
  'From a key to its painted letter, milliseconds': typing,
  [`Scrolling ${SCROLLED_ROWS} rows of the list, ${SCROLL_STEP} pixels a frame`]: scrolling,
  'Size of the window’s program, KiB': await bundleSizes(),
});

function row(what: string, values: readonly number[], baseline: readonly number[]): object {
  return {
    what,
    rounds: values.length,
    median: rounded(median(values)),
    p95: rounded(percentile(values, 95)),
    ofBare: rounded(median(values) / median(baseline)),
    ofBareP95: rounded(percentile(values, 95) / percentile(baseline, 95)),
  };
}

async function measureSwitching(): Promise<object[]> {
  const times = { first: [] as number[], again: [] as number[], bare: [] as number[] };
  const [ours, bare] = [await firstRows(page, SWITCHED), await firstRows(hello.page, SWITCHED)];
  for (let round = 0; round < SWITCH_ROUNDS; round++) {
    for (const [index, id] of ours.entries()) {
      times[round === 0 ? 'first' : 'again'].push(await switchTo(page, id));
      times.bare.push(await switchTo(hello.page, bare[index] ?? ''));
      // Until what opening a conversation brings about (read marks, pictures) is over.
      await sleep(100);
    }
  }
  return [
    row('opened for the first time', times.first, times.bare),
    row('opened again', times.again, times.bare),
    row('bare list', times.bare, times.bare),
  ];
}

async function measureTyping(): Promise<object[]> {
  const times = { still: [] as number[], busy: [] as number[], bare: [] as number[] };
  const [open = ''] = await firstRows(page, 1);
  await switchTo(page, open);
  const ours = page.getByRole('textbox', { name: /^Message to/ });
  for (let round = 0; round < TYPING_ROUNDS; round++) {
    times.bare.push(...(await type(hello.page, hello.page.getByLabel('Message'))));
    times.still.push(...(await type(page, ours)));
    const arrivals = arrive(filled.simulator, round);
    times.busy.push(...(await type(page, ours)));
    await arrivals.stop();
  }
  return [
    row(`while ${ARRIVALS_PER_SECOND} messages a second arrive`, times.busy, times.bare),
    row('while nothing arrives', times.still, times.bare),
    row('bare field', times.bare, times.bare),
  ];
}

async function type(where: Page, field: ReturnType<Page['getByLabel']>): Promise<number[]> {
  await field.fill('');
  await field.focus();
  return typingLatencies(where, TYPED, KEY_PAUSE_MS);
}

/** New messages of twenty customers at a steady rate, until it is stopped. */
function arrive(simulator: WhatsAppSimulator, round: number): { stop(): Promise<void> } {
  const progress = { isStopped: false };
  const work = (async () => {
    const startedAt = performance.now();
    for (let index = 0; !progress.isStopped; index++) {
      const { number, ...profile } = castCustomer(50_000 + (index % 20), 'mixed');
      await simulator.customer(number, profile).says(`Round ${round}, message ${index}`);
      const due = startedAt + ((index + 1) * 1000) / ARRIVALS_PER_SECOND;
      await sleep(Math.max(0, due - performance.now()));
    }
  })();
  return {
    stop: async () => {
      progress.isStopped = true;
      await work;
    },
  };
}

async function measureScrolling(): Promise<object[]> {
  const frameMs = await frameInterval(hello.page);
  const results = { loading: [] as number[], loaded: [] as number[], bare: [] as number[] };
  const longest = { loading: 0, loaded: 0, bare: 0 };
  const run = async (
    what: keyof typeof results,
    where: Page,
    selector: string,
    step: number,
  ): Promise<void> => {
    const input = { selector, rows: SCROLLED_ROWS - 20, rowHeight: 72, step, frameMs };
    const { dropped, frames, longestMs } = await scrollRows(where, input);
    console.log(
      `scrolled ${what}: ${frames} frames, ${dropped} dropped, ${longestMs} ms the longest`,
    );
    results[what].push((100 * dropped) / (frames + dropped));
    longest[what] = Math.max(longest[what], longestMs);
  };
  const list = '[role=listbox]';
  // The list fetches as it is scrolled: the first way down has to wait for the databases.
  await run('loading', page, list, SCROLL_STEP);
  for (let round = 0; round < SCROLL_ROUNDS; round++) {
    await run('loaded', page, list, -SCROLL_STEP);
    await run('bare', hello.page, '#rows', SCROLL_STEP);
    await run('bare', hello.page, '#rows', -SCROLL_STEP);
    await run('loaded', page, list, SCROLL_STEP);
  }
  return (Object.keys(results) as (keyof typeof results)[]).map((what) => ({
    what,
    rounds: results[what].length,
    droppedPercent: rounded(median(results[what])),
    droppedPercentMost: rounded(Math.max(...results[what])),
    longestMs: longest[what],
    frameMs: rounded(frameMs),
  }));
}
