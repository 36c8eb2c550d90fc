import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 1 });

test('everything on the sheet of shortcuts does what the sheet says', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  // Seconds, as WhatsApp has them: within one the order of the two would be anybody's guess.
  const now = Math.floor(Date.now() / 1000);
  for (const [number, name, at] of [
    ['34600111222', 'Ana García', now - 60],
    ['34600333444', 'Luis Gil', now],
  ] as const) {
    await simulator.customer(number, { name, pushname: name }).says(`It is ${name}`, { at });
  }
  const rows = page.getByRole('listbox').first().getByRole('option');
  await expect(rows).toHaveCount(2);

  await test.step('the sheet opens, and closes', async () => {
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await expect(sheet.getByText('Search in the open conversation')).toBeVisible();
    await photograph(page, 'sheet');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('areas, settings and search', async () => {
    for (const [key, name] of [
      ['2', 'Contacts'],
      ['3', 'Leads'],
      ['4', 'Analytics'],
      [',', 'Settings'],
    ] as const) {
      await page.keyboard.press(`Control+${key}`);
      await expect(heading(page, name)).toBeVisible();
    }
    const search = page.getByRole('combobox', { name: /^Search/ });
    await page.keyboard.press('Control+f');
    await expect(search).toBeFocused();
    await page.keyboard.press('Control+1');
    await page.keyboard.press('/');
    await expect(search).toBeFocused();
    await page.keyboard.press('Control+1');
    await expect(rows).toHaveCount(2);
  });

  await test.step('the list: move, select, menu, open, search within, leave', async () => {
    const list = page.getByRole('listbox').first();
    await list.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('x');
    await expect(page.getByText('1 selected')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByText('1 selected')).toBeHidden();
    const pinned = rows.first().getByRole('img', { name: 'Pinned' });
    await page.keyboard.press('p');
    await expect(pinned).toBeVisible();
    await page.keyboard.press('p');
    await expect(pinned).toBeHidden();
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeHidden();
    await list.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('log').getByText('It is Ana García')).toBeVisible();
    await page.keyboard.press('Control+Shift+F');
    await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
    await expect(page.getByText('Ana García').first()).toBeVisible();
    await page.keyboard.press('Control+1');
    await expect(page.getByRole('log')).toBeVisible();
  });

  await test.step('the field: quick replies, a new line, send; and out of the conversation', async () => {
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.click();
    await page.keyboard.type('/');
    await expect(page.getByText(/There are no quick replies yet/)).toBeVisible();
    await page.keyboard.press('Escape');
    await field.fill('');
    await page.keyboard.type('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('Two? Not the sheet');
    await expect(field).toHaveValue('One\nTwo? Not the sheet');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article').filter({ hasText: 'Not the sheet' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('log')).toBeHidden();
  });
});
