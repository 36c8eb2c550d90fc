import type { Page } from '@playwright/test';
import * as jsqr from 'jsqr';
import { PNG } from 'pngjs';

/** A CommonJS module whose one export is its default: how it arrives depends on who loads it. */
const readCode = jsqr.default;

/** Reads the QR code off the screen, as a phone's camera would. Null when none can be read. */
export async function readQr(page: Page): Promise<string | null> {
  const { data, width, height } = PNG.sync.read(await page.screenshot());
  return readCode(new Uint8ClampedArray(data), width, height)?.data ?? null;
}
