import { chromium, type Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createServer } from 'vite';
import { mainScreens, pairingStates } from './screens.ts';

/**
 * Pictures of every screen in every state: `npx tsx test/support/preview/take-screenshots.ts OUTDIR [WORD]`.
 * `ALEXIA_PREVIEW_BROWSER` names a Chromium; WORD limits it to names that contain it.
 */
const [outDirectory, word = ''] = process.argv.slice(2);
if (outDirectory === undefined) {
  throw new Error('Say where the pictures go: take-screenshots.ts OUTDIR [WORD]');
}
const executablePath = process.env.ALEXIA_PREVIEW_BROWSER;

const windowSizes = {
  '1280': { width: 1280, height: 800 },
  '1024': { width: 1024, height: 700 },
} as const;
const pairingSize = { width: 440, height: 720 };
const themes = ['light', 'dark'] as const;

interface Shot {
  readonly name: string;
  readonly query: Readonly<Record<string, string>>;
  readonly size: { readonly width: number; readonly height: number };
  readonly press?: RegExp | undefined;
  readonly scrollTo?: RegExp | undefined;
}

function* shots(): Generator<Shot> {
  for (const theme of themes) {
    for (const [screen, { fillings, press, scrollTo }] of Object.entries(mainScreens)) {
      for (const filling of fillings) {
        for (const [width, size] of Object.entries(windowSizes)) {
          yield {
            name: `${screen}-${filling}-${theme}-${width}`,
            query: { screen, filling, theme },
            size,
            press,
            scrollTo,
          };
        }
      }
    }
    for (const pairing of Object.keys(pairingStates(0))) {
      yield { name: `pairing-${pairing}-${theme}`, query: { pairing, theme }, size: pairingSize };
    }
  }
}

async function take(page: Page, address: string, shot: Shot): Promise<void> {
  await page.setViewportSize(shot.size);
  await page.goto(`${address}?${new URLSearchParams(shot.query).toString()}`);
  await page.waitForTimeout(650);
  if (shot.scrollTo !== undefined) {
    await page.getByRole('region', { name: shot.scrollTo }).scrollIntoViewIfNeeded();
  }
  if (shot.press !== undefined) {
    await page.getByRole('button', { name: shot.press }).first().click();
    await page.waitForTimeout(400);
  }
  await page.screenshot({ path: join(outDirectory ?? '', `${shot.name}.png`) });
}

await mkdir(outDirectory, { recursive: true });
const server = await createServer({ configFile: join(import.meta.dirname, 'vite.config.ts') });
await server.listen(0);
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  ...(executablePath === undefined ? {} : { executablePath }),
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
const complaints: string[] = [];
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
});
page.on('pageerror', (error) => complaints.push(error.message));
// The first load waits for the server to prepare the packages.
await page.goto(address, { waitUntil: 'networkidle' });
await page.waitForTimeout(1500);

let count = 0;
for (const shot of shots()) {
  if (shot.name.includes(word)) {
    await take(page, address, shot);
    count += 1;
  }
}
await browser.close();
await server.close();
for (const complaint of new Set(complaints)) {
  console.log(`console: ${complaint}`);
}
console.log(`${count} pictures in ${outDirectory}, ${new Set(complaints).size} complaints`);
