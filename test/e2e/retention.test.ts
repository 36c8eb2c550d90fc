import type { Page } from '@playwright/test';
import { MongoClient } from 'mongodb';
import { SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { goThroughFirstRun, linkAccount, PASSPHRASE } from '../support/desk/new-user.ts';
import { goTo } from '../support/desk/sign-in.ts';
import { expect, test } from './fixtures.ts';

const DAY_S = 86_400;
/** A desktop looks for what is past three minutes after its start. */
const RUN_MS = 270_000;
const rowOf = (page: Page, name: string) =>
  page.getByRole('listbox').getByRole('option').filter({ hasText: name });

test('a policy says what would go before it is set, then it goes, and who is held keeps everything', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  test.setTimeout(560_000);
  await simulator.load(
    [
      {
        id: 'goes',
        turns: [
          { from: 'customer', text: 'The zanahoria came early.' },
          { from: 'agent', text: 'Thanks for telling us.' },
        ],
      },
      { id: 'held', turns: [{ from: 'customer', text: 'The berenjena came late.' }] },
    ],
    { startAt: Math.floor(Date.now() / 1000) - 40 * DAY_S },
  );
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  const card = (name: string) => page.getByRole('region', { name, exact: true });
  const all = card('Keeping data').getByRole('list', { name: 'Messages' }).getByRole('listitem');

  await test.step('Bruno is held, with a reason, and his conversation says so', async () => {
    await expect(page.getByRole('option')).toHaveCount(2);
    await rowOf(page, 'Bruno').click();
    await page.keyboard.press('Control+Shift+P');
    const details = page.getByRole('complementary');
    await details.getByRole('button', { name: 'Open the contact card' }).click();
    const hold = page
      .getByRole('dialog', { name: 'Contact' })
      .getByRole('region', { name: 'Legal hold' });
    await hold.getByRole('button', { name: 'Place a hold…' }).click();
    const dialog = page.getByRole('dialog', { name: /^Hold everything of Bruno/ });
    await expect(dialog.getByRole('button', { name: 'Place the hold' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Complaint 118');
    await photograph(page, 'place-a-hold');
    await dialog.getByRole('button', { name: 'Place the hold' }).click();
    await expect(hold.getByRole('note', { name: 'Legal hold' })).toContainText('Complaint 118');
    await expect(hold).toContainText('Placed by Ana Salas');
    await page.keyboard.press('Escape');
    await goTo(page, 'Inbox');
    await expect(details.getByRole('note', { name: 'Legal hold' })).toContainText('Complaint 118');
    await photograph(page, 'held');
  });

  await test.step('the policy asks with numbers, from which the held are left out', async () => {
    await goTo(page, 'Settings');
    await page
      .getByRole('group', { name: 'Privacy and security' })
      .getByRole('link', { name: 'Keeping data' })
      .click();
    await expect(all).toContainText('Kept');
    await all.getByRole('button', { name: /^Messages, All: change/ }).click();
    const dialog = page.getByRole('dialog', { name: 'How long: Messages' });
    await dialog.getByLabel('What happens').selectOption('Deleted after a number of days');
    await dialog.getByLabel('Days').fill('30');
    await dialog.getByRole('button', { name: 'See what goes' }).click();
    const question = dialog.getByRole('alert');
    await expect(question).toContainText('This deletes data for good');
    await expect(question.getByRole('listitem').first()).toContainText('2 messages');
    await photograph(page, 'question');
    await dialog.getByRole('button', { name: 'Save and delete' }).click();
    await expect(dialog).toBeHidden();
    await expect(all).toContainText('30 days');
    await expect(all).toContainText('Set by Ana Salas');
    await expect(card('Legal holds').getByRole('listitem')).toContainText('Complaint 118');
  });

  await test.step('what is past goes by itself, and the report says so', async () => {
    const runs = card('Keeping data').getByRole('list', { name: 'What went by itself' });
    await expect(runs.getByRole('listitem')).toContainText('Done', { timeout: RUN_MS });
    await expect(runs.getByRole('listitem')).toContainText('2 messages');
    await expect(runs.getByRole('listitem')).toContainText('1 conversation kept by a hold');
    await photograph(page, 'run');
    await goTo(page, 'Inbox');
    await expect(rowOf(page, 'Bruno')).toBeVisible();
    await rowOf(page, 'Bruno').click();
    await expect(page.getByRole('log').getByText('The berenjena came late.')).toBeVisible();
    // The conversation is of today, and its history may still be read: it stays for now, and has nothing in it.
    await expect(rowOf(page, 'Ana Álvarez')).toContainText('No messages yet');
    await expect(rowOf(page, 'Ana Álvarez')).not.toContainText('waits');
  });

  await test.step('in the database is what he wrote, and nothing else', async () => {
    const client = await MongoClient.connect(databases.mongodbUrl);
    const workspace = await SealedWorkspace.open(client.db(), PASSPHRASE);
    const texts = (await workspace.messages()).map(({ content }) => content);
    await client.close();
    expect(texts).toEqual(['The berenjena came late.']);
  });

  await test.step('the hold is lifted after a question', async () => {
    await goTo(page, 'Settings');
    const holds = card('Legal holds');
    await holds.getByRole('button', { name: /^Lift the hold of Bruno/ }).click();
    await page
      .getByRole('dialog', { name: /^Lift the hold of Bruno/ })
      .getByRole('button', { name: 'Lift the hold' })
      .click();
    await expect(holds).toContainText('Nobody is held.');
  });
});
