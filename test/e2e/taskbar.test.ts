import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSPHRASE } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const NO_BAR = -1;

test('the taskbar tells how much is unread, and how far it is with what takes long', async ({
  linkedDesk: { desk, page },
  simulator,
  folder,
}) => {
  // No desktop with a taskbar runs where this is tested: what it would be told is written down.
  const told = await desk.app.evaluateHandle(({ app, BrowserWindow }) => {
    const seen: { bars: number[]; badge: number } = { bars: [], badge: 0 };
    const window = BrowserWindow.getAllWindows()[0];
    if (window) window.setProgressBar = (bar) => void seen.bars.push(bar);
    app.setBadgeCount = (count) => {
      seen.badge = count ?? 0;
      return true;
    };
    return seen;
  });
  const badge = () => told.evaluate((seen) => seen.badge);
  /** What the bar has shown since this was asked last, once it is gone. */
  const barsUntilGone = async (): Promise<number[]> => {
    await expect.poll(() => told.evaluate((seen) => seen.bars.at(-1))).toBe(NO_BAR);
    return told.evaluate((seen) => seen.bars.splice(0));
  };

  await test.step('conversations that are not read are on the badge', async () => {
    await simulator.customer('+34600111222', { pushname: 'Marta Vidal' }).says('Hello!');
    await simulator.customer('+34600333444', { pushname: 'Bruno' }).says('Hello!');
    await expect.poll(badge).toBe(2);
    await page.getByRole('option', { name: /Marta Vidal/ }).click();
    await expect.poll(badge).toBe(1);
    await told.evaluate((seen) => seen.bars.splice(0));
  });

  await test.step('contacts that come in from a file', async () => {
    await page.keyboard.press('Control+2');
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Import from a file…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Import contacts' });
    const people = Array.from(
      { length: 500 },
      (_, index) => `Guest ${index};+346990${10_000 + index}`,
    );
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'fair.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Nombre;Teléfono', ...people].join('\r\n')),
    });
    await dialog.getByRole('button', { name: 'Import 500 contacts' }).click();
    const report = page.getByRole('dialog', { name: 'Imported' });
    await expect(report.getByText('500 new contacts', { exact: true })).toBeVisible();
    expect(await barsUntilGone()).toEqual([0, 0.4, 0.8, NO_BAR]);
    await report.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('contacts that go out into a file, whose length nobody knows', async () => {
    const path = join(folder, 'all.csv');
    await desk.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await page.getByRole('button', { name: 'Import and export' }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV…' }).click();
    await expect(page.getByText(/contacts were written/)).toBeVisible();
    expect(await readFile(path, 'utf8')).toContain('Guest 499');
    const [first, ...rest] = await barsUntilGone();
    expect(first).toBeGreaterThan(1);
    expect(rest).toEqual([NO_BAR]);
  });

  await test.step('the key of the workspace that is renewed', async () => {
    await page.keyboard.press('Control+,');
    const encryption = page.getByTestId('encryption');
    await encryption.getByRole('button', { name: 'Renew the key' }).click();
    await page.getByLabel('Workspace passphrase').fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Renew', exact: true }).click();
    await expect(encryption.getByTestId('rotation')).toHaveAttribute('data-over', 'true');
    const bars = await barsUntilGone();
    expect(bars[0]).toBe(0);
    expect(bars).toEqual([...bars.slice(0, -1).sort((a, b) => a - b), NO_BAR]);
    expect(bars.length).toBeGreaterThan(2);
  });
});
