import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { OpenPostgres } from './open-postgres.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

export function postgresRateLimitTests(open: () => OpenPostgres): void {
  const request = (identifier = randomUUID()) => ({
    identifier,
    identifierType: 'session' as const,
    endpoint: 'message.send',
    method: 'SEND',
    // A window that does not end while a test runs.
    windowMs: YEAR,
  });

  it('allows as many requests as the limit says, and tells how many are left', async () => {
    const { rateLimits } = open().stores;
    const input = { ...request(), limit: 2 };
    const answers = [
      await rateLimits.take(input),
      await rateLimits.take(input),
      await rateLimits.take(input),
      await rateLimits.take(input),
    ];
    expect(answers.map(({ outcome, remaining }) => [outcome, remaining])).toEqual([
      ['allowed', 1],
      ['allowed', 0],
      ['refused', 0],
      ['refused', 0],
    ]);
    expect(new Set(answers.map(({ windowEndsAt }) => windowEndsAt)).size).toBe(1);
    const { rows } = await open().raw.query(
      'SELECT request_count, window_start, window_end FROM rate_limiting WHERE identifier = $1',
      [input.identifier],
    );
    expect(rows).toEqual([
      {
        request_count: 2,
        window_start: new Date((answers[0]?.windowEndsAt ?? 0) - YEAR),
        window_end: new Date(answers[0]?.windowEndsAt ?? 0),
      },
    ]);
  });

  it('refuses everything where the limit is nought, also a first request', async () => {
    const input = { ...request(), limit: 0 };
    expect(await open().stores.rateLimits.take(input)).toMatchObject({ outcome: 'refused' });
    expect(await open().stores.rateLimits.take(input)).toMatchObject({ outcome: 'refused' });
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
      expect(await rateLimits.take({ ...input, ...change })).toMatchObject({ outcome: 'allowed' });
    }
    expect(await rateLimits.take(input)).toMatchObject({ outcome: 'refused' });
  });

  it('begins to count anew when the window ends', async () => {
    const { rateLimits } = open().stores;
    const input = { ...request(), limit: 1, windowMs: 1_000 };
    const first = await rateLimits.take(input);
    expect(first.outcome).toBe('allowed');
    const deadline = Date.now() + 5_000;
    let next = await rateLimits.take(input);
    while (next.outcome === 'refused' && Date.now() < deadline) next = await rateLimits.take(input);
    expect(next.outcome).toBe('allowed');
    expect(next.windowEndsAt - first.windowEndsAt).toBeGreaterThanOrEqual(1_000);
    expect(first.windowEndsAt % 1_000).toBe(0);
  });

  it('allows exactly the limit to twenty connections that all ask at once', async () => {
    const desktops = await Promise.all(Array.from({ length: 20 }, () => open().otherDesktop()));
    const input = { ...request(), limit: 57 };
    const answers = (
      await Promise.all(
        desktops.map(async ({ stores }) => {
          const own: Awaited<ReturnType<typeof stores.rateLimits.take>>[] = [];
          for (let index = 0; index < 5; index++) own.push(await stores.rateLimits.take(input));
          return own;
        }),
      )
    ).flat();
    await Promise.all(desktops.map((desktop) => desktop.close()));
    const allowed = answers.filter(({ outcome }) => outcome === 'allowed');
    expect(answers).toHaveLength(100);
    expect(allowed).toHaveLength(57);
    // Nobody was told the same number as somebody else.
    expect(new Set(allowed.map(({ remaining }) => remaining)).size).toBe(57);
  });

  it('forgets windows of the same identifier that ended more than a day ago', async () => {
    const identifier = randomUUID();
    await open().raw.query(
      `INSERT INTO rate_limiting (identifier, identifier_type, endpoint, method, window_start, window_end)
       SELECT $1, 'session', 'message.send', 'SEND', at - interval '1 hour', at
       FROM unnest(ARRAY[now() - interval '25 hours', now() - interval '23 hours']) AS at`,
      [identifier],
    );
    await open().stores.rateLimits.take({ ...request(identifier), limit: 5 });
    const { rows } = await open().raw.query<{ hours: number }>(
      `SELECT round(extract(epoch FROM now() - window_end) / 3600)::int AS hours FROM rate_limiting
       WHERE identifier = $1 AND window_end < now()`,
      [identifier],
    );
    expect(rows).toEqual([{ hours: 23 }]);
  });
}
