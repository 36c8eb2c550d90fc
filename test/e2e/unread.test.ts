import type { Locator, Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

test('what one has read is unread for a colleague, and each finds it so again after a restart', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  const marta = simulator.customer('+34600111222', { pushname: 'Marta Vidal' });
  let [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  let anasPage = await ana.mainWindow();
  let bilalsPage = await bilals.mainWindow();

  await test.step('both are set up, and two messages come in: for both of them', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
    await marta.says('Do you deliver on Saturdays?');
    await marta.says('It is for twenty people');
    for (const page of [anasPage, bilalsPage]) await expect(badge(page)).toHaveText('2');
  });

  await test.step('Ana opens it, with a line above what was unread: it stays unread for Bilal', async () => {
    await row(anasPage).click();
    await expect(badge(anasPage)).toBeHidden();
    await expect(anasPage.getByRole('log').getByRole('separator')).toHaveText('Unread');
    await photograph(anasPage, 'line');
    await expect(inbox(anasPage, 'Inbox')).toBeVisible();
    await expect(badge(bilalsPage)).toHaveText('2');
    await expect(inbox(bilalsPage, 'Inbox, 1 unread conversation')).toBeVisible();
  });

  await test.step('Bilal reads it, and Ana puts it back for later: that is hers alone', async () => {
    await row(bilalsPage).click();
    await expect(badge(bilalsPage)).toBeHidden();
    await row(anasPage).click({ button: 'right' });
    await anasPage.getByRole('menuitem', { name: 'Mark as unread' }).click();
    await expect(badge(anasPage)).toHaveText('1');
    await expect(anasPage.getByRole('log')).toBeHidden();
    await photograph(anasPage, 'marked-unread');
    await expect(inbox(bilalsPage, 'Inbox')).toBeVisible();
  });

  await test.step('Ana names Bilal in a note: he finds it in a view of its own, and has seen it once he opens it', async () => {
    await bilalsPage.getByRole('button', { name: 'Close the conversation' }).click();
    await row(anasPage).click();
    await anasPage.getByRole('button', { name: 'Note', exact: true }).click();
    const note = noteField(anasPage);
    await note.pressSequentially('@bilal');
    await expect(anasPage.getByRole('option', { name: bilal.name, exact: true })).toBeVisible();
    await note.press('Enter');
    await note.pressSequentially('is that possible?');
    await note.press('Enter');
    const mark = row(bilalsPage).getByRole('img', { name: 'A note mentions you' });
    await expect(mark).toBeVisible();
    await bilalsPage.getByRole('button', { name: 'View: Open' }).click();
    await bilalsPage.getByRole('menuitem', { name: /^Mentions me\s*1$/ }).click();
    await photograph(bilalsPage, 'mentions');
    await row(bilalsPage).click();
    await expect(bilalsPage.getByRole('log')).toContainText('@Bilal Haddad is that possible?');
    await expect(mark).toBeHidden();
    await expect(row(bilalsPage)).toBeVisible();
    await row(anasPage).click({ button: 'right' });
    await anasPage.getByRole('menuitem', { name: 'Mark as unread' }).click();
  });

  await test.step('each finds it so again, and a note that was begun', async () => {
    await bilalsPage.getByRole('button', { name: 'Note', exact: true }).click();
    await noteField(bilalsPage).fill('Ask the driver first');
    await Promise.all([ana.quit(), bilals.quit()]);
    [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
    anasPage = await ana.mainWindow();
    bilalsPage = await bilals.mainWindow();
    await expect(badge(anasPage)).toHaveText('1');
    await expect(row(bilalsPage)).toBeVisible();
    await expect(badge(bilalsPage)).toBeHidden();
    await expect(inbox(bilalsPage, 'Inbox')).toBeVisible();
    await row(bilalsPage).click();
    await expect(noteField(bilalsPage)).toHaveValue('Ask the driver first');
  });
});

function row(page: Page): Locator {
  return page.getByRole('option', { name: /Marta Vidal/ });
}

function badge(page: Page): Locator {
  return row(page).getByRole('img', { name: /unread/ });
}

function noteField(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Note about Marta Vidal' });
}

/** What the rail says of the inbox. */
function inbox(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true });
}
