import type { Page } from '@playwright/test';
import { mainScreens, pairingStates } from './screens.ts';

const windowSizes = {
  '1280': { width: 1280, height: 800 },
  '1024': { width: 1024, height: 700 },
} as const;
const pairingSize = { width: 440, height: 720 };
const themes = ['light', 'dark'] as const;

/** One picture: a screen in a state, a theme and a size. */
export interface Shot {
  readonly name: string;
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

/** Shows a shot's screen in a page, as it is to be photographed. */
export async function show(page: Page, address: string, shot: Shot): Promise<void> {
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
}
