import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { postgresRateLimitStore } from '../../../src-main/store/postgres/postgres-rate-limit-store.ts';
import type { RateLimit, RateLimitStore } from '../../../src-main/store/rate-limit-store.ts';
import type { OpenPostgres } from './open-postgres.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;
const NOON = Date.UTC(2026, 10, 28, 12);

export function postgresRateLimitTests(open: () => OpenPostgres): void {
  const request = (identifier = randomUUID()) => ({
    identifier,
    identifierType: 'session' as const,
    endpoint: 'message.send',
    method: 'SEND',
    // A window that does not end while a test runs.
    windowMs: YEAR,
  });
  const hourly = (limit: number): RateLimit => ({ ...request(), windowMs: HOUR, limit });

  /** The store with a clock that the test moves. */
  const withClock = (): { store: RateLimitStore; set(at: number): void } => {
    let now = NOON;
    return {
      store: postgresRateLimitStore(
        open().connection,
        () => sql<Date>`to_timestamp(${now}::double precision / 1000)`,
      ),
      set: (at) => {
        now = at;
      },
    };
  };

  it('allows as many requests as the limit says', async () => {
    const { rateLimits } = open().stores;
    const input = { ...request(), limit: 2 };
    const outcomes: string[] = [];
    for (let turn = 0; turn < 4; turn++) outcomes.push((await rateLimits.take([input])).outcome);
    expect(outcomes).toEqual(['allowed', 'allowed', 'refused', 'refused']);
    const { rows } = await open().raw.query(
      'SELECT sum(request_count)::int AS count FROM rate_limiting WHERE identifier = $1',
      [input.identifier],
    );
    expect(rows).toEqual([{ count: 2 }]);
  });

  it('refuses everything where the limit is nought, and knows of no time when that ends', async () => {
    const input = { ...request(), limit: 0 };
    const refused = { outcome: 'refused', by: 0, freeAt: [] };
    expect(await open().stores.rateLimits.take([input])).toMatchObject(refused);
    expect(await open().stores.rateLimits.take([input])).toMatchObject(refused);
  });

  it('counts each endpoint, method and identifier on its own', async () => {
    const { rateLimits } = open().stores;
    const input = { ...request(), limit: 1 };
    for (const change of [
      {},
      { endpoint: 'media.send' },
      { method: 'RETRY' },
      { identifierType: 'user' as const },
      { identifier: randomUUID() },
    ]) {
      expect(await rateLimits.take([{ ...input, ...change }])).toMatchObject({
        outcome: 'allowed',
      });
    }
    expect(await rateLimits.take([input])).toMatchObject({ outcome: 'refused' });
  });

  it('counts under all of several limits or under none, and names the one that lasts longest', async () => {
    const { rateLimits } = open().stores;
    const wide = { ...request(), limit: 10 };
    const narrow = { ...request(), limit: 1 };
    expect(await rateLimits.take([wide, narrow])).toMatchObject({ outcome: 'allowed' });
    for (let turn = 0; turn < 20; turn++) {
      expect(await rateLimits.take([wide, narrow])).toMatchObject({ outcome: 'refused', by: 1 });
    }
    for (let turn = 0; turn < 9; turn++) {
      expect(await rateLimits.take([wide])).toMatchObject({ outcome: 'allowed' });
    }
    expect(await rateLimits.take([wide])).toMatchObject({ outcome: 'refused' });
  });

  it('never allows more than the limit in any hour, also across full hours', async () => {
    const { store, set } = withClock();
    const input = hourly(10);
    const taken: number[] = [];
    // Greedy: asks every twenty seconds for five hours.
    for (let at = NOON - 5 * MINUTE; at < NOON + 5 * HOUR; at += 20_000) {
      set(at);
      if ((await store.take([input])).outcome === 'allowed') taken.push(at);
    }
    for (const end of taken) {
      expect(taken.filter((at) => at > end - HOUR && at <= end).length).toBeLessThanOrEqual(10);
    }
    // And it is no more careful than it has to be: ten in little more than an hour.
    expect(taken.length).toBeGreaterThanOrEqual(45);
  });

  it('says truly when the next places become free', async () => {
    const { store, set } = withClock();
    const input = hourly(3);
    for (const minute of [0, 0, 20]) {
      set(NOON + minute * MINUTE);
      await store.take([input]);
    }
    set(NOON + 30 * MINUTE);
    const refused = await store.take([input]);
    if (refused.outcome !== 'refused') throw new Error('expected a refusal');
    expect(refused.freeAt).toHaveLength(3);
    const [first, second, third] = refused.freeAt;
    expect(first).toBeGreaterThanOrEqual(NOON + HOUR);
    expect(first).toBeLessThanOrEqual(NOON + HOUR + 2 * MINUTE);
    expect(second).toBe(first);
    expect(third).toBe((first ?? 0) + 20 * MINUTE);
    set((first ?? 0) - 1);
    expect(await store.take([input])).toMatchObject({ outcome: 'refused' });
    set(first ?? 0);
    expect(await store.take([input])).toMatchObject({ outcome: 'allowed' });
    expect(await store.take([input])).toMatchObject({ outcome: 'allowed' });
    expect(await store.take([input])).toMatchObject({ outcome: 'refused' });
  });

  it('does not count a request twice that came to nothing and is made again', async () => {
    const { store, set } = withClock();
    const input = hourly(2);
    const first = await store.take([input]);
    set(NOON + 10 * MINUTE);
    expect(await store.take([input], first.at)).toMatchObject({ outcome: 'allowed' });
    expect(await store.take([input])).toMatchObject({ outcome: 'allowed' });
    expect(await store.take([input])).toMatchObject({ outcome: 'refused' });
    // It counts from when it was made again, not from the first time.
    set(NOON + 63 * MINUTE);
    expect(await store.take([input])).toMatchObject({ outcome: 'refused' });
    set(NOON + 73 * MINUTE);
    expect(await store.take([input])).toMatchObject({ outcome: 'allowed' });
  });

  it('gives nothing back where it refuses', async () => {
    const { store, set } = withClock();
    const full = hourly(1);
    const roomy = hourly(1);
    const first = await store.take([roomy]);
    await store.take([full]);
    set(NOON + MINUTE);
    expect(await store.take([roomy, full], first.at - 2 * HOUR)).toMatchObject({
      outcome: 'refused',
    });
    expect(await store.take([roomy])).toMatchObject({ outcome: 'refused' });
  });

  it('allows exactly the limit to twenty connections that all ask at once', async () => {
    const desktops = await Promise.all(Array.from({ length: 20 }, () => open().otherDesktop()));
    // Two limits, named in either order: nobody waits for anybody who waits for them.
    const limits = [
      { ...request(), limit: 57 },
      { ...request(), limit: 1_000 },
    ];
    const answers = (
      await Promise.all(
        desktops.map(async ({ stores }, desk) => {
          const own: Awaited<ReturnType<typeof stores.rateLimits.take>>[] = [];
          const input = desk % 2 === 0 ? limits : limits.toReversed();
          for (let index = 0; index < 5; index++) own.push(await stores.rateLimits.take(input));
          return own;
        }),
      )
    ).flat();
    await Promise.all(desktops.map((desktop) => desktop.close()));
    expect(answers).toHaveLength(100);
    expect(answers.filter(({ outcome }) => outcome === 'allowed')).toHaveLength(57);
  });

  it('forgets what the same identifier did more than two days ago', async () => {
    const identifier = randomUUID();
    await open().raw.query(
      `INSERT INTO rate_limiting (identifier, identifier_type, endpoint, method, window_start, window_end)
       SELECT $1, 'session', 'message.send', 'SEND', at - interval '1 hour', at
       FROM unnest(ARRAY[now() - interval '49 hours', now() - interval '47 hours']) AS at`,
      [identifier],
    );
    await open().stores.rateLimits.take([{ ...request(identifier), windowMs: HOUR, limit: 5 }]);
    const { rows } = await open().raw.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM now() - window_end) / 3600)::int AS hours FROM rate_limiting
       WHERE identifier = $1 AND window_end < now()`,
      [identifier],
    );
    expect(rows).toEqual([{ hours: 47 }]);
  });
}
