import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { APP_ID, DESKTOP_ENTRY } from '../../../src-main/desktop/app-identity.ts';

it('is known to a Linux desktop by the name that Electron reads from package.json', async () => {
  const file = await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8');
  const { desktopName } = z.object({ desktopName: z.string() }).parse(JSON.parse(file));
  expect(desktopName).toBe(DESKTOP_ENTRY);
});

it('is known to Windows by an id that Windows takes: at most 128 characters, parts with dots between, no space', () => {
  expect(APP_ID).toMatch(/^[A-Za-z]\w*(?:\.\w+)+$/);
  expect(APP_ID.length).toBeLessThanOrEqual(128);
});
