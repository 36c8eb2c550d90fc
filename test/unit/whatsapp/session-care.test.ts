import { beforeEach, describe, expect, it } from 'vitest';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { SessionCare, type CarePolicy } from '../../../src-main/whatsapp/session/session-care.ts';
import type { SessionInput } from '../../../src-main/whatsapp/session/session-machine.ts';
import { ManualClock } from './support/manual-clock.ts';
import { silentLog } from './support/silent-log.ts';

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;
const ID = SessionId.parse('7b0f5f0e-4a43-4bd5-8b4f-0d2f3a1c9e10');

let clock: ManualClock;
let policy: CarePolicy;
let busy: boolean;
let megabytes: number | null;
let state: SessionState;
let usedAt: number;
let asked: SessionInput[];
let care: SessionCare;

beforeEach(() => {
  clock = new ManualClock();
  policy = { sleepAfterMinutes: null, wakeEveryMinutes: 15, browserMemoryLimitMb: 1500 };
  busy = false;
  megabytes = 273;
  state = { kind: 'connected', since: 1 };
  usedAt = clock.now();
  asked = [];
  care = new SessionCare({
    sessions: () => [
      { sessionId: ID, state, browserPid: 7, usedAt, apply: (input) => asked.push(input) },
    ],
    policy: () => policy,
    isBusy: () => busy,
    measure: async () => (megabytes === null ? null : megabytes * MEGABYTE),
    clock,
    log: silentLog(),
  });
});

describe('a browser that takes too much memory', () => {
  it('is started anew', async () => {
    megabytes = 1501;
    care.start();
    await clock.advance(MINUTE);
    expect(asked).toEqual([{ kind: 'restart', reason: 'memory' }]);
    await care.stop();
  });

  it('is waited for while something is being sent, but not for ever', async () => {
    megabytes = 5000;
    busy = true;
    for (let look = 0; look < 10; look += 1) await care.look();
    expect(asked).toEqual([]);
    await care.look();
    expect(asked).toEqual([{ kind: 'restart', reason: 'memory' }]);
  });

  it('is left alone at the limit, while it cannot be measured, and while the account is not connected', async () => {
    megabytes = 1500;
    await care.look();
    megabytes = null;
    await care.look();
    megabytes = 9000;
    state = { kind: 'reconnecting', attempt: 1 };
    await care.look();
    expect(asked).toEqual([]);
  });
});

describe('an account that nobody uses', () => {
  it('keeps its browser unless the owner wants it closed', async () => {
    await clock.advance(600 * MINUTE);
    await care.look();
    expect(asked).toEqual([]);
  });

  it('is put to sleep after its time, until it is to look for messages', async () => {
    policy = { ...policy, sleepAfterMinutes: 30 };
    await clock.advance(29 * MINUTE);
    await care.look();
    expect(asked).toEqual([]);
    await clock.advance(MINUTE);
    await care.look();
    expect(asked).toEqual([{ kind: 'sleep', until: clock.now() + 15 * MINUTE }]);
  });

  it('stays awake while something waits to be sent, and when it was just used', async () => {
    policy = { ...policy, sleepAfterMinutes: 30 };
    await clock.advance(60 * MINUTE);
    busy = true;
    await care.look();
    busy = false;
    usedAt = clock.now() - MINUTE;
    await care.look();
    expect(asked).toEqual([]);
  });
});
