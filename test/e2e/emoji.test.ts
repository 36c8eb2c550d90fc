import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const field = (page: Page) => page.getByRole('textbox', { name: /^Message to/ });
const picker = (page: Page) => page.getByRole('searchbox', { name: 'Search emoji' });

test('an emoji is found by name with the keyboard, in a text and as a reaction, without the network', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const asked = await simulator
    .customer('34600111222', { name: 'Ana García', pushname: 'Ana' })
    .says('It arrived!');
  await page.getByRole('option').filter({ hasText: 'Ana García' }).click();

  await field(page).fill('Good  news');
  await field(page).evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(5, 5));
  await page.getByRole('button', { name: 'Emoji', exact: true }).click();
  await expect(picker(page)).toBeFocused();
  await expect(page.getByRole('gridcell').first()).toBeVisible();
  await photograph(page, 'picker');
  await page.keyboard.type('party popper');
  await expect(page.getByText('party popper').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('Good 🎉 news');
  // The caret is behind it.
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('!');
  await expect(field(page)).toHaveValue('Good 🎉! news');

  const message = page.locator(`article[data-message-id="${asked}"]`);
  await message.hover();
  await message
    .locator('..')
    .getByRole('button', { name: 'What can be done with this message' })
    .click();
  await page.getByRole('menuitem', { name: 'React with another emoji' }).click();
  await expect(page.getByRole('group', { name: 'Chosen last' })).toContainText('🎉');
  await expect(picker(page)).toBeFocused();
  await page.keyboard.type('hot dog');
  await expect(page.getByText('hot dog').first()).toBeVisible();
  await photograph(page, 'reaction');
  await page.keyboard.press('Enter');
  const reactions = message.locator('../..').getByTestId('reactions');
  await expect(reactions.getByRole('listitem', { name: '🌭 You' })).toBeVisible();
  expect(requests.filter((url) => !/^(?:app|alexia[\w-]*|data|blob):/.test(url))).toEqual([]);
});

test('a picture that is attached is seen before it is sent', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator
    .customer('34600111222', { name: 'Ana García', pushname: 'Ana' })
    .says('Do you have a photo?');
  await page.getByRole('option').filter({ hasText: 'Ana García' }).click();
  const buffer = await readFile(new URL('../../resources/icon.png', import.meta.url));
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'lamp.png', mimeType: 'image/png', buffer });
  const picture = page.getByRole('list', { name: 'Files to send' }).locator('img');
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalHeight))
    .toBe(96);
  await photograph(page, 'picture');
});
