import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const field = (page: Page): Locator => page.getByRole('textbox', { name: /^Message to/ });
const row = (page: Page, name: string): Locator =>
  page.getByRole('option').filter({ hasText: name }).first();

test('what is typed and not sent is there again after the app was killed, and after it was quit', async ({
  linkedDesk: { desk, page },
  launch,
  simulator,
  photograph,
}) => {
  const asked = await simulator
    .customer('34600111222', { name: 'Ana García', pushname: 'Ana' })
    .says('Which lamp was it?');
  await simulator.customer('34600333444', { pushname: 'Eva' }).says('Hello');
  await row(page, 'Ana García').click();

  const message = page.locator(`article[data-message-id="${asked}"]`);
  await message.hover();
  await message
    .locator('..')
    .getByRole('button', { name: 'What can be done with this message' })
    .click();
  await page.getByRole('menuitem', { name: 'Answer' }).click();
  await field(page).pressSequentially('The green one, I think');
  // As long as it may take to be on the disk, and a little for the disk.
  await page.waitForTimeout(600);
  await desk.kill();

  const second = await launch();
  const reopened = await second.mainWindow();
  await expect(row(reopened, 'Ana García')).toContainText('Draft: The green one, I think');
  await photograph(reopened, 'draft-in-the-list');
  await row(reopened, 'Ana García').click();
  await expect(field(reopened)).toHaveValue('The green one, I think');
  await expect(reopened.getByText('Answer to: Which lamp was it?')).toBeVisible();
  // The open conversation shows what was said last: what is written stands in its field.
  await expect(row(reopened, 'Ana García')).not.toContainText('Draft');

  await row(reopened, 'Eva').click();
  await field(reopened).fill('Good morning, Eva');
  // At once: nothing waits for what is typed to be kept.
  await second.quit();
  const third = await launch();
  const last = await third.mainWindow();
  await expect(row(last, 'Eva')).toContainText('Draft: Good morning, Eva');
  await row(last, 'Ana García').click();
  await field(last).press('Enter');
  await expect(last.getByRole('article').filter({ hasText: 'The green one' })).toBeVisible();
  await row(last, 'Eva').click();
  await expect(row(last, 'Ana García')).not.toContainText('Draft');
});
