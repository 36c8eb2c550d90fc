import { chromium } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startPreview, watchComplaints } from './preview-server.ts';
import { shots, show } from './shots.ts';

/**
 * Pictures of every screen in every state: `npx tsx test/support/preview/take-screenshots.ts OUTDIR [WORDS]`.
 * `ALEXIA_PREVIEW_BROWSER` names a Chromium; WORDS, a regular expression, limits it to names that match.
 */
const [outDirectory, words = ''] = process.argv.slice(2);
if (outDirectory === undefined) {
  throw new Error('Say where the pictures go: take-screenshots.ts OUTDIR [WORDS]');
}
const executablePath = process.env.ALEXIA_PREVIEW_BROWSER;

await mkdir(outDirectory, { recursive: true });
const preview = await startPreview();
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
const complaints = await watchComplaints(page, preview.address);

const wanted = new RegExp(words);
let count = 0;
for (const shot of shots()) {
  if (!wanted.test(shot.name)) continue;
  await show(page, preview.address, shot);
  await page.screenshot({ path: join(outDirectory, `${shot.name}.png`) });
  count += 1;
}
await browser.close();
await preview.close();
for (const complaint of complaints) console.log(`console: ${complaint}`);
console.log(`${count} pictures in ${outDirectory}, ${complaints.size} complaints`);
