import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('a salesperson sets how the app looks, and reads what is written from right to left', async ({
  linkedDesk: { desk, page },
  simulator,
  photograph,
}) => {
  const noa = simulator.customer('+34600111555', { pushname: 'נועה לוי' });
  await noa.says('שלום, מה המחיר של iPhone 15? https://example.com');
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const row = list.getByRole('option', { name: /נועה לוי/ });
  await expect(row).toBeVisible();

  await test.step('a message, its sender and its preview run as their script does', async () => {
    await expect(row.getByText(/iPhone 15/)).toHaveCSS('direction', 'rtl');
    await row.click();
    const message = page.getByRole('article').getByText(/iPhone 15/);
    await expect(message).toHaveCSS('direction', 'rtl');
    await expect(page.getByRole('heading', { name: 'נועה לוי' })).toHaveCSS('direction', 'rtl');
    await photograph(page, 'right-to-left');
  });

  const height = async () => (await row.boundingBox())?.height ?? 0;
  await test.step('compact: rows take less room, at once', async () => {
    const comfortable = await height();
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('radiogroup', { name: 'Density' }).getByText('Compact').click();
    await page.keyboard.press('ControlOrMeta+1');
    await expect.poll(height).toBeLessThan(comfortable);
  });

  await test.step('at twice the size there is one column, and a way back to the list', async () => {
    const width = await page.evaluate(() => window.innerWidth);
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('combobox', { name: 'Text size' }).selectOption('200');
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeLessThan(width * 0.6);
    await photograph(page, 'large-settings');
    await page.keyboard.press('ControlOrMeta+1');
    await expect(list).toBeHidden();
    await photograph(page, 'large-conversation');
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await expect(list).toBeFocused();
    await expect(row).toBeVisible();
    await page.keyboard.press('ControlOrMeta+0');
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
  });

  await test.step('the system turns dark, and the window with it', async () => {
    const root = page.locator('html');
    // Playwright would answer for the system.
    await page.emulateMedia({ colorScheme: null });
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
    await desk.app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(21, 22, 28)');
  });
});

test('who chose Spanish, dark and compact sees nothing else from the first frame on', async ({
  folder,
  launch,
}) => {
  await writeFile(
    join(folder, 'settings.json'),
    JSON.stringify({
      language: 'es',
      theme: 'dark',
      appearance: { density: 'compact', textSize: 125 },
    }),
  );
  const page = await (await launch()).mainWindow();
  const source = await page.evaluate(async () => (await fetch(location.href)).text());
  expect(source).toContain(
    '<html lang="es" data-mantine-color-scheme="dark" data-density="compact"',
  );
  await expect(page.getByRole('button', { name: 'Continuar' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  const usual = await page.evaluate(() => window.innerWidth);
  await page.keyboard.press('ControlOrMeta+0');
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBeGreaterThan(usual);
});
