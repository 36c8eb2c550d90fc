import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Desk } from '../support/desk/launch-desk.ts';
import { bilal, goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { goTo } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const SECRET = 'My daughter marries in Zanahoria Square';
const row = (page: Page) => page.getByRole('option').filter({ hasText: 'Marta Vidal' });
/** Opens the card of whom the open conversation is with. */
async function openCard(page: Page) {
  await row(page).click();
  await page.keyboard.press('Control+1');
  const panel = page.getByRole('complementary');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+P');
  await panel.getByRole('button', { name: 'Open the contact card' }).click();
  return page.getByRole('dialog', { name: 'Contact' });
}

test('a person is exported, then erased, and no window shows them any more', async ({
  // Before the desktops, so that it is removed when they have ended.
  otherFolder,
  folder,
  launch,
  simulator,
  databases,
  photograph,
}) => {
  test.setTimeout(420_000);
  const [ana, bilals] = await Promise.all([launch(), launch({ folder: otherFolder })]);
  const [page, bilalsPage] = [await ana.mainWindow(), await bilals.mainWindow()];
  const file = join(folder, 'marta.zip');

  await test.step('two desktops show what she wrote', async () => {
    await goThroughFirstRun(page, databases);
    await linkAccount(ana, page, simulator);
    await goThroughFirstRun(bilalsPage, databases, undefined, bilal);
    await bilalsPage.getByRole('button', { name: 'Do this later' }).click();
    await simulator.customer('+34600111222', { pushname: 'Marta Vidal' }).says(SECRET);
    await simulator.customer('+34600333444', { pushname: 'Bruno' }).says('And I want bread.');
    await row(bilalsPage).click();
    await expect(bilalsPage.getByRole('log').getByText(SECRET)).toBeVisible();
  });

  await test.step('her data goes out, with a password that is typed twice', async () => {
    await savesAt(ana, file);
    const card = await openCard(page);
    await card.getByRole('button', { name: 'Export data…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export a person’s data' });
    const take = dialog.getByRole('button', { name: 'Choose where to…' });
    await dialog.getByLabel('Password of the file').fill('ten letters at least');
    await dialog.getByLabel('The same again').fill('something else');
    await expect(take).toBeDisabled();
    await dialog.getByLabel('The same again').fill('ten letters at least');
    await photograph(page, 'export');
    await take.click();
    await expect(dialog.getByRole('status')).toContainText('marta.zip is written', {
      timeout: 60_000,
    });
    await expect(dialog.getByRole('list', { name: 'What is in it' })).toContainText('Messages 1');
    await photograph(page, 'exported');
    expect(await beginningOf(file)).toMatch(/^PK/);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.keyboard.press('Escape');
  });

  await test.step('she is held, and cannot be erased until the hold is lifted', async () => {
    await goTo(page, 'Inbox');
    const card = await openCard(page);
    await card.getByRole('button', { name: 'Place a hold…' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('Complaint 118');
    await page.getByRole('button', { name: 'Place the hold' }).click();
    await card.getByRole('button', { name: 'Erase person…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase this person?' });
    await expect(dialog.getByRole('alert')).toContainText('Complaint 118');
    await expect(dialog.getByRole('button', { name: 'Go on…' })).toHaveCount(0);
    await photograph(page, 'held');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await card.getByRole('button', { name: /^Lift the hold/ }).click();
    await page.getByRole('button', { name: 'Lift the hold', exact: true }).click();
    await expect(card.getByRole('button', { name: 'Place a hold…' })).toBeVisible();
  });

  await test.step('she is erased after a second question', async () => {
    const card = page.getByRole('dialog', { name: 'Contact' });
    await card.getByRole('button', { name: 'Erase person…' }).click();
    const preview = page.getByRole('dialog', { name: 'Erase this person?' });
    await expect(preview.getByRole('list', { name: 'What goes' })).toContainText('Messages 1');
    await preview.getByLabel('Why').selectOption('Consent was withdrawn');
    await photograph(page, 'what-goes');
    await preview.getByRole('button', { name: 'Go on…' }).click();
    const question = page.getByRole('dialog', { name: 'Erase for good?' });
    const confirm = question.getByRole('button', { name: 'Erase for good' });
    await question.getByLabel(/to confirm$/).fill('Bruno');
    await expect(confirm).toBeDisabled();
    await question.getByLabel(/to confirm$/).fill('marta vidal');
    await confirm.click();
    const begun = page.getByRole('dialog', { name: 'Erasure' });
    await expect(begun).toContainText('nothing was found', { timeout: 120_000 });
    await photograph(page, 'erased');
    await begun.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('no window shows her any more, without being told to', async () => {
    for (const [name, each] of [
      ['Ana', page],
      ['Bilal', bilalsPage],
    ] as const) {
      await expect
        .poll(() => each.evaluate(() => document.body.textContent), { message: name })
        .not.toMatch(/Marta|Zanahoria/);
    }
    await goTo(page, 'Inbox');
    await expect(page.getByRole('option').filter({ hasText: 'Bruno' })).toBeVisible();
    await expect(row(page)).toHaveCount(0);
  });

  await test.step('the settings keep the certificate, and nothing of her', async () => {
    await goTo(page, 'Settings');
    const erasures = page.getByRole('region', { name: 'Erasures', exact: true });
    await expect(erasures.getByRole('listitem').first()).toContainText('Done');
    await savesAt(ana, join(folder, 'certificate.json'));
    await erasures.getByRole('button', { name: /as JSON$/ }).click();
    await expect.poll(() => beginningOf(join(folder, 'certificate.json'))).toMatch(/^\{/);
    await savesAt(ana, join(folder, 'certificate.pdf'));
    await erasures.getByRole('button', { name: /as PDF$/ }).click();
    await expect.poll(() => beginningOf(join(folder, 'certificate.pdf'))).toBe('%PDF');
    await photograph(page, 'erasures');
  });

  const archive = join(folder, 'business.zip');
  const data = page.getByRole('region', { name: 'Export and import' });

  await test.step('what is left goes out as a whole, and comes in again as what is there already', async () => {
    await savesAt(ana, archive);
    await data.getByRole('button', { name: 'Export a business…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export a business' });
    await dialog.getByLabel('Protect the file with a password').uncheck();
    await dialog.getByRole('button', { name: 'Choose where to…' }).click();
    await expect(dialog.getByRole('status')).toContainText('business.zip is written', {
      timeout: 60_000,
    });
    await photograph(page, 'business');
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    expect(await beginningOf(archive)).toMatch(/^PK/);
    await ana.app.evaluate(({ dialog: system }, filePath) => {
      system.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, archive);
    await data.getByRole('button', { name: 'Import…' }).click();
    const importing = page.getByRole('dialog', { name: 'Import an export' });
    await importing.getByRole('button', { name: 'Import', exact: true }).click();
    await expect(importing.getByRole('status')).toContainText('The export is imported');
    const known = importing.getByRole('list', { name: 'There already, by an import before' });
    await expect(known).toContainText('Messages 1');
    await photograph(page, 'imported');
    await importing.getByRole('button', { name: 'Close' }).last().click();
  });

  await test.step('a copy in which nobody is left is written and checked', async () => {
    const place = join(folder, 'copy');
    await savesAt(ana, place);
    const copies = page.getByTestId('anonymised-copy');
    await copies.getByRole('button', { name: 'Write a copy…' }).click();
    const question = page.getByRole('dialog', { name: 'Write an anonymised copy' });
    await photograph(page, 'copy-question');
    await question.getByRole('button', { name: 'Choose where…' }).click();
    await expect(copies.getByRole('status')).toContainText('nothing original was found in it', {
      timeout: 60_000,
    });
    await photograph(page, 'copy');
    const messages = await readFile(join(place, 'messages.ndjson'), 'utf8');
    expect(messages).toContain('incoming');
    expect(messages).not.toContain('bread');
  });
});

/** The next time the app asks where to, the answer is this. */
async function savesAt({ app }: Desk, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

/** The first four characters of a file; nothing while it is not there. */
async function beginningOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0));
  return bytes.subarray(0, 4).toString('latin1');
}
