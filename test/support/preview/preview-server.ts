import type { Page } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

/**
 * Serves the windows with a bridge that has samples instead of a main process. They are built once, because each picture
 * loads the page anew, which takes a server of single modules seconds; and so that React still complains.
 */
export async function startPreview(): Promise<{ address: string; close(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'alexia-preview-'));
  const configFile = join(import.meta.dirname, 'vite.config.ts');
  await build({
    configFile,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': JSON.stringify('development') },
    build: { outDir, minify: false },
  });
  const server = await preview({ configFile, build: { outDir }, preview: { port: 0 } });
  return {
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** The samples' pictures and files are served by main, which the preview does not have. */
const EXPECTED = 'Failed to load resource';

/** What the page complains of, each once. */
export async function watchComplaints(page: Page, address: string): Promise<ReadonlySet<string>> {
  const complaints = new Set<string>();
  page.on('console', (message) => {
    const text = message.text();
    if (!['error', 'warning'].includes(message.type()) || text.startsWith(EXPECTED)) return;
    complaints.add(text);
  });
  page.on('pageerror', (error) => complaints.add(error.message));
  await page.goto(address, { waitUntil: 'networkidle' });
  return complaints;
}
