import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { FileSpool } from '../../../src-main/outbox/file-spool.ts';
import { Outbox } from '../../../src-main/outbox/outbox.ts';
import { Governor } from '../../../src-main/pace/governor.ts';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../src-main/store/postgres/postgres-connection.ts';
import { postgresRateLimitStore } from '../../../src-main/store/postgres/postgres-rate-limit-store.ts';
import { ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { defaultPace } from '../../../src-preload/contract/pace.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { postgresServers } from '../../support/databases/postgres-servers.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { FakeAccount } from '../../unit/outbox/fake-account.ts';
import { ManualClock } from '../../unit/whatsapp/support/manual-clock.ts';
import { openPostgres, type OpenPostgres } from '../store/open-postgres.ts';

const HOUR = 60 * 60 * 1000;
const STEP = 5_000;
const MESSAGES = 500;
const LIMIT = 100;
const SEED = 20_261_128;
/** The colleague who writes from all three. */
const userId = UserId.parse('a'.repeat(24));

let open: OpenPostgres;
beforeAll(async () => {
  const [server] = postgresServers;
  if (!server) throw new Error('There is no PostgreSQL');
  open = await openPostgres(await server.start());
});
afterAll(() => open.close());

interface Desk {
  clock: ManualClock;
  outbox: Outbox;
  close(): Promise<void>;
}

it(`sends ${MESSAGES} messages from three desktops: never more than ${LIMIT} in any hour, all of them, none twice`, async () => {
  const random = seededRandom(SEED);
  const clocks = [0, 1, 2].map(() => new ManualClock());
  /** As the database's clock goes: it never goes back. */
  const databaseTime = () => Math.max(...clocks.map((clock) => clock.now()));
  const sent: { at: number; messageId: string }[] = [];
  const desks = await Promise.all(
    clocks.map((clock) => openDesk(clock, databaseTime, random, sent)),
  );
  const written = new Set<string>();
  for (let index = 0; index < MESSAGES; index++) {
    const desk = desks[index % 3];
    const { messageId } = (await desk?.outbox.enqueue(draft(index))) ?? { messageId: '' };
    written.add(messageId);
  }

  let passed = 0;
  while (desks.some(({ outbox }) => outbox.all().length > 0)) {
    if (passed > 8 * HOUR) throw new Error('Some are still there after eight hours');
    await Promise.all(clocks.map((clock) => clock.advance(STEP)));
    await Promise.all(desks.map(idle));
    passed += STEP;
  }
  await Promise.all(desks.map((desk) => desk.close()));

  expect(new Set(sent.map(({ messageId }) => messageId))).toEqual(written);
  expect(sent).toHaveLength(MESSAGES);
  const times = sent.map(({ at }) => at).sort((a, b) => a - b);
  const mostInAnHour = Math.max(
    ...times.map((end) => times.filter((at) => at > end - HOUR && at <= end).length),
  );
  console.log(
    `${sent.length} sent in ${(passed / HOUR).toFixed(2)} h, at most ${mostInAnHour} in any hour`,
  );
  expect(mostInAnHour).toBeLessThanOrEqual(LIMIT);
  // Four whole hours have to pass at this limit, and not many more.
  expect(passed).toBeGreaterThan(4 * HOUR);
  expect(passed).toBeLessThan(6 * HOUR);
}, 300_000);

async function openDesk(
  clock: ManualClock,
  databaseTime: () => number,
  random: () => number,
  sent: { at: number; messageId: string }[],
): Promise<Desk> {
  const folder = await dataFolder();
  const key = Buffer.alloc(32, 1);
  const database = await DeviceDatabase.open(join(folder.path, 'device'), key);
  const connection: PostgresConnection = await connectPostgres(open.url, () => {});
  const account = new FakeAccount();
  account.onSend = (message) => {
    const chance = random();
    // Now and then nothing goes, and now and then it went though an error is told.
    if (chance < 0.05) return new AppError('whatsapp_failed', 'The page went away');
    sent.push({ at: clock.now(), messageId: message.messageId });
    if (chance > 0.05 && chance < 0.1) {
      account.held.set(message.messageId, { ...message, ack: 1 });
      return new AppError('whatsapp_failed', 'The answer was lost');
    }
    return 'sent';
  };
  const log = recordedLog();
  const outbox = await Outbox.open({
    database,
    files: await FileSpool.open(join(folder.path, 'files'), key, clock),
    clock,
    log,
    pace: new Governor({
      rateLimits: postgresRateLimitStore(
        connection,
        () => sql<Date>`to_timestamp(${databaseTime()}::double precision / 1000)`,
      ),
      accountFacts: () => Promise.resolve({ perHour: 1_000, linkedAt: 0 }),
      hasAnswered: () => Promise.resolve(true),
      settings: () => ({
        ...defaultPace,
        userPerHour: LIMIT,
        recipientPerHour: 1_000,
        warmUpDays: 0,
      }),
      clock,
      random,
      log,
    }),
    clientOf: () => account,
    isBlocked: () => Promise.resolve(false),
    isWanted: () => Promise.resolve('goes'),
    statusOf: () => 'sent',
    onChanged: () => {},
    onRemoved: () => {},
    onSentLate: () => {},
    onAccepted: async () => {},
  });
  return {
    clock,
    outbox,
    close: async () => {
      await outbox.stop();
      await database.close();
      await connection.pool.end();
      await folder.remove();
    },
  };
}

const sessions = [0, 1, 2].map(() => SessionId.parse(randomUUID()));
const conversations = Array.from({ length: 20 }, () => ConversationId.parse(randomUUID()));

function draft(index: number): Parameters<Outbox['enqueue']>[0] {
  const sessionId = sessions[index % 3];
  const conversationId = conversations[index % conversations.length];
  if (!sessionId || !conversationId) throw new Error('There is no such account');
  return {
    conversationId,
    sessionId,
    chatId: '34600111222@c.us',
    payload: { kind: 'text', text: `message ${index}` },
    userId,
  };
}

/** An outbox that has nothing to do at this moment has a timer, or is empty. */
async function idle({ clock, outbox }: Desk): Promise<void> {
  while (clock.waiting === 0 && outbox.all().length > 0) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
