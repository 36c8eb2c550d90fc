import type { Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { goTo } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const OFFER = 'Two loaves for the price of one.';
const open = (page: Page): Promise<void> =>
  page.getByRole('option').filter({ hasText: 'Marta Vidal' }).click();
const notice = (page: Page) => page.getByRole('note').filter({ hasText: 'No advertising' });

test('who writes STOP gets no advertising any more, on no desktop, and the team reads why', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  test.setTimeout(420_000);
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const [anasPage, bilalsPage] = [await ana.mainWindow(), await bilals.mainWindow()];
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });

  await test.step('Ana and Bilal see a customer write', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
    await marta.says('Do you have rye bread?');
    await open(anasPage);
    await open(bilalsPage);
  });

  await test.step('Ana keeps a quick reply that is advertising', async () => {
    await goTo(anasPage, 'Settings');
    const card = anasPage.getByRole('region', { name: 'Quick replies' });
    await card.getByRole('button', { name: 'New quick reply' }).click();
    const dialog = anasPage.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Shortcut' }).fill('offer');
    await dialog.getByRole('textbox', { name: 'Text' }).fill(OFFER);
    await dialog.getByRole('checkbox', { name: /This is advertising/ }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(card.getByRole('listitem')).toContainText('Advertising');
    await goTo(anasPage, 'Inbox');
  });

  await test.step('the customer writes STOP, and both desktops say so above the field', async () => {
    await expect(notice(anasPage)).toBeHidden();
    await marta.says('STOP');
    await expect(notice(anasPage)).toBeVisible();
    await expect(notice(bilalsPage)).toBeVisible();
    await photograph(anasPage, 'withdrawn');
  });

  await test.step('so does the card of the contact, on the other desktop, with the keyword', async () => {
    await bilalsPage.keyboard.press('Control+Shift+P');
    await bilalsPage.getByRole('button', { name: 'Open the contact card' }).click();
    const consent = bilalsPage
      .getByRole('dialog', { name: 'Contact' })
      .getByRole('region', { name: 'Consent' });
    const advertising = consent.getByRole('listitem').filter({ hasText: 'Advertising' });
    await expect(advertising).toContainText('Withdrawn');
    await expect(advertising).toContainText('by a keyword in a message');
    await photograph(bilalsPage, 'card');
  });

  await test.step('the offer does not go, and says why', async () => {
    const field = anasPage.getByRole('textbox', { name: /^Message to/ });
    await field.pressSequentially('/offer');
    await field.press('Tab');
    await expect(field).toHaveValue(OFFER);
    await field.press('Enter');
    const offer = anasPage.getByRole('article').filter({ hasText: OFFER });
    await expect(
      anasPage.getByText('It was not sent: this person wants no advertising.'),
    ).toBeVisible();
    // Nothing is lost: what she wrote stands in the field again.
    await expect(field).toHaveValue(OFFER);
    await photograph(anasPage, 'not-sent');
    // Something else goes, to the same person and after it.
    await field.fill('');
    await field.fill('We do, every day.');
    await field.press('Enter');
    await expect(
      anasPage
        .getByRole('article')
        .filter({ hasText: 'We do, every day.' })
        .getByRole('img', { name: /^(Sent|Delivered)/ }),
    ).toBeVisible();
    await expect(offer).toHaveCount(0);
  });
});
