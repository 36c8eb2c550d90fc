import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { MongoClient, ObjectId } from 'mongodb';
import pg from 'pg';
import { databaseOf } from '../../src-main/store/mongo/mongo-connection.ts';
import type { Databases } from '../support/databases/start-databases.ts';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { expect, test } from './fixtures.ts';

/** More than the palette keeps at hand. */
const CROWD = 210;

const goTo = (page: Page, area: string): Promise<void> =>
  page.getByRole('navigation').getByRole('button', { name: area }).click();

/** So many conversations and leads that are newer than all that there are; nobody can read what they are called. */
async function crowdIn({ mongodbUrl, postgresUrl }: Databases): Promise<void> {
  const client = await MongoClient.connect(mongodbUrl);
  const conversations = databaseOf(client, mongodbUrl).collection('conversations');
  const [pattern] = await conversations.find({ leadId: { $exists: false } }).toArray();
  await conversations.insertMany(
    Array.from({ length: CROWD }, (_, index) => ({
      ...pattern,
      _id: new ObjectId(),
      conversationId: randomUUID(),
      whatsappId: String(index).padStart(22, 'x'),
      lastMessageAt: new Date(Date.now() + 60_000 + index),
      searchTokens: [],
      unread: [],
    })),
  );
  await client.close();
  const postgres = new pg.Client({ connectionString: postgresUrl });
  await postgres.connect();
  await postgres.query(
    `INSERT INTO leads (object_id, conversation_id, message_id, contact_name, reasons, excerpt,
       stage, source, created_at, updated_by)
     SELECT lpad(to_hex(number), 24, '0'), gen_random_uuid(), message_id, contact_name, reasons,
       excerpt, stage, source, now() + interval '1 minute', updated_by
     FROM leads, generate_series(1, ${CROWD}) AS number`,
  );
  await postgres.end();
}

test('an old conversation, a group and a lead are found by their names, however many are newer', async ({
  launch,
  databases,
  simulator,
  photograph,
}) => {
  const lia = simulator.customer('+34600111333', { pushname: 'Lia Ferrer Peña' });
  const nuria = simulator.customer('+34600111444', { pushname: 'Núria Camps' });
  await lia.meets();
  await nuria.meets();
  await simulator.group('120363000000000001@g.us', 'Harvest festival', [lia, nuria]);
  const desk = await launch();
  const page = await desk.mainWindow();
  await goThroughFirstRun(page, databases);
  await linkAccount(desk, page, simulator);
  await lia.says('Do you bake with almonds?');
  await lia.says('Who brings the tables?', { group: '120363000000000001@g.us' });
  await nuria.says('How much is the velvet armchair?');
  for (const name of [/Lia Ferrer/, /Harvest festival/, /Núria Camps/]) {
    await expect(page.getByRole('option', { name })).toBeVisible();
  }
  await goTo(page, 'Leads');
  await expect(page.getByRole('button', { name: /^Núria Camps/ })).toHaveCount(1);
  await crowdIn(databases);

  const field = page.getByRole('combobox', { name: 'What to find or do' });
  const found = (kind: string, name: RegExp) =>
    page.getByRole('group', { name: kind, exact: true }).getByRole('option', { name });
  const find = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k');
    await expect(field).toBeFocused();
    await page.keyboard.type(words);
  };

  await test.step('in the palette: a person by the second name, without the accent', async () => {
    await find('pena');
    const row = found('Conversations', /Lia Ferrer Peña/);
    await expect(row.locator('mark')).toHaveText('Peña');
    await photograph(page, 'palette');
    await row.click();
    await expect(page.getByRole('region', { name: 'Lia Ferrer Peña' })).toBeVisible();
  });

  await test.step('a group, and a lead', async () => {
    await find('fest harv');
    await expect(found('Conversations', /Harvest festival/)).toBeVisible();
    await page.keyboard.press('Escape');
    await find('nuria');
    await expect(found('Leads', /Núria Camps/)).toBeVisible();
  });

  await test.step('and all of it on the search page, above the messages', async () => {
    await page.keyboard.press('Control+Enter');
    const names = page.getByRole('region', { name: 'What is called so' });
    for (const kind of ['Conversations', 'Contacts', 'Leads']) {
      const group = names.getByRole('group', { name: kind, exact: true });
      await expect(group.getByRole('button', { name: /Núria Camps/ })).toBeVisible();
    }
    await photograph(page, 'search-page');
    await names
      .getByRole('group', { name: 'Conversations', exact: true })
      .getByRole('button', { name: /Núria Camps/ })
      .click();
    await expect(page.getByRole('region', { name: 'Núria Camps' })).toBeVisible();
  });
});

test('a label is renamed, and everything that names it follows', async ({
  linkedDesk: { page },
  simulator,
  photograph,
}) => {
  await simulator.customer('+34600111333', { pushname: 'Lia Ferrer' }).says('The blue one, please');
  const row = page.getByRole('option', { name: /Lia Ferrer/ });
  await row.click();
  const log = page.getByRole('log');
  const bubble = log.getByTestId('message').filter({ hasText: 'The blue one' });

  await test.step('it is on a conversation and a message, and is not to be announced', async () => {
    await page.getByRole('button', { name: 'Labels' }).click();
    await page.getByPlaceholder('Enter adds a label').fill('urgent');
    await page.keyboard.press('Enter');
    await expect(row.getByText('urgent', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByPlaceholder('Enter adds a label')).toBeHidden();
    await bubble
      .locator('xpath=..')
      .getByRole('button', { name: 'What can be done with this message' })
      .click();
    await page.getByRole('menuitem', { name: 'Tags …' }).click();
    await page.getByRole('dialog').getByLabel('Tags', { exact: true }).fill('urgent');
    await page.getByRole('button', { name: 'Keep the tags' }).click();
    await expect(log.getByText('urgent', { exact: true })).toBeVisible();
    await goTo(page, 'Settings');
    await page.getByLabel('Labels that are not announced').first().click();
    await page.getByRole('option', { name: 'urgent' }).click();
    await page.keyboard.press('Escape');
  });

  await test.step('renamed, it is so in the settings, on the conversation and on the message', async () => {
    const labels = page.getByRole('region', { name: 'Labels' });
    await labels.getByRole('button', { name: 'Change urgent' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name' }).fill('at once');
    await dialog.getByRole('button', { name: 'Save' }).click();
    const notifications = page.getByRole('region', { name: 'Notifications' });
    await expect(notifications.getByText('at once', { exact: true }).first()).toBeVisible();
    await photograph(page, 'settings');
    await goTo(page, 'Inbox');
    await expect(row.getByText('at once', { exact: true })).toBeVisible();
    await expect(log.getByText('at once', { exact: true })).toBeVisible();
  });

  await test.step('the search finds the message by the new tag, and keeps to it when one comes back', async () => {
    await goTo(page, 'Search');
    const tag = page.getByRole('combobox', { name: 'Tag' });
    await tag.selectOption('at once');
    const hit = page.getByTestId('hit');
    await expect(hit).toHaveCount(1);
    await expect(hit.getByText('at once', { exact: true })).toBeVisible();
    await photograph(page, 'tag');
    await hit.click();
    await expect(page.getByRole('region', { name: 'Lia Ferrer' })).toBeVisible();
    await goTo(page, 'Search');
    await expect(tag).toHaveValue('at once');
    await expect(hit).toHaveCount(1);
  });

  await test.step('deleted, it is gone from both', async () => {
    await goTo(page, 'Settings');
    const labels = page.getByRole('region', { name: 'Labels' });
    await labels.getByRole('button', { name: 'Delete at once' }).click();
    const dialog = page.getByRole('dialog');
    await expect(
      dialog.getByText(/1 conversation has it.*1 message has it as a tag/),
    ).toBeVisible();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await goTo(page, 'Inbox');
    await expect(row.getByText('at once', { exact: true })).toBeHidden();
    await expect(log.getByText('at once', { exact: true })).toBeHidden();
  });
});
