import type { Page } from '@playwright/test';
import { mainScreens, pairingStates } from './screens.ts';

/** `twice` is what 1280×800 are with text of 200 %. */
const windowSizes = {
  '1280': { width: 1280, height: 800 },
  '1024': { width: 1024, height: 700 },
  wide: { width: 2560, height: 1080 },
  twice: { width: 640, height: 400 },
} as const;
const pairingSizes = {
  usual: { width: 440, height: 720 },
  // It grows with its text as far as the screen goes.
  twice: { width: 440, height: 400 },
} as const;
const themes = ['light', 'dark'] as const;

/** One picture: a screen in a state, a theme and a size. */
export interface Shot {
  readonly name: string;
  /** Whether it is in the size that a window has at first. */
  readonly isUsual: boolean;
  readonly query: Readonly<Record<string, string>>;
  readonly size: { readonly width: number; readonly height: number };
  readonly press?: RegExp | undefined;
  readonly scrollTo?: RegExp | undefined;
}

/** Every screen in every state, theme and size. */
export function* shots(): Generator<Shot> {
  for (const theme of themes) {
    for (const [screen, { fillings, press, scrollTo }] of Object.entries(mainScreens)) {
      for (const filling of fillings) {
        for (const [width, size] of Object.entries(windowSizes)) {
          yield {
            name: `${screen}-${filling}-${theme}-${width}`,
            isUsual: width === '1280',
            query: { screen, filling, theme },
            size,
            press,
            scrollTo,
          };
        }
      }
    }
    for (const pairing of Object.keys(pairingStates(0))) {
      for (const [width, size] of Object.entries(pairingSizes)) {
        yield {
          name: `pairing-${pairing}-${theme}-${width}`,
          isUsual: width === 'usual',
          query: { pairing, theme },
          size,
        };
      }
    }
  }
}

/** Shows a shot's screen in a page, as it is to be photographed. */
export async function show(page: Page, address: string, shot: Shot): Promise<void> {
  await page.setViewportSize(shot.size);
  // What was opened or folded for another picture is not remembered.
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${address}?${new URLSearchParams(shot.query).toString()}`);
  await settle(page);
  if (shot.scrollTo !== undefined) {
    await page.getByRole('region', { name: shot.scrollTo }).scrollIntoViewIfNeeded();
    await settle(page);
  }
  if (shot.press !== undefined) {
    await page.getByRole('button', { name: shot.press }).first().click();
    // What is said where the pointer rests would lie over the picture.
    await page.mouse.move(0, 0);
    await settle(page);
  }
}

/** How long a page stays as it is before it counts as drawn, and how long that is waited for, in milliseconds. */
const QUIET_MS = 450;
const PATIENCE_MS = 15_000;
/** How long an area is waited for at most: on a busy machine it takes long to be fetched, and a picture without it says nothing. */
const AREA_MS = 90_000;

/** Waits until the screen has been gone to, its area is there, and nothing has changed for a while; clocks and what pulses do not count. */
async function settle(page: Page): Promise<void> {
  const sizeNow = () =>
    page.evaluate(() => {
      const area = document.querySelector('main');
      const isThere = document.body.dataset.screen === 'shown';
      // Areas are fetched when they are first shown.
      return !isThere || area?.childElementCount === 0 ? 0 : document.body.innerHTML.length;
    });
  const began = Date.now();
  let size = 0;
  for (let since = began; Date.now() - began < (size === 0 ? AREA_MS : PATIENCE_MS);) {
    const next = await sizeNow();
    if (next !== size) [size, since] = [next, Date.now()];
    else if (size > 0 && Date.now() - since > QUIET_MS) return;
    await page.waitForTimeout(75);
  }
  if (size === 0) throw new Error(`The screen was not drawn within ${AREA_MS / 1_000} seconds`);
}
