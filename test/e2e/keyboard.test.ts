import type { Page } from '@playwright/test';
import { type ShortcutId, shortcutIds, shortcuts } from '../../src-preload/contract/shortcuts.ts';
import { choosePassword, unlock } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const heading = (page: Page, name: string) =>
  page.getByRole('heading', { name, exact: true, level: 1 });

test('everything on the sheet of shortcuts does what the sheet says', async ({
  linkedDesk: { desk, page },
  simulator,
  photograph,
}) => {
  // What is on the sheet and not pressed in here fails at the end.
  const pressed = new Set<string>();
  /** Presses a shortcut as the table says, or in its second way. */
  const press = async (id: ShortcutId, way = 0): Promise<void> => {
    const ways: readonly string[] = shortcuts[id].keys;
    const keys = ways[way] ?? '';
    pressed.add(`${id}: ${keys}`);
    await page.keyboard.press(keys.replace('Mod', 'ControlOrMeta').replace('Plus', '+'));
  };
  // Seconds, as WhatsApp has them: within one the order of the two would be anybody's guess.
  const now = Math.floor(Date.now() / 1000);
  for (const [number, name, at] of [
    ['34600111222', 'Ana García', now - 60],
    ['34600333444', 'Luis Gil', now],
  ] as const) {
    await simulator.customer(number, { name, pushname: name }).says(`It is ${name}`, { at });
  }
  const earlier = simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana García' });
  await earlier.says('It is the first one', { at: now - 120 });
  const list = page.getByRole('listbox').first();
  const rows = list.getByRole('option');
  const active = list.locator('[data-active="true"]');
  await expect(rows).toHaveCount(2);

  await test.step('the sheet opens, and closes', async () => {
    await press('sheet');
    const sheet = page.getByRole('dialog', { name: 'Keyboard' });
    await expect(sheet.getByText('Find in the open conversation')).toBeVisible();
    await photograph(page, 'sheet');
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  });

  await test.step('text: larger, smaller, and as usual', async () => {
    const zoom = () => page.evaluate(() => window.devicePixelRatio);
    const usual = await zoom();
    await press('textLarger');
    await expect.poll(zoom).toBeGreaterThan(usual);
    await press('textSmaller');
    await expect.poll(zoom).toBe(usual);
    await press('textLarger', 1);
    await expect.poll(zoom).toBeGreaterThan(usual);
    await press('textUsual');
    await expect.poll(zoom).toBe(usual);
  });

  await test.step('areas, settings and search', async () => {
    for (const [id, name] of [
      ['contacts', 'Contacts'],
      ['leads', 'Leads'],
      ['analytics', 'Analytics'],
      ['settings', 'Settings'],
    ] as const) {
      await press(id);
      await expect(heading(page, name)).toBeVisible();
    }
    const search = page.getByRole('combobox', { name: /^Search/ });
    await press('search');
    await expect(search).toBeFocused();
    await press('inbox');
    await press('search', 1);
    await expect(search).toBeFocused();
    await press('inbox');
    await expect(rows).toHaveCount(2);
  });

  await test.step('the palette opens, closes, and searches all messages', async () => {
    const field = page.getByRole('combobox', { name: 'What to find or do' });
    await press('palette');
    await expect(field).toBeFocused();
    await press('palette');
    await expect(field).toBeHidden();
    await press('palette');
    await page.keyboard.type('Luis');
    await press('searchAll');
    await expect(page.getByRole('combobox', { name: /^Search/ })).toHaveValue('Luis');
    await press('inbox');
    await expect(rows).toHaveCount(2);
  });

  await test.step('the list: move, select, menu, open, search within, leave', async () => {
    await list.focus();
    await press('first');
    await expect(active).toContainText('Luis Gil');
    await press('next');
    await expect(active).toContainText('Ana García');
    await press('previous');
    await expect(active).toContainText('Luis Gil');
    await press('pageDown');
    await expect(active).toContainText('Ana García');
    await press('pageUp');
    await expect(active).toContainText('Luis Gil');
    await press('last');
    await expect(active).toContainText('Ana García');
    await press('select');
    await expect(page.getByText('1 selected')).toBeVisible();
    await press('unselect');
    await expect(page.getByText('1 selected')).toBeHidden();
    const pinned = rows.first().getByRole('img', { name: 'Pinned' });
    await press('pin');
    await expect(pinned).toBeVisible();
    await press('pin');
    await expect(pinned).toBeHidden();
    await press('last');
    for (const way of [0, 1]) {
      await press('menu', way);
      await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menuitem', { name: 'Resolve' })).toBeHidden();
      await list.focus();
    }
    await press('open', 1);
    await expect(page.getByRole('log').getByText('It is Ana García')).toBeVisible();
    await list.focus();
    await press('first');
    await press('open');
    await expect(page.getByRole('log').getByText('It is Luis Gil')).toBeVisible();
    await list.focus();
    await press('last');
    await press('open');
    await expect(page.getByRole('log').getByText('It is Ana García')).toBeVisible();
    const bar = page.getByRole('search', { name: 'Find in this conversation' });
    await press('find');
    await expect(bar.getByRole('textbox')).toBeFocused();
    await page.keyboard.type('It is');
    await expect(bar.getByRole('status')).toHaveText('1 of 2');
    await press('findNext');
    await expect(bar.getByRole('status')).toHaveText('2 of 2');
    await press('findPrevious');
    await expect(bar.getByRole('status')).toHaveText('1 of 2');
    await page.keyboard.press('Escape');
    await expect(bar).toBeHidden();
  });

  await test.step('the open conversation: assign, snooze, resolve, and open again', async () => {
    await press('assignToMe');
    await expect(page.getByRole('button', { name: 'Looked after by Ana Salas' })).toBeVisible();
    await press('note');
    await expect(page.getByRole('textbox', { name: /^Note about/ })).toBeVisible();
    await press('note');
    await expect(page.getByRole('textbox', { name: /^Message to/ })).toBeVisible();
    const details = page.getByRole('complementary', { name: /^Details of the conversation/ });
    await press('panel');
    await expect(details).toBeVisible();
    await press('panel');
    await expect(details).toBeHidden();
    await press('snooze');
    const dialog = page.getByRole('dialog', { name: 'Snooze until' });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await press('resolve');
    await expect(page.getByRole('button', { name: 'Status: Resolved' })).toBeVisible();
    await press('resolve');
    await expect(page.getByRole('button', { name: 'Status: Open' })).toBeVisible();
  });

  await test.step('the field: quick replies, a new line, send; and out of the conversation', async () => {
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.click();
    await press('quickReply');
    await expect(page.getByText(/There are no quick replies yet/)).toBeVisible();
    await page.keyboard.press('Escape');
    for (const [id, marked] of [
      ['bold', '*word*'],
      ['italic', '_word_'],
      ['strikethrough', '~word~'],
    ] as const) {
      await field.fill('word');
      await field.selectText();
      await press(id);
      await expect(field).toHaveValue(marked);
    }
    await field.fill('');
    await page.keyboard.type('One');
    await press('newLine');
    await page.keyboard.type('Two? Not the sheet');
    await expect(field).toHaveValue('One\nTwo? Not the sheet');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await press('send');
    await expect(page.getByRole('article').filter({ hasText: 'Not the sheet' })).toBeVisible();
    await press('leave');
    await expect(page.getByRole('log')).toBeHidden();
  });

  await test.step('a conversation goes to the archive of WhatsApp', async () => {
    await expect(rows).toHaveCount(2);
    await list.focus();
    await press('last');
    await press('archive');
    await expect(rows).toHaveCount(1);
  });

  await test.step('another account is linked in its window', async () => {
    await press('linkAccount');
    await (await desk.pairingWindow()).close();
  });

  await test.step('the desktop is locked', async () => {
    await choosePassword(page);
    await press('lock');
    await unlock(page);
  });

  const all = shortcutIds.flatMap((id) => shortcuts[id].keys.map((keys) => `${id}: ${keys}`));
  expect([...pressed].sort()).toEqual(all.sort());
});
