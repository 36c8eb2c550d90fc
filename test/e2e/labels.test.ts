import type { Locator, Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const goTo = (page: Page, area: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: area }).click();
const rowOf = (page: Page): Locator => page.getByRole('option', { name: /Marta Vidal/ });
const chip = (page: Page, label: string): Locator => rowOf(page).getByText(label, { exact: true });
const cardOf = (page: Page): Locator => page.getByRole('region', { name: 'Labels' });
const colourOf = (of: Locator): Promise<string> =>
  of.evaluate((element) => element.style.background);

test('a label that is made on one desktop has its colour on the other, and is renamed and deleted there', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const anasPage = await ana.mainWindow();
  const bilalsPage = await bilals.mainWindow();
  await goThroughFirstRun(anasPage, databases);
  await linkAccount(ana, anasPage, simulator);
  await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
  await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
  await simulator.customer('+34600111222', { pushname: 'Marta Vidal' }).says('Do you deliver?');

  await test.step('Ana makes it in the settings, and Bilal chooses it for a conversation', async () => {
    await goTo(anasPage, 'Settings');
    await cardOf(anasPage).getByRole('button', { name: 'New label' }).click();
    const dialog = anasPage.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('urgent');
    await dialog.getByText('Violet').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await rowOf(bilalsPage).click();
    await bilalsPage.getByRole('button', { name: 'Labels' }).click();
    await bilalsPage.getByPlaceholder('Enter adds a label').press('ArrowDown');
    await bilalsPage.getByRole('option', { name: 'urgent', exact: true }).click();
    await bilalsPage.keyboard.press('Escape');
    await expect(bilalsPage.getByPlaceholder('Enter adds a label')).toBeHidden();
    await expect.poll(() => colourOf(chip(bilalsPage, 'urgent'))).toBe('var(--desk-avatar-7)');
    await photograph(bilalsPage, 'on-the-other-desktop');
  });

  await test.step('one that is typed on a conversation is a label of the team', async () => {
    await bilalsPage.getByRole('button', { name: 'Labels' }).click();
    await bilalsPage.getByPlaceholder('Enter adds a label').fill('wedding');
    await bilalsPage.keyboard.press('Enter');
    await expect(cardOf(anasPage).getByRole('listitem')).toHaveCount(2);
    await cardOf(anasPage).getByRole('button', { name: 'Move wedding up' }).focus();
    await anasPage.keyboard.press('Enter');
    await expect(cardOf(anasPage).getByRole('listitem').first()).toContainText('wedding');
    await expect(cardOf(anasPage).getByRole('button', { name: 'Move wedding up' })).toBeFocused();
  });

  await test.step('Ana gives it another name and colour, and Bilal sees both', async () => {
    await cardOf(anasPage).getByRole('button', { name: 'Change urgent' }).click();
    const dialog = anasPage.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('WEDDING');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('There is already a label with this name.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Name' }).fill('at once');
    await dialog.getByText('Olive').click();
    await photograph(anasPage, 'changing');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => colourOf(chip(bilalsPage, 'at once'))).toBe('var(--desk-avatar-8)');
  });

  await test.step('deleted, it is gone from the conversation', async () => {
    await cardOf(anasPage).getByRole('button', { name: 'Delete at once' }).click();
    const dialog = anasPage.getByRole('dialog');
    await expect(dialog.getByText('1 conversation has it.')).toBeVisible();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(chip(bilalsPage, 'at once')).toBeHidden();
    await expect(chip(bilalsPage, 'wedding')).toBeVisible();
  });
});

test('the navigation of the settings says which section is being read', async ({
  linkedDesk: { page },
}) => {
  await goTo(page, 'Settings');
  const navigation = page.getByRole('navigation', { name: 'Sections of the settings' });
  const current = navigation.locator('[aria-current]');
  await expect(current).toHaveText('Appearance');
  await page.getByRole('region', { name: 'Quick replies' }).hover();
  await page.mouse.wheel(0, 40);
  await expect(current).not.toHaveText('Appearance');
  await navigation.getByRole('link', { name: 'About' }).focus();
  await page.keyboard.press('Enter');
  await expect(current).toHaveText('About');
  await page.keyboard.press('Home');
  await expect(current).toHaveText('Appearance');
});
