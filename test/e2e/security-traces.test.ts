import { readdir } from 'node:fs/promises';
import { castCustomer, readDialogues } from '../simulator/control/dialogues.ts';
import { PASSPHRASE } from '../support/desk/new-user.ts';
import { broken, tell } from '../support/security/held.ts';
import {
  commandLinesUnder,
  type Search,
  searchFiles,
  searchText,
  type Traces,
  tracesOf,
} from '../support/security/words-in-files.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const file = new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url);
const DIALOGUES = 100;
/** What a person at this desktop writes and looks for. */
const DRAFT = 'Pumpernickel deliveries begin tomorrow';
const SEARCH = 'frappuccino';

/**
 * What is left out while the app runs, with why. Once it has ended nothing is: WhatsApp's profile is sealed then.
 *
 * `browser-profiles`: WhatsApp's own page keeps its messages there, as in any browser. Beside the files, notifications are
 * left out: they show what was written because the person wants them to, and lie in no file of the app.
 */
const WHATSAPP = /profile/i;

test('nothing that the app writes, and no command line, has a word of the customers', async ({
  launch,
  databases,
  simulator,
  folder,
}) => {
  test.setTimeout(300_000);
  const dialogues = (await readDialogues(file)).slice(0, DIALOGUES);
  const people = dialogues.map((_, index) => castCustomer(index, 'mixed'));
  const all = tracesOf(
    [
      ...dialogues.flatMap(({ turns }) => turns.map(({ text }) => text)),
      ...people.flatMap(({ name, pushname }) => [name ?? '', pushname]),
      ...[DRAFT, PASSPHRASE],
    ],
    people.map(({ number }) => number),
  );
  expect(all.sentences.length).toBeGreaterThan(100);
  expect(all.words.size).toBeGreaterThan(200);

  const desk = await launch({ environment: { ALEXIA_LOG_LEVEL: 'debug' } });
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  const pages = ['Inbox', 'Leads', 'Contacts', 'Analytics', 'Settings'];
  const lookAround = async (): Promise<void> => {
    for (const name of pages) {
      await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name }).click();
      await page.waitForTimeout(500);
    }
    await page.keyboard.press('Control+1');
  };
  await lookAround();
  // Words of the language that stand in the app itself, in Chromium's files and in its caches of our own code.
  const before = await searchFiles(folder, all, (path) => WHATSAPP.test(path));
  const common = new Set(before.found.map(({ what }) => what));
  const traces: Traces = {
    ...all,
    words: new Set([...all.words].filter((word) => !common.has(word))),
  };
  console.log(`${common.size} of ${all.words.size} words are the app's own, too`);
  expect([...common].filter((what) => what.includes(' '))).toEqual([]);
  expect(traces.words.size).toBeGreaterThan(50);

  await simulator.replay(dialogues, { mode: 'interleaved' });
  await simulator.quirks.set({ arrivals: 'corrupt' });
  await simulator.replay(dialogues.slice(0, 2));
  await simulator.quirks.clear();
  await expect
    .poll(() => page.getByRole('option').count(), { timeout: 60_000 })
    .toBeGreaterThan(10);
  await test.step('a person reads, looks for a word, writes, and something breaks', async () => {
    await page.getByRole('option').first().click();
    await page.getByRole('textbox', { name: /^Message to/ }).fill(DRAFT);
    await page.waitForTimeout(700);
    await page.keyboard.press('Control+f');
    await page.keyboard.type(SEARCH);
    await page.keyboard.press('Enter');
    await page.waitForTimeout(500);
    await page.keyboard.press('Escape');
    await lookAround();
    await simulator.page.crash();
    await page.waitForTimeout(1_000);
    await page.evaluate(() =>
      // A call that main refuses, and one that fails inside of the page.
      window.alexia.invoke('message.list', { conversationId: 'Pumpernickel deliveries' } as never),
    );
  });

  const lines = await commandLinesUnder(desk.app.process().pid ?? 0);
  expect(lines.length).toBeGreaterThan(3);
  const inLines = [...searchText(lines.join('\n').toLowerCase(), traces)].filter(
    // Where the app is, and what Chromium calls its switches.
    (what) => !common.has(what),
  );
  expect(broken('words on command lines', outcomesOf(lines.length, inLines))).toEqual([]);

  const running = await searchFiles(folder, traces, (path) => WHATSAPP.test(path));
  report('while the app runs', running);
  expect(running.found).toEqual([]);

  await desk.quit();
  const after = await searchFiles(folder, traces);
  report('after it has ended', after);
  expect(after.found).toEqual([]);
  expect(after.files).toBeGreaterThan(20);
  // The log says enough to be searched, and the search finds what is there.
  expect((await readdir(`${folder}/logs`)).length).toBeGreaterThan(0);
  const control = tracesOf(['alexia desktop', 'message'], []);
  expect((await searchFiles(`${folder}/logs`, control)).found.length).toBeGreaterThan(0);

  function report(when: string, { files, bytes, found }: Search): void {
    console.log(`${when}: ${files} files, ${Math.round(bytes / 1e6)} MB, ${found.length} traces`);
    const cases = traces.words.size + traces.sentences.length + traces.numbers.length;
    tell({ attack: `words in files ${when}`, cases, held: cases - found.length });
  }
});

function outcomesOf(count: number, found: readonly string[]): Record<string, boolean> {
  return {
    ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`line ${at}`, true])),
    ...Object.fromEntries(found.map((what) => [what, false])),
  };
}
