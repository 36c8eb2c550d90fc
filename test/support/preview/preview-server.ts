import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { createServer } from 'vite';

/** Serves the windows with a bridge that has samples instead of a main process. */
export async function startPreview(): Promise<{ address: string; close(): Promise<void> }> {
  const server = await createServer({ configFile: join(import.meta.dirname, 'vite.config.ts') });
  await server.listen(0);
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

/** The samples' pictures and files are served by main, which the preview does not have. */
const EXPECTED = 'Failed to load resource';

/** What the page complains of, each once. The first load waits for the server to prepare the packages. */
export async function watchComplaints(page: Page, address: string): Promise<ReadonlySet<string>> {
  const complaints = new Set<string>();
  page.on('console', (message) => {
    const text = message.text();
    if (!['error', 'warning'].includes(message.type()) || text.startsWith(EXPECTED)) return;
    complaints.add(text);
  });
  page.on('pageerror', (error) => complaints.add(error.message));
  await page.goto(address, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1500);
  return complaints;
}
