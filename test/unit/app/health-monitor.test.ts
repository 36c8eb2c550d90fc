import { beforeEach, describe, expect, it } from 'vitest';
import { HealthMonitor } from '../../../src-main/app/health-monitor.ts';
import type { Health } from '../../../src-preload/contract/app.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';
import { MemorySecrets } from '../whatsapp/support/memory-secrets.ts';

let clock: ManualClock;
let secrets: MemorySecrets;
let up: { mongo: boolean; postgres: boolean };
let journal: { waiting: number; setAsideCount: number };
let published: Health[];
let monitor: HealthMonitor;

beforeEach(() => {
  clock = new ManualClock();
  secrets = new MemorySecrets();
  up = { mongo: true, postgres: true };
  journal = { waiting: 0, setAsideCount: 0 };
  published = [];
  monitor = new HealthMonitor({
    stores: { ping: async () => up },
    secrets,
    journal,
    publish: (_, payload) => published.push(payload as Health),
    clock,
  });
});

describe('the health of what the app depends on', () => {
  it('is told at the start, and then only when it changes', async () => {
    monitor.start();
    await clock.advance(60_000);
    expect(published).toEqual([
      { mongo: 'up', postgres: 'up', keychain: 'up', waiting: 0, setAside: 0 },
    ]);
  });

  it('tells within seconds that a database has gone, and that it is back', async () => {
    monitor.start();
    await clock.advance(0);
    up = { mongo: false, postgres: true };
    await clock.advance(5_000);
    expect(published.at(-1)).toMatchObject({ mongo: 'down', postgres: 'up' });
    up = { mongo: true, postgres: true };
    await clock.advance(5_000);
    expect(published.at(-1)).toMatchObject({ mongo: 'up' });
    expect(published).toHaveLength(3);
  });

  it('asks at once when somebody has found a database to be away', async () => {
    monitor.start();
    await clock.advance(1_000);
    up = { mongo: false, postgres: true };
    monitor.check();
    monitor.check();
    await clock.advance(0);
    expect(published.at(-1)).toMatchObject({ mongo: 'down' });
    // One question at a time goes on being asked.
    expect(clock.waiting).toBe(1);
  });

  it('tells before the first answer that the databases were away at the start', async () => {
    const starting = new HealthMonitor({
      stores: { ping: async () => up },
      secrets,
      journal,
      publish: (_, payload) => published.push(payload as Health),
      clock,
      areAway: true,
    });
    starting.start();
    expect(published).toMatchObject([{ mongo: 'down', postgres: 'down', remembered: true }]);
    await clock.advance(0);
    expect(published.at(-1)).toEqual({
      ...published[0],
      mongo: 'up',
      postgres: 'up',
      remembered: undefined,
    });
    await starting.stop();
  });

  it('tells that the keychain has gone', async () => {
    secrets.available = false;
    monitor.start();
    await clock.advance(0);
    expect(monitor.health.keychain).toBe('unavailable');
  });

  it('tells once of many changes of the journal', async () => {
    for (let waiting = 1; waiting <= 100; waiting++) {
      journal.waiting = waiting;
      monitor.refresh();
    }
    expect(published).toEqual([]);
    await clock.advance(250);
    expect(published).toMatchObject([{ waiting: 100 }]);
  });

  it('says nothing once it was stopped, and leaves no timer behind', async () => {
    monitor.start();
    await clock.advance(0);
    monitor.refresh();
    await monitor.stop();
    monitor.refresh();
    journal.waiting = 5;
    await clock.advance(60_000);
    expect(published).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });
});
