import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const entry = fileURLToPath(new URL('browser-entry.ts', import.meta.url));

/** Builds the WhatsApp browser's part of the app into a folder of its own, which Electron can run. */
export async function buildBrowserApp(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'whatsapp-browser-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      outDir: folder,
      minify: false,
      rolldownOptions: { external: ['electron'], output: { entryFileNames: 'main.js' } },
    },
  });
  const manifest = { name: 'whatsapp-browser', type: 'module', main: 'main.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

/** The Electron executable under test, from `ALEXIA_ELECTRON`. */
export function electronUnderTest(): string {
  const path = process.env.ALEXIA_ELECTRON;
  if (path === undefined || path === '') throw new Error('ALEXIA_ELECTRON names no executable');
  return path;
}
