import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Cache } from '../../../src-main/cache/cache.ts';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { RedisCache } from '../../../src-main/cache/redis-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { findRedis, RedisServer } from '../../support/databases/redis-server.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';

const HOUR = 3_600_000;
const SOON = { timeout: 30_000, interval: 10 };
/** Far below the five seconds of silence after which a connection is given up: nobody waits for a dead Redis. */
const AT_ONCE = 2_000;
const value = (text: string): Buffer => Buffer.from(text);

function cacheTests(
  open: () => Promise<{ cache: Cache; wait(milliseconds: number): Promise<void> }>,
): void {
  let cache: Cache;
  let wait: (milliseconds: number) => Promise<void>;

  beforeAll(async () => {
    ({ cache, wait } = await open());
  });

  afterAll(() => cache.close());

  it('knows what it was given, byte for byte, and nothing else', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await cache.set('contacts', 'a', bytes, HOUR);
    expect(await cache.get('contacts', 'a')).toEqual(bytes);
    expect(await cache.get('contacts', 'b')).toBeNull();
    await cache.set('contacts', 'empty', Buffer.alloc(0), HOUR);
    expect(await cache.get('contacts', 'empty')).toEqual(Buffer.alloc(0));
  });

  it('answers the newest value', async () => {
    await cache.set('contacts', 'twice', value('old'), HOUR);
    await cache.set('contacts', 'twice', value('new'), HOUR);
    expect(await cache.get('contacts', 'twice')).toEqual(value('new'));
  });

  it('keeps the kinds apart', async () => {
    await cache.set('contacts', 'same', value('contact'), HOUR);
    await cache.set('businesses', 'same', value('business'), HOUR);
    expect(await cache.get('contacts', 'same')).toEqual(value('contact'));
    expect(await cache.get('businesses', 'same')).toEqual(value('business'));
    expect(await cache.get('sessions', 'same')).toBeNull();
  });

  it('forgets one that is deleted, and deleting it again does nothing', async () => {
    await cache.set('contacts', 'gone', value('x'), HOUR);
    await cache.set('contacts', 'kept', value('x'), HOUR);
    await cache.delete('contacts', 'gone');
    await cache.delete('contacts', 'gone');
    expect(await cache.get('contacts', 'gone')).toBeNull();
    expect(await cache.get('contacts', 'kept')).toEqual(value('x'));
  });

  it('forgets a whole kind, however much it is, and no other', async () => {
    for (let index = 0; index < 2_500; index++) {
      await cache.set('conversations', String(index), value('x'), HOUR);
    }
    await cache.set('contacts', 'other', value('x'), HOUR);
    await cache.clear('conversations');
    await expect.poll(() => cache.get('contacts', 'other'), SOON).toEqual(value('x'));
    for (let index = 0; index < 2_500; index += 100) {
      expect(await cache.get('conversations', String(index))).toBeNull();
    }
  });

  it('forgets a value when its time is over', async () => {
    await cache.set('contacts', 'short', value('x'), 100);
    await cache.set('contacts', 'long', value('x'), HOUR);
    await wait(150);
    expect(await cache.get('contacts', 'short')).toBeNull();
    expect(await cache.get('contacts', 'long')).toEqual(value('x'));
  });
}

describe('the cache in this process', () => {
  cacheTests(async () => {
    let now = 1_000;
    return {
      cache: memoryCache({ maxBytes: 10_000_000, clock: { now: () => now } }),
      wait: async (milliseconds) => {
        now += milliseconds;
      },
    };
  });

  it('forgets what was not used for longest when it is full, and takes nothing that is larger than itself', async () => {
    const cache = memoryCache({ maxBytes: 4_000, clock: systemClock });
    for (const key of ['a', 'b', 'c']) await cache.set('contacts', key, Buffer.alloc(1_000), HOUR);
    await cache.get('contacts', 'a');
    await cache.set('contacts', 'd', Buffer.alloc(1_000), HOUR);
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((key) => cache.get('contacts', key)));
    expect(found.map((each) => each !== null)).toEqual([true, false, true, true]);
    await cache.set('contacts', 'huge', Buffer.alloc(5_000), HOUR);
    expect(await cache.get('contacts', 'huge')).toBeNull();
    expect(await cache.get('contacts', 'd')).not.toBeNull();
  });
});

const redis = findRedis();

describe.skipIf(redis === null)('the cache in Redis', () => {
  let server: RedisServer;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await RedisServer.start(redis ?? '');
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  afterAll(() => server.kill());

  const openAt = (url: string): { cache: Cache; log: ReturnType<typeof recordedLog> } => {
    const log = recordedLog();
    const cache = RedisCache.open({ url, clock: systemClock, random: () => 0.1, log });
    return { cache, log };
  };
  /** It is in use as soon as it knows what it was given. */
  const isInUse = async (cache: Cache): Promise<void> => {
    const given = async (): Promise<Buffer | null> => {
      await cache.set('sessions', 'probe', value('x'), HOUR);
      return cache.get('sessions', 'probe');
    };
    await vi.waitFor(async () => expect(await given()).toEqual(value('x')), SOON);
  };
  const inUse = async (
    url = server.url,
  ): Promise<{ cache: Cache; log: ReturnType<typeof recordedLog> }> => {
    const opened = openAt(url);
    closers.push(() => opened.cache.close());
    await isInUse(opened.cache);
    return opened;
  };
  /** The longest that any of the calls took, in milliseconds. Each must be done, and a miss. */
  const slowestMiss = async (cache: Cache): Promise<number> => {
    let slowest = 0;
    for (let index = 0; index < 20; index++) {
      const startedAt = performance.now();
      if (index % 2 === 0) expect(await cache.get('contacts', 'a')).toBeNull();
      else await cache.set('contacts', 'b', value('x'), HOUR);
      slowest = Math.max(slowest, performance.now() - startedAt);
    }
    return slowest;
  };

  describe('while it is there', () => {
    cacheTests(async () => {
      const { cache } = openAt(server.url);
      await isInUse(cache);
      return {
        cache,
        wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      };
    });
  });

  it('is shared by the desktops of a team, and keeps its time limits there', async () => {
    const [one, other] = [await inUse(), await inUse()];
    await one.cache.set('contacts', 'shared', value('x'), 150);
    expect(await other.cache.get('contacts', 'shared')).toEqual(value('x'));
    await expect.poll(() => other.cache.get('contacts', 'shared'), SOON).toBeNull();
  });

  it('is a miss within 50 ms once Redis was killed, never an error, and is used again when it is back', async () => {
    const { cache, log } = await inUse();
    await cache.set('contacts', 'a', value('x'), HOUR);
    await server.kill();
    // The machine may be busy with other things for a moment.
    expect(await slowestMiss(cache)).toBeLessThan(AT_ONCE);
    await cache.delete('contacts', 'a');
    await cache.clear('contacts');
    await server.start();
    await isInUse(cache);
    expect(await cache.get('contacts', 'a')).toBeNull();
    expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });

  it('is a miss within 50 ms while Redis says nothing, and knows all again afterwards', async () => {
    const { cache } = await inUse();
    await cache.set('conversations', 'known', value('x'), HOUR);
    server.pause();
    expect(await slowestMiss(cache)).toBeLessThan(AT_ONCE);
    server.resume();
    await expect.poll(() => cache.get('conversations', 'known'), SOON).toEqual(value('x'));
  });

  it('does not answer after an outage what was deleted during it', async () => {
    const { cache } = await inUse();
    const other = await inUse();
    await cache.set('contacts', 'stale', value('old'), HOUR);
    await cache.set('businesses', 'fresh', value('x'), HOUR);
    server.pause();
    // On its way when Redis fell silent, and done by it later.
    await cache.set('contacts', 'stale', value('older'), HOUR);
    await cache.delete('contacts', 'stale');
    server.resume();
    await isInUse(cache);
    expect(await cache.get('contacts', 'stale')).toBeNull();
    expect(await other.cache.get('contacts', 'stale')).toBeNull();
    expect(await cache.get('businesses', 'fresh')).toEqual(value('x'));
  });

  it('makes a new connection when the old one is silent for too long', async () => {
    const { proxy, url } = await FlakyProxy.before(server.url);
    closers.push(() => proxy.stop());
    const { cache } = await inUse(url);
    proxy.silence();
    expect(await slowestMiss(cache)).toBeLessThan(AT_ONCE);
    await isInUse(cache);
  });

  it('is used as soon as a Redis is there that was not when the app started', async () => {
    await server.kill();
    const { cache } = openAt(server.url);
    closers.push(() => cache.close());
    expect(await slowestMiss(cache)).toBeLessThan(AT_ONCE);
    await server.start();
    await isInUse(cache);
  });

  it.each<[string, (url: string) => string]>([
    ['a login that is refused', (url) => url.replace('//', '//nobody:wrong@')],
    ['a host that nobody knows', () => 'redis://nowhere.invalid'],
    ['nonsense for an address', () => 'nonsense'],
  ])('with %s knows nothing, harms nobody, and can be closed', async (_, addressFrom) => {
    const { cache, log } = openAt(addressFrom(server.url));
    expect(await slowestMiss(cache)).toBeLessThan(AT_ONCE);
    await cache.delete('contacts', 'a');
    await expect.poll(() => log.lines.length, SOON).toBe(1);
    await cache.close();
    expect(JSON.stringify(log.lines)).not.toContain('wrong@');
  });

  it('does without what a full Redis refuses to keep', async () => {
    const { cache, log } = await inUse();
    const { createClient } = await import('redis');
    const admin = createClient({ url: server.url });
    await admin.connect();
    await admin.configSet('maxmemory', '1');
    await cache.set('contacts', 'large', Buffer.alloc(100), HOUR);
    expect(await cache.get('contacts', 'large')).toBeNull();
    await admin.configSet('maxmemory', '0');
    await cache.set('contacts', 'large', value('x'), HOUR);
    expect(await cache.get('contacts', 'large')).toEqual(value('x'));
    admin.destroy();
    expect(log.lines).toEqual([]);
  });
});
