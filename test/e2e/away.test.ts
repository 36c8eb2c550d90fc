import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { goThroughFirstRun, linkAccount } from '../support/desk/new-user.ts';
import { FlakyProxy } from '../support/flaky-proxy.ts';
import { expect, test } from './fixtures.ts';

const RECOVERY_MS = 60_000;

for (const { who, said, isMongoAway, isPostgresAway } of [
  {
    who: 'the databases are',
    said: 'The databases cannot be reached.',
    isMongoAway: true,
    isPostgresAway: true,
  },
  {
    who: 'MongoDB alone is',
    said: 'MongoDB cannot be reached.',
    isMongoAway: true,
    isPostgresAway: false,
  },
  {
    who: 'PostgreSQL alone is',
    said: 'PostgreSQL cannot be reached.',
    isMongoAway: false,
    isPostgresAway: true,
  },
]) {
  test(`${who} away when the app starts: it opens, and everything catches up`, async ({
    launch,
    databases,
    simulator,
    photograph,
  }) => {
    const mongo = await FlakyProxy.before(databases.mongodbUrl);
    const postgres = await FlakyProxy.before(databases.postgresUrl);
    const first = await launch();
    const before = await first.mainWindow();
    await goThroughFirstRun(before, { mongodbUrl: mongo.url, postgresUrl: postgres.url });
    await linkAccount(first, before, simulator);
    const customer = simulator.customer('+34600111222', { pushname: 'Marta' });
    await customer.says('before the night');
    await before.getByRole('option', { name: /Marta/ }).click();
    await expect(before.getByRole('log').getByText('before the night')).toBeVisible();
    await first.quit();

    if (isMongoAway) mongo.proxy.cut();
    if (isPostgresAway) postgres.proxy.cut();
    const desk = await launch();
    const page = await desk.mainWindow();
    await page.getByRole('option', { name: /Marta/ }).click({ timeout: RECOVERY_MS });
    const thread = page.getByRole('log');
    await expect(thread.getByText('before the night')).toBeVisible();
    await expect(page.getByText(said)).toBeVisible();
    await expect(page.getByText('what this computer remembers')).toBeVisible();

    await customer.says('in the dark, how much is the cake?');
    const composer = page.getByRole('textbox', { name: /Message to Marta/ });
    await composer.fill('answered in the dark');
    await composer.press('Enter');
    await expect(
      page.getByRole('article').filter({ hasText: 'answered in the dark' }),
    ).toBeVisible();
    await photograph(page, 'away');

    mongo.proxy.mend();
    postgres.proxy.mend();
    await expect(thread.getByText('in the dark, how much is the cake?')).toBeVisible({
      timeout: RECOVERY_MS,
    });
    const answer = page.getByRole('article').filter({ hasText: 'answered in the dark' });
    await expect(answer.getByRole('img', { name: 'Delivered' })).toBeVisible({
      timeout: RECOVERY_MS,
    });
    await expect(page.getByText('what this computer remembers')).toBeHidden();
    const book = await simulator.book();
    const written = book.chats.flatMap((chat) => chat.messages.map(({ id }) => id));
    expect(written).toHaveLength(3);
    await expect
      .poll(() => storedMessageIds(databases.mongodbUrl), { timeout: RECOVERY_MS })
      .toEqual(written.toSorted());
    await desk.quit();
    await mongo.proxy.stop();
    await postgres.proxy.stop();
  });
}

/** The ids of all messages in the database, as often as each is there. */
async function storedMessageIds(mongodbUrl: string): Promise<string[]> {
  const client = await MongoClient.connect(mongodbUrl);
  try {
    const db = client.db();
    const collections = await db.listCollections({ name: /^messages/ }).toArray();
    const found = await Promise.all(
      collections.map(({ name }) => db.collection(name).find().toArray()),
    );
    return z
      .array(z.object({ messageId: z.string() }))
      .parse(found.flat())
      .map(({ messageId }) => messageId)
      .toSorted();
  } finally {
    await client.close();
  }
}
