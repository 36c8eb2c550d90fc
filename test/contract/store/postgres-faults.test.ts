import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectPostgres } from '../../../src-main/store/postgres/postgres-connection.ts';
import { startOwnPostgres } from '../../support/databases/postgres-servers.ts';
import { openPostgres, type OpenPostgres } from './open-postgres.ts';

let open: OpenPostgres;

beforeAll(async () => {
  open = await openPostgres(await startOwnPostgres());
});

afterAll(() => open.close());

const SOON = { timeout: 5_000, interval: 10 };

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
    const input = request();
    await expect(
      whileEnded('rate_limiting', () => open.stores.rateLimits.take(input)),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
    // The pool may lend out the broken connection once more before it hears of its end.
    const remaining = async () =>
      (await open.stores.rateLimits.take(input).catch(() => null))?.remaining;
    await expect.poll(remaining, SOON).toBe(4);
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
