import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachConcurrently } from '../../../src-main/common/for-each-concurrently.ts';
import type { SessionLogRow } from '../../../src-main/store/session-log-store.ts';
import { ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import { connectPostgres } from '../../../src-main/store/postgres/postgres-connection.ts';
import { startOwnPostgres } from '../../support/databases/postgres-servers.ts';
import { openPostgres, type OpenPostgres } from './open-postgres.ts';

let open: OpenPostgres;

beforeAll(async () => {
  open = await openPostgres(await startOwnPostgres());
});

afterAll(() => open.close());

const SOON = { timeout: 30_000, interval: 10 };

const request = () => ({
  identifier: randomUUID(),
  identifierType: 'session' as const,
  endpoint: 'message.send',
  method: 'SEND',
  limit: 5,
  windowMs: 365 * 24 * 3_600_000,
});

/** Runs a call that must wait for a table, and ends its connection on the server's side while it waits. */
async function whileEnded<T>(table: string, call: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: open.url });
  await holder.connect();
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  const answer = call();
  answer.catch(() => {
    // Awaited below.
  });
  const waiting = `FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name = 'Alexia Desk'`;
  await expect.poll(async () => (await open.raw.query(`SELECT ${waiting}`)).rowCount, SOON).toBe(1);
  await open.raw.query(`SELECT pg_terminate_backend(pid) ${waiting}`);
  await holder.end();
  return answer;
}

describe('a connection that ends in the middle of a call', () => {
  it('is not noticed by who reads: it is read again', async () => {
    const { business } = await open.stores.businesses.create({ name: 'Sillas' });
    const found = await whileEnded('businesses', () =>
      open.stores.businesses.find(business.businessId),
    );
    expect(found).toEqual(business);
  });

  it('does not make a business twice, and says that it was made', async () => {
    const made = await whileEnded('businesses', () =>
      open.stores.businesses.create({ name: 'Mesas' }),
    );
    expect(made.outcome).toBe('created');
    expect((await open.stores.businesses.list()).map(({ name }) => name)).toEqual([
      'Mesas',
      'Sillas',
    ]);
  });

  it('is told to who takes a request, for it may have been counted', async () => {
    const input = { ...request(), limit: 1 };
    await expect(
      whileEnded('rate_limiting', () => open.stores.rateLimits.take([input])),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
    // The pool may lend out the broken connection once more before it hears of its end.
    const outcome = async () =>
      (await open.stores.rateLimits.take([input]).catch(() => null))?.outcome;
    await expect.poll(outcome, SOON).toBe('allowed');
    expect(await outcome()).toBe('refused');
  });
});

it('two desktops that wait for each other both get their answer', async () => {
  // A deadlock made by hand: two rows, taken in opposite order.
  const { business: one } = await open.stores.businesses.create({ name: 'One' });
  const { business: two } = await open.stores.businesses.create({ name: 'Two' });
  const { db, retry } = open.connection;
  let attempts = 0;
  const renameBoth = (ids: readonly string[], by: string) =>
    retry(() => {
      attempts += 1;
      return db.transaction().execute(async (transaction) => {
        for (const id of ids) {
          await transaction
            .updateTable('businesses')
            .set({ name: sql`name || ${by}::text` })
            .where('object_id', '=', id)
            .execute();
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      });
    });
  await Promise.all([
    renameBoth([one.businessId, two.businessId], 'a'),
    renameBoth([two.businessId, one.businessId], 'b'),
  ]);
  expect(attempts).toBe(3);
  const names = (await open.stores.businesses.list()).map(({ name }) => name);
  expect(names.filter((name) => /^(One|Two)(ab|ba)$/.test(name))).toHaveLength(2);
});

it('every connection gives up a statement that takes too long', async () => {
  const connection = await connectPostgres(open.url, () => {});
  const { rows } = await connection.pool.query<{ statement_timeout: string }>(
    'SHOW statement_timeout',
  );
  await connection.pool.end();
  expect(rows[0]?.statement_timeout).toMatch(/^[1-9]\d*s$/);
});

// The server's process is found by way of /proc.
it.runIf(process.platform === 'linux')(
  'a server that is killed in the middle of a stream loses nothing and doubles nothing',
  async () => {
    const sessionId = SessionId.parse(randomUUID());
    const { userId } = await open.stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const rows = Array.from({ length: 300 }, (_, index): SessionLogRow => ({
      eventId: randomUUID(),
      sessionId,
      userId,
      eventType: 'connected',
      severity: 'info',
      message: String(index),
      eventData: {},
      createdAt: Date.parse('2025-01-15T00:00:00Z') + index * 24 * 3_600_000,
    }));
    const conversations = rows.map(() => ConversationId.parse(randomUUID()));
    const failures: unknown[] = [];
    /** As the journal does it: again, until it is stored. */
    const untilStored = async (call: () => Promise<unknown>): Promise<void> => {
      for (;;) {
        try {
          await call();
          return;
        } catch (error) {
          failures.push(error);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    };
    const startedAt = await startOfServer();
    const killing = killServer();
    await forEachConcurrently([...rows.entries()], 4, async ([index, row]) => {
      await untilStored(() => open.stores.sessionLogs.append([row]));
      await untilStored(() =>
        open.stores.leads.open({
          conversationId: conversations[index] ?? ConversationId.parse(randomUUID()),
          messageId: MessageId.parse('3EB0'),
          contactName: 'Eva',
          reasons: [],
          excerpt: '',
          createdAt: row.createdAt,
        }),
      );
      // The stream goes on until the kill was in the middle of it.
      if (index === rows.length / 2) await killing;
    });
    expect(await startOfServer()).not.toBe(startedAt);
    expect(failures.length).toBeGreaterThan(0);
    for (const error of failures) expect(error).toMatchObject({ code: 'database_unreachable' });
    const { pool } = open.connection;
    const logs = await pool.query<{ message: string }>(
      'SELECT message FROM whatsapp_session_logs WHERE session_id = $1 ORDER BY created_at',
      [sessionId],
    );
    expect(logs.rows.map(({ message }) => message)).toEqual(rows.map(({ message }) => message));
    const leads = await pool.query<{ conversation_id: string }>(
      'SELECT conversation_id FROM leads WHERE conversation_id = ANY ($1) ORDER BY created_at',
      [conversations],
    );
    expect(leads.rows.map((row) => row.conversation_id)).toEqual(conversations);
  },
);

async function startOfServer(): Promise<string> {
  const { rows } = await open.connection.pool.query<{ at: Date }>(
    'SELECT pg_postmaster_start_time() AS at',
  );
  return rows[0]?.at.toISOString() ?? '';
}

/** A moment from now; the app's supervision starts it again. */
async function killServer(): Promise<void> {
  const { rows } = await open.connection.pool.query<{ pid: number }>(
    'SELECT pg_backend_pid() AS pid',
  );
  const status = await readFile(`/proc/${rows[0]?.pid ?? 0}/status`, 'utf8');
  const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.kill(parent, 'SIGKILL');
}
