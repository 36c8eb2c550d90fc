import { MongoClient } from 'mongodb';
import { countMessages, SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { PASSPHRASE } from '../support/desk/new-user.ts';
import { isFlawless, judge } from '../support/replay/judge.ts';
import { settled } from '../support/replay/settled.ts';
import { expect, test } from './fixtures.ts';

const CUSTOMERS = 60;
const HALF = 120;

test('the app is killed in a burst of new customers, the rest comes while it is down, and a third is read on the phone', async ({
  linkedDesk: { desk },
  launch,
  simulator,
  databases,
}) => {
  const numberOf = (index: number): string => String(34_600_200_000 + (index % CUSTOMERS));
  const say = (from: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: HALF }, (_, index) =>
        simulator
          .customer(numberOf(from + index), { pushname: `Customer ${(from + index) % CUSTOMERS}` })
          .says(`message ${from + index}`),
      ),
    );
  const mongo = await MongoClient.connect(databases.mongodbUrl);
  const db = mongo.db();

  const writing = say(0);
  await expect.poll(() => countMessages(db), { intervals: [5] }).toBeGreaterThan(10);
  await desk.kill();
  expect(await countMessages(db)).toBeLessThan(2 * HALF);
  await writing;
  await say(HALF);
  for (let index = 0; index < CUSTOMERS / 3; index++) {
    expect(await simulator.phone.reads(numberOf(index))).toBe(1);
  }
  await launch();
  await expect.poll(() => countMessages(db), { timeout: 90_000 }).toBe(2 * HALF);
  await settled(db);

  const book = await simulator.book();
  const verdict = await judge(book, await SealedWorkspace.open(db, PASSPHRASE));
  expect(verdict).toMatchObject({ sent: 2 * HALF, lost: 0, duplicated: 0, outOfOrder: 0 });
  expect(verdict.wrongCounters).toEqual([]);
  expect(isFlawless(verdict)).toBe(true);
  expect(await db.collection('conversations').countDocuments()).toBe(CUSTOMERS);
  const contacts = { lastInteractionAt: { $exists: true } };
  expect(await db.collection('whatsapp_contacts').countDocuments(contacts)).toBe(CUSTOMERS);
  // Nobody has looked at anything here, so no customer has seen blue ticks.
  expect(book.chats.reduce((sum, { seenByApp }) => sum + seenByApp, 0)).toBe(0);
  await mongo.close();
});
