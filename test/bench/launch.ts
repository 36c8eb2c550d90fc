import { startHelloWorld } from './support/hello-world.ts';
import { fillDesk } from './support/filled-desk.ts';
import { firstRows, prepareInPage, switchTo } from './support/in-page.ts';
import { reportResult } from './support/report-result.ts';
import { median, percentile, rounded } from './support/statistics.ts';

/**
 * From the start of the process until the inbox can be used, linked and with many conversations, beside a window of the
 * same Electron that says hello. Both are started by Playwright, whose time is in both; they take turns.
 */
const SIZES = [100, 10_000];
const ROUNDS = 7;

const rows: object[] = [];
for (const conversations of SIZES) {
  const filled = await fillDesk(conversations);
  const times = { app: [] as number[], opened: [] as number[], hello: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const app = async (): Promise<void> => {
      const startedAt = performance.now();
      const { desk, page } = await filled.start();
      await page.locator('[data-testid=conversation]').first().waitFor();
      const listed = performance.now() - startedAt;
      await prepareInPage(page);
      const [first = ''] = await firstRows(page, 1);
      await switchTo(page, first);
      const opened = performance.now() - startedAt;
      await desk.quit();
      // The first start of each reads the program from the disk.
      if (round === 0) return;
      times.app.push(listed);
      times.opened.push(opened);
    };
    const hello = async (): Promise<void> => {
      const startedAt = performance.now();
      const { page, close } = await startHelloWorld();
      await page.locator('[data-conversation-id]').first().waitFor();
      const listed = performance.now() - startedAt;
      await close();
      if (round > 0) times.hello.push(listed);
    };
    for (const work of round % 2 === 0 ? [app, hello] : [hello, app]) await work();
  }
  await filled.close();
  for (const [what, values] of [
    ['the list is there', times.app],
    ['a conversation was opened with a click', times.opened],
    ['hello world', times.hello],
  ] as const) {
    rows.push({
      conversations,
      what,
      rounds: values.length,
      median: rounded(median(values)),
      p95: rounded(percentile(values, 95)),
      ofHello: rounded(median(values) / median(times.hello)),
    });
  }
}
await reportResult('launch', { 'From the start of the process, milliseconds': rows });
