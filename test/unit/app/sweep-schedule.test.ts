import { beforeEach, describe, expect, it } from 'vitest';
import { SweepSchedule } from '../../../src-main/app/sweep-schedule.ts';
import type { SweptSession } from '../../../src-main/ingest/history-sweep.ts';
import type { WhatsAppClient } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { ScriptedClient } from '../whatsapp/support/scripted-client.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const MINUTE = 60_000;
const sessionId = SessionId.parse('00000000-0000-4000-8000-000000000001');
const session: SweptSession = {
  sessionId,
  userId: UserId.parse('a'.repeat(24)),
  accountId: '34600000001@c.us',
  linkedAt: 0,
};

let clock: ManualClock;
let client: WhatsAppClient;
/** The client whose line is up. */
let online: WhatsAppClient | null;
/** What was compared. */
let runs: string[];
/** When. */
let times: number[];
/** What the next comparisons answer; done when there is nothing. */
let answers: (() => Promise<'done' | 'some_failed'>)[];
let minutes: number;
let schedule: SweepSchedule;

beforeEach(() => {
  clock = new ManualClock();
  client = new ScriptedClient();
  online = client;
  runs = [];
  times = [];
  answers = [];
  minutes = 30;
  schedule = new SweepSchedule({
    run: (_session, _client, kind) => {
      runs.push(kind);
      times.push(clock.now());
      return answers.shift()?.() ?? Promise.resolve('done');
    },
    clientOf: () => online,
    minutes: () => minutes,
    clock,
    random: () => 0.5,
    log: silentLog(),
  });
});

const failing = async (): Promise<never> => {
  throw new Error('no');
};

describe('an account is compared', () => {
  it('as soon as it is connected, and then whenever the set time has passed', async () => {
    schedule.connected(session, client);
    await settle();
    expect(runs).toEqual(['connected']);
    await clock.advance(29 * MINUTE);
    expect(runs).toHaveLength(1);
    await clock.advance(MINUTE);
    expect(runs).toEqual(['connected', 'check']);
    // As it is set now.
    minutes = 5;
    await clock.advance(30 * MINUTE);
    expect(runs).toEqual(['connected', 'check', 'check']);
    await clock.advance(5 * MINUTE);
    expect(runs).toHaveLength(4);
  });

  it('all of it when more of the history is wanted, at once', async () => {
    schedule.connected(session, client);
    await settle();
    schedule.compareAll();
    await settle();
    expect(runs).toEqual(['connected', 'connected']);
    expect(clock.waiting).toBe(1);
  });

  it('by another time that is set as soon as it is set', async () => {
    minutes = 240;
    schedule.connected(session, client);
    await settle();
    minutes = 5;
    schedule.replan();
    await clock.advance(5 * MINUTE);
    expect(runs).toEqual(['connected', 'check']);
    expect(clock.waiting).toBe(1);
  });

  it('no later than it was to be tried again, whichever time is set', async () => {
    answers = [failing];
    schedule.connected(session, client);
    await settle();
    minutes = 240;
    schedule.replan();
    await clock.advance(MINUTE);
    expect(runs).toEqual(['connected', 'connected']);
  });

  it('when the computer wakes up and when the line is back, and the timer begins anew', async () => {
    schedule.connected(session, client);
    await clock.advance(20 * MINUTE);
    schedule.wake();
    await settle();
    expect(runs).toEqual(['connected', 'check']);
    await clock.advance(20 * MINUTE);
    expect(runs).toHaveLength(2);
    schedule.check(sessionId);
    await settle();
    expect(runs).toEqual(['connected', 'check', 'check']);
    expect(clock.waiting).toBe(1);
  });

  it('only once at a time: what is asked for meanwhile follows, once', async () => {
    let end: (outcome: 'done') => void = () => {};
    answers = [() => new Promise((resolve) => (end = resolve))];
    schedule.connected(session, client);
    await settle();
    schedule.check(sessionId);
    schedule.wake();
    schedule.check(sessionId);
    await settle();
    expect(runs).toEqual(['connected']);
    end('done');
    await settle();
    expect(runs).toEqual(['connected', 'check']);
  });

  it('not while its line is down, but as soon as it is back', async () => {
    online = null;
    schedule.connected(session, client);
    await settle();
    expect(runs).toEqual([]);
    online = client;
    schedule.check(sessionId);
    await settle();
    // All of it is still to be compared, not only what changed.
    expect(runs).toEqual(['connected']);
  });

  it('not when it was never connected, and not any more after the end', async () => {
    schedule.check(sessionId);
    await settle();
    expect(runs).toEqual([]);
    schedule.connected(session, client);
    await settle();
    await schedule.stop();
    schedule.wake();
    schedule.connected(session, client);
    await clock.advance(100 * MINUTE);
    expect(runs).toEqual(['connected']);
    expect(clock.waiting).toBe(0);
  });
});

describe('a comparison that fails', () => {
  it('is made again, with ever longer pauses, from the beginning', async () => {
    answers = [failing, failing];
    schedule.connected(session, client);
    await settle();
    await clock.advance(10_000);
    expect(runs).toEqual(['connected', 'connected', 'connected']);
    const [begin = 0, first = 0, second = 0] = times;
    expect([first - begin, second - first]).toEqual([1_000, 2_000]);
    // Then it is well, and has its usual time.
    await clock.advance(29 * MINUTE);
    expect(runs).toHaveLength(3);
  });

  it('in part is looked at again where something changed', async () => {
    answers = [() => Promise.resolve('some_failed')];
    schedule.connected(session, client);
    await settle();
    await clock.advance(2_000);
    expect(runs).toEqual(['connected', 'check']);
  });

  it('is not waited for when the computer wakes up', async () => {
    answers = [failing];
    schedule.connected(session, client);
    await settle();
    schedule.wake();
    await settle();
    expect(runs).toEqual(['connected', 'connected']);
  });

  it('ends with its client: the next one is compared from the beginning', async () => {
    answers = [failing];
    schedule.connected(session, client);
    await settle();
    const next = new ScriptedClient();
    online = next;
    schedule.connected(session, next);
    await settle();
    expect(runs).toEqual(['connected', 'connected']);
    await clock.advance(29 * MINUTE);
    expect(runs).toHaveLength(2);
  });
});
