import type { Locator, Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

const MARTA = '+34600111222';

test('colleagues see each other in a conversation, and nobody answers twice unasked', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const marta = simulator.customer(MARTA, { pushname: 'Marta Vidal' });
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const anasPage = await ana.mainWindow();
  const bilalsPage = await bilals.mainWindow();

  await test.step('both are set up, and the account runs on Ana’s desktop', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
    await marta.says('Do you deliver on Saturdays?');
  });

  await test.step('who looks at it is seen in the list and above the thread', async () => {
    await rowOf(bilalsPage).click();
    await expect(
      rowOf(anasPage).getByRole('img', { name: 'Bilal Haddad is looking' }),
    ).toBeVisible();
    await rowOf(anasPage).click();
    await expect(headOf(anasPage)).toContainText('Bilal Haddad is looking');
    await expect(headOf(bilalsPage)).toContainText('Ana Salas is looking');
  });

  await test.step('who types is seen there and above the field, and so is that they stopped', async () => {
    await fieldOf(bilalsPage).pressSequentially('Yes');
    await expect(headOf(anasPage)).toContainText('Bilal Haddad is typing…');
    await expect(anasPage.getByRole('status').getByText('Bilal Haddad is typing…')).toBeVisible();
    await photograph(anasPage, 'typing');
    await fieldOf(bilalsPage).fill('');
    await expect(headOf(anasPage)).toContainText('Bilal Haddad is looking');
  });

  await test.step('the colleague takes the conversation on: both see it', async () => {
    await bilalsPage.getByRole('button', { name: 'Assign' }).click();
    await bilalsPage.getByRole('menuitem', { name: bilal.name }).click();
    for (const page of [bilalsPage, anasPage]) {
      await expect(
        rowOf(page).getByRole('img', { name: `Looked after by ${bilal.name}` }),
      ).toBeVisible();
    }
  });

  await test.step('somebody answers while Ana writes: she is asked before hers goes, and nothing is lost', async () => {
    await fieldOf(anasPage).fill('On Saturdays, too');
    await simulator.phone.says(MARTA, 'Yes, until two o’clock');
    await expect(anasPage.getByRole('log').getByText('Yes, until two o’clock')).toBeVisible();
    await fieldOf(anasPage).press('Enter');
    const warning = anasPage.getByRole('alertdialog', { name: /Somebody with the phone answered/ });
    await expect(warning).toContainText('Yes, until two o’clock');
    await expect(warning.getByRole('button', { name: 'Look first' })).toBeFocused();
    await photograph(anasPage, 'answered-meanwhile');
    // Enter once too often sends nothing.
    await anasPage.keyboard.press('Enter');
    await expect(warning).toBeHidden();
    await expect(fieldOf(anasPage)).toHaveValue('On Saturdays, too');
    await expect(fieldOf(anasPage)).toBeFocused();
  });

  await test.step('after another answer she sends hers all the same, by the keyboard', async () => {
    await simulator.phone.says(MARTA, 'And on Sundays we are closed');
    await expect(anasPage.getByRole('log').getByText('And on Sundays we are closed')).toBeVisible();
    await anasPage.keyboard.press('Enter');
    await expect(anasPage.getByRole('alertdialog')).toBeVisible();
    await anasPage.keyboard.press('Tab');
    await anasPage.keyboard.press('Enter');
    const answer = anasPage.getByRole('article').filter({ hasText: 'On Saturdays, too' });
    await expect(answer.getByRole('img', { name: 'Delivered' })).toBeVisible();
    await expect(anasPage.getByRole('alertdialog')).toBeHidden();
    await expect(bilalsPage.getByRole('log').getByText('On Saturdays, too')).toBeVisible();
  });

  await test.step('a note names her: she sees it between the messages, and WhatsApp never does', async () => {
    await bilalsPage.getByRole('button', { name: 'Note', exact: true }).click();
    const note = bilalsPage.getByRole('textbox', { name: 'Note about Marta Vidal' });
    await note.pressSequentially('@ana');
    await expect(bilalsPage.getByRole('option', { name: 'Ana Salas', exact: true })).toBeVisible();
    await note.press('Enter');
    await note.pressSequentially('she wants an invoice');
    await photograph(bilalsPage, 'note');
    await note.press('Enter');
    for (const page of [bilalsPage, anasPage]) {
      const shown = page.getByRole('article', { name: 'Note by Bilal Haddad' });
      await expect(shown).toContainText('@Ana Salas she wants an invoice');
    }
    const seen = anasPage.getByRole('article', { name: 'Note by Bilal Haddad' });
    await expect(seen).toContainText('You were mentioned');
    await photograph(anasPage, 'mentioned');
    await bilalsPage.getByRole('button', { name: 'Delete the note' }).click();
    await expect(seen).toBeHidden();
    expect(JSON.stringify(await simulator.book())).not.toContain('she wants an invoice');
  });

  await test.step('who closes it is gone', async () => {
    await bilalsPage.getByRole('button', { name: 'Close the conversation' }).click();
    await expect(headOf(anasPage)).not.toContainText('is looking');
    await expect(rowOf(anasPage).getByRole('img', { name: /is looking/ })).toBeHidden();
  });
});

function rowOf(page: Page): Locator {
  return page.getByRole('option', { name: /Marta Vidal/ });
}

function headOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Marta Vidal' }).locator('header').first();
}

function fieldOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /Message to Marta Vidal/ });
}
