import type { Page } from '@playwright/test';
import { bilal, goThroughFirstRun, linkAccount, PASSPHRASE } from '../support/desk/new-user.ts';
import { choosePassword, goTo, unlock } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const BILALS = 'nobody guesses this';
const PRIVATE = 'The cake is for my mother';

test('a colleague is invited, may do what an agent may, and a lost desktop is shut out', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  test.setTimeout(300_000);
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const anasPage = await ana.mainWindow();
  const bilalsPage = await bilals.mainWindow();
  let code = '';

  await test.step('Ana makes the workspace: she owns it, and chooses a password', async () => {
    await goThroughFirstRun(anasPage, databases);
    await linkAccount(ana, anasPage, simulator);
    await simulator.customer('+34600111222', { pushname: 'Marta Vidal' }).says(PRIVATE);
    await expect(rowOf(anasPage)).toBeVisible();
    await choosePassword(anasPage);
  });

  await test.step('locked, nothing of a customer is on the page', async () => {
    await rowOf(anasPage).click();
    await expect(anasPage.getByRole('log').getByText(PRIVATE)).toBeVisible();
    await anasPage.keyboard.press('ControlOrMeta+Shift+L');
    await expect(anasPage.getByTestId('lock')).toBeVisible();
    await photograph(anasPage, 'locked');
    expect(await anasPage.content()).not.toMatch(/Marta|cake/);
    const answer = await anasPage.evaluate(() =>
      window.alexia.invoke('conversation.list', { limit: 5 }),
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'signed_out' } });
    await anasPage.getByLabel('Password', { exact: true }).fill('not the one');
    await anasPage.getByRole('button', { name: 'Unlock' }).click();
    await expect(anasPage.getByRole('alert')).toContainText('This is not the password');
    await unlock(anasPage);
    await expect(rowOf(anasPage)).toBeVisible();
  });

  await test.step('she invites Bilal', async () => {
    await goTo(anasPage, 'Settings');
    const people = anasPage.getByRole('region', { name: 'People and roles' });
    await people.getByRole('button', { name: 'Invite…' }).click();
    const dialog = anasPage.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('E-mail').fill(bilal.email);
    await photograph(anasPage, 'invite');
    await dialog.getByRole('button', { name: 'Make a code' }).click();
    code = await anasPage.getByTestId('issued-code').innerText();
    expect(code).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    await photograph(anasPage, 'code');
    await anasPage.getByRole('button', { name: 'Done' }).click();
    await expect(people.getByRole('list', { name: 'Invitations' })).toContainText(bilal.email);
  });

  await test.step('without the code nobody comes in, with it he does', async () => {
    await fillFirstRun(bilalsPage, databases);
    await expect(bilalsPage.getByRole('alert')).toContainText('A code is needed');
    await photograph(bilalsPage, 'invitation-needed');
    await bilalsPage.getByLabel('Code of your invitation').fill(code.toLowerCase());
    await bilalsPage.getByLabel('New password', { exact: true }).fill(BILALS);
    await bilalsPage.getByRole('button', { name: 'Set up' }).click();
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click({ timeout: 60_000 });
    await expect(rowOf(bilalsPage)).toBeVisible({ timeout: 20_000 });
  });

  await test.step('an agent is offered what he may do, and refused the rest', async () => {
    await goTo(bilalsPage, 'Settings');
    const sections = bilalsPage.getByRole('navigation', { name: 'Sections of the settings' });
    await expect(bilalsPage.getByText('Some settings are for managers or owners')).toBeVisible();
    await expect(sections.getByRole('link', { name: 'Labels' })).toBeHidden();
    await expect(sections.getByRole('link', { name: 'Desktops' })).toBeHidden();
    const people = bilalsPage.getByRole('region', { name: 'People and roles' });
    await expect(people.getByRole('listitem').filter({ hasText: bilal.email })).toContainText(
      'Agent',
    );
    await expect(people.getByRole('combobox')).toHaveCount(0);
    await people.scrollIntoViewIfNeeded();
    await photograph(bilalsPage, 'an-agents-settings');
    for (const [page, files] of [
      [bilalsPage, 0],
      [anasPage, 1],
    ] as const) {
      await goTo(page, 'Contacts');
      await expect(page.getByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
      await expect(page.getByRole('button', { name: 'Import and export' })).toHaveCount(files);
    }
    await goTo(anasPage, 'Settings');
    // Whatever a page asks for, main decides.
    const answer = await bilalsPage.evaluate(async () => {
      const me = await window.alexia.invoke('access.get', {});
      if (!me.ok) return me;
      const { userId } = me.value;
      return window.alexia.invoke('member.setRole', { userId, role: 'owner' });
    });
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
  });

  await test.step('who may only read has no field to write in', async () => {
    await goTo(bilalsPage, 'Inbox');
    await rowOf(bilalsPage).click();
    await expect(bilalsPage.getByRole('textbox', { name: /^Message to Marta/ })).toBeVisible();
    const role = anasPage.getByRole('combobox', { name: `Role of ${bilal.name}` });
    await role.selectOption('Read only');
    await expect(bilalsPage.getByText('Your role is to read')).toBeVisible({ timeout: 40_000 });
    await expect(bilalsPage.getByRole('textbox', { name: /^Message to Marta/ })).toBeHidden();
    await photograph(bilalsPage, 'read-only');
    await role.selectOption('Agent');
    await expect(bilalsPage.getByRole('textbox', { name: /^Message to Marta/ })).toBeVisible();
  });

  await test.step('his desktop is lost: Ana shuts it out, and it has forgotten everything', async () => {
    const desktops = anasPage.getByRole('region', { name: 'Desktops' });
    await desktops.getByRole('button', { name: new RegExp(`of ${bilal.name}$`) }).click();
    const dialog = anasPage.getByRole('dialog', { name: /^Shut out/ });
    await dialog.getByLabel('Workspace passphrase', { exact: true }).fill(PASSPHRASE);
    await photograph(anasPage, 'shut-out');
    await dialog.getByRole('button', { name: 'Shut it out' }).click();
    await expect(anasPage.getByText('The key is another one now')).toBeVisible();
    await photograph(anasPage, 'was-shut-out');
    await anasPage.getByRole('button', { name: 'Done' }).click();
    await expect(desktops).toContainText('Shut out');
    await photograph(anasPage, 'desktops');

    await expect(bilalsPage.getByText('This desktop was shut out of its workspace')).toBeVisible({
      timeout: 40_000,
    });
    await photograph(bilalsPage, 'was-shut-out-there');
    expect(await bilalsPage.content()).not.toMatch(/Marta|cake/);
    await bilals.quit();
    const again = await launch({ folder: otherFolder });
    await expect((await again.mainWindow()).getByLabel('Your name')).toBeVisible();
    await again.quit();
  });

  await test.step('Ana’s own goes on', async () => {
    await goTo(anasPage, 'Inbox');
    await rowOf(anasPage).click();
    await expect(anasPage.getByRole('log').getByText(PRIVATE)).toBeVisible();
    await simulator.customer('+34600111222').says('And for Sunday');
    await expect(anasPage.getByRole('log').getByText('And for Sunday')).toBeVisible();
  });
});

function rowOf(page: Page) {
  return page.getByRole('option', { name: /Marta Vidal/ });
}

/** As `goThroughFirstRun`, where it does not succeed. */
async function fillFirstRun(
  page: Page,
  stores: { mongodbUrl: string; postgresUrl: string },
): Promise<void> {
  await page.getByLabel('Your name').fill(bilal.name);
  await page.getByLabel('E-mail').fill(bilal.email);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('radio', { name: /team’s servers/ }).click();
  await page.getByLabel('MongoDB address').fill(stores.mongodbUrl);
  await page.getByLabel('PostgreSQL address').fill(stores.postgresUrl);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Workspace passphrase', { exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Set up' }).click();
}
