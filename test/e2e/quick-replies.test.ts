import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const field = (page: Page): Locator => page.getByRole('textbox', { name: /^Message to/ });
const openChat = (page: Page, name: string): Promise<void> =>
  page.getByRole('option').filter({ hasText: name }).first().click();
const goTo = (page: Page, area: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: area }).click();

async function save(page: Page, shortcut: string, text: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Shortcut' }).fill(shortcut);
  await dialog.getByRole('textbox', { name: 'Text' }).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
}

test('quick replies are written in the settings, inserted behind a slash, and never sent with a hole', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator
    .customer('34600111222', { name: 'Ana García', pushname: 'Ana' })
    .says('When do you open?');
  await simulator.customer('34600333444', {}).says('Hello');

  await goTo(page, 'Settings');
  const card = page.getByRole('region', { name: 'Quick replies' });
  const add = card.getByRole('button', { name: 'New quick reply' });
  await add.click();
  await save(page, '/hours', 'Hello {{contact.firstName}}, we open at nine.');
  await expect(card.getByText('Last changed by')).toBeVisible();
  await add.click();
  await save(page, 'HOURS', 'We open at ten.');
  await expect(page.getByText('There is already a quick reply with this shortcut.')).toBeVisible();
  await photograph(page, 'shortcut-taken');
  await page.getByRole('dialog').getByRole('textbox', { name: 'Shortcut' }).fill('house');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(card.getByRole('listitem')).toHaveCount(2);

  await goTo(page, 'Inbox');
  await openChat(page, 'Ana García');
  await field(page).pressSequentially('Of course! /ho');
  const list = page.getByRole('listbox', { name: 'Quick replies' });
  await expect(list.getByRole('option')).toHaveCount(2);
  await photograph(page, 'list');
  await field(page).press('Escape');
  await expect(list).toBeHidden();
  await field(page).pressSequentially('u');
  await expect(list).toBeHidden();
  await field(page).fill('');
  await field(page).pressSequentially('Of course! /ho');
  await field(page).press('ArrowDown');
  await expect(list.getByRole('option', { selected: true })).toContainText('/house');
  await field(page).press('ArrowUp');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('Of course! Hello Ana, we open at nine.');
  await field(page).press('Enter');
  await expect(
    page.getByRole('article').filter({ hasText: 'Of course! Hello Ana, we open at nine.' }),
  ).toBeVisible();

  // Nobody knows the name of this one.
  await openChat(page, '+34600333444');
  await field(page).pressSequentially('/hours');
  await field(page).press('Tab');
  await expect(field(page)).toHaveValue('Hello {{contact.firstName}}, we open at nine.');
  await expect(page.getByText('Fill in {{contact.firstName}} before you send.')).toBeVisible();
  await field(page).press('Enter');
  await photograph(page, 'still-to-fill-in');
  await expect(page.getByRole('article')).toHaveCount(1);
  // What is to be filled in is selected.
  await page.keyboard.type('friend');
  await field(page).press('Enter');
  await expect(
    page.getByRole('article').filter({ hasText: 'Hello friend, we open at nine.' }),
  ).toBeVisible();

  await goTo(page, 'Settings');
  await card.getByRole('button', { name: 'Delete /house' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(card.getByRole('listitem')).toHaveCount(1);
  await goTo(page, 'Inbox');
  await openChat(page, 'Ana García');
  await field(page).pressSequentially('/');
  await expect(list.getByRole('option')).toHaveCount(1);
});
