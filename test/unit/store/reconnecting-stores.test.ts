import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { reconnectingStores } from '../../../src-main/store/reconnecting-stores.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { StoreTestResult } from '../../../src-preload/contract/app.ts';
import type { StoreTest } from '../../../src-preload/contract/store-connection.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';

const userId = UserId.parse('a'.repeat(24));
const user = { userId, name: 'Ana', email: 'ana@example.com' };
const away = new AppError('database_unreachable', 'x');
const up: StoreTest = { ok: true, steps: [{ step: 'login', state: 'ok' }] };
const down: StoreTest = { ok: false, code: 'database_unreachable', steps: [] };

let clock: ManualClock;
let failure: Error | null;
let reached: StoreTestResult;
let attempts: number;
let closed: number;
let refused: unknown[];
let stores: Stores;

beforeEach(() => {
  clock = new ManualClock();
  failure = away;
  reached = { mongodb: down, postgres: down };
  attempts = closed = 0;
  refused = [];
  stores = reconnectingStores({
    open: async () => {
      attempts += 1;
      if (failure) throw failure;
      // Only what the tests touch; the rest is not the façade's business.
      return {
        users: { find: async (id: UserId) => (id === userId ? user : null) },
        ping: async () => ({ mongo: true, postgres: true }),
        test: async () => ({ mongodb: up, postgres: up }),
        close: async () => void (closed += 1),
      } as unknown as Stores;
    },
    test: async () => reached,
    onRefused: (error) => refused.push(error),
    clock,
    random: () => 0.5,
    log: recordedLog(),
  });
});

describe('stores whose databases are away', () => {
  it('say so for every call, and are the real ones as soon as the databases are back', async () => {
    await expect(stores.users.find(userId)).rejects.toMatchObject({ code: 'database_unreachable' });
    await clock.advance(10_000);
    expect(attempts).toBeGreaterThan(2);
    failure = null;
    await clock.advance(20_000);
    expect(await stores.users.find(userId)).toEqual(user);
    const then = attempts;
    await clock.advance(100_000);
    expect(attempts).toBe(then);
  });

  it('can be handed through a promise', async () => {
    expect(await Promise.resolve(stores)).toBe(stores);
    expect(await Promise.resolve(stores.users)).toBe(stores.users);
  });

  it('tell which of the two answers, before both do', async () => {
    const areWaiting = true;
    expect(await stores.ping()).toEqual({ mongo: false, postgres: false, areWaiting });
    reached = { mongodb: up, postgres: down };
    expect(await stores.ping()).toEqual({ mongo: true, postgres: false, areWaiting });
    expect(attempts).toBe(0);
  });

  it('are open by the time they say that both answer', async () => {
    reached = { mongodb: up, postgres: up };
    expect(await stores.ping()).toEqual({ mongo: false, postgres: false, areWaiting: true });
    failure = null;
    expect(await stores.ping()).toEqual({ mongo: true, postgres: true });
    expect(await stores.users.find(userId)).toEqual(user);
    expect(await stores.test()).toEqual({ mongodb: up, postgres: up });
  });

  it('try no more, and tell, when the databases are back with something else', async () => {
    failure = new AppError('database_migration_failed', 'x');
    await clock.advance(60_000);
    expect(attempts).toBe(1);
    expect(refused).toEqual([failure]);
  });

  it('open nothing once they are closed, and close what they have opened', async () => {
    await stores.close();
    await clock.advance(60_000);
    expect(attempts).toBe(0);
    expect(closed).toBe(0);
  });

  it('close what was being opened while they were closed', async () => {
    failure = null;
    const [cancel] = [clock.advance(1_000)];
    await Promise.all([cancel, settle()]);
    await stores.close();
    expect(closed).toBe(1);
  });
});
