import { beforeEach, describe, expect, it } from 'vitest';
import { AccountLeases } from '../../../src-main/app/account-leases.ts';
import type { LeaseAnswer, LeaseClaim, LeaseStore } from '../../../src-main/store/lease-store.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session, SessionState } from '../../../src-preload/contract/session.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { account } from '../whatsapp/support/scripted-client.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const SESSION = SessionId.parse('7b0f5f0e-4a43-4bd5-8b4f-0d2f3a1c9e10');
const mine: LeaseAnswer = { outcome: 'held', fence: 1, isWanted: false };
const wanted: LeaseAnswer = { outcome: 'held', fence: 1, isWanted: true };
const theirs: LeaseAnswer = { outcome: 'heldElsewhere' };

/** The database's side: answers what the test says, or not at all. */
class FakeStore implements LeaseStore {
  answer: LeaseAnswer | 'nothing' | 'failure' = mine;
  readonly claims: LeaseClaim[] = [];
  released = 0;

  claim(claim: LeaseClaim): Promise<LeaseAnswer> {
    this.claims.push(claim);
    if (this.answer === 'nothing') return new Promise(() => {});
    if (this.answer === 'failure') return Promise.reject(new Error('no database'));
    return Promise.resolve(this.answer);
  }

  release(): Promise<'released'> {
    this.released += 1;
    return Promise.resolve('released');
  }
}

let clock: ManualClock;
let steady: number | null;
let store: FakeStore;
let told: string[];
let remembered: Set<SessionId>;
let stopped: () => void;
let leases: AccountLeases;

beforeEach(() => {
  clock = new ManualClock();
  steady = null;
  store = new FakeStore();
  told = [];
  remembered = new Set();
  stopped = () => {};
  leases = new AccountLeases({
    store,
    clock,
    steady: () => steady ?? clock.now(),
    log: silentLog(),
    memory: {
      has: (sessionId) => remembered.has(sessionId),
      remember: async (sessionId) => void remembered.add(sessionId),
      forget: async (sessionId) => void remembered.delete(sessionId),
    },
    sessions: {
      standBy: (_sessionId, reason) => {
        told.push(reason);
        return new Promise((resolve) => {
          stopped = resolve;
        });
      },
      resume: () => told.push('resume'),
    },
    onHeld: () => told.push('held'),
  });
  leases.start();
});

const admit = () => leases.admit(SESSION, account);
const session = (state: SessionState): Session => ({
  sessionId: SESSION,
  state,
  createdAt: 1,
  autoReconnect: true,
});

/** What the sessions were told since the last look. */
function news(): string[] {
  return told.splice(0);
}

describe('a session that is about to run', () => {
  it('may run when the lease was taken', async () => {
    expect(await admit()).toBe('granted');
    expect(leases.holds(SESSION)).toBe(true);
    expect(store.claims).toMatchObject([{ accountId: account.whatsappId, sessionId: SESSION }]);
  });

  it('may not run while another desktop has it, and starts when that one is gone', async () => {
    store.answer = theirs;
    expect(await admit()).toBe('held_elsewhere');
    expect(leases.holds(SESSION)).toBe(false);
    await clock.advance(10_000);
    news();
    store.answer = { outcome: 'held', fence: 2, isWanted: false };
    await clock.advance(5_000);
    expect(news()).toContain('resume');
    expect(leases.holds(SESSION)).toBe(true);
  });

  it('waits when the database gives no answer, unless it ran on this device last', async () => {
    store.answer = 'failure';
    expect(await admit()).toBe('lease_unknown');
    remembered.add(SESSION);
    expect(await admit()).toBe('granted');
    expect(leases.holds(SESSION)).toBe(false);
    store.answer = mine;
    await clock.advance(5_000);
    expect(leases.holds(SESSION)).toBe(true);
    expect(news()).toContain('held');
  });

  it('does not wait for ever for a database that hangs', async () => {
    store.answer = 'nothing';
    const answer = admit();
    await clock.advance(4_000);
    expect(await answer).toBe('lease_unknown');
  });
});

describe('a session that runs', () => {
  beforeEach(async () => {
    await admit();
    news();
  });

  it('keeps its lease', async () => {
    await clock.advance(60_000);
    expect(store.claims.length).toBeGreaterThanOrEqual(12);
    expect(leases.holds(SESSION)).toBe(true);
    expect(news()).not.toContain('held_elsewhere');
  });

  it('stops at once when another desktop has it', async () => {
    store.answer = theirs;
    await clock.advance(5_000);
    expect(news()).toContain('held_elsewhere');
    expect(leases.holds(SESSION)).toBe(false);
    expect(remembered).not.toContain(SESSION);
  });

  it('goes on while the database is away, but sends nothing before the lease can end', async () => {
    store.answer = 'failure';
    await clock.advance(14_000);
    expect(leases.holds(SESSION)).toBe(true);
    await clock.advance(1_000);
    expect(leases.holds(SESSION)).toBe(false);
    await clock.advance(600_000);
    expect(news()).toEqual([]);
  });

  it('sends again when the database is back and nobody took the account', async () => {
    store.answer = 'failure';
    await clock.advance(60_000);
    store.answer = mine;
    await clock.advance(5_000);
    expect(leases.holds(SESSION)).toBe(true);
    expect(news()).toContain('held');
  });

  it('stops when the database is back and somebody took the account', async () => {
    store.answer = 'failure';
    await clock.advance(60_000);
    store.answer = theirs;
    await clock.advance(5_000);
    expect(news()).toContain('held_elsewhere');
  });

  it('sends nothing after the computer slept, whichever of its clocks stood still', async () => {
    steady = clock.now();
    store.answer = 'nothing';
    await clock.advance(20_000);
    expect(leases.holds(SESSION)).toBe(false);
  });

  it('sends nothing when its process was paused and somebody set the clock back', async () => {
    steady = clock.now() + 20_000;
    expect(leases.holds(SESSION)).toBe(false);
  });

  it('looks at once when the computer wakes up', async () => {
    store.answer = theirs;
    leases.wake();
    await settle();
    expect(news()).toContain('held_elsewhere');
  });

  it('gives way when another desktop asks: first it stops, then the lease is given back', async () => {
    store.answer = wanted;
    await clock.advance(5_000);
    expect(news()).toContain('held_elsewhere');
    expect(leases.holds(SESSION)).toBe(false);
    expect(store.released).toBe(0);
    // Its browser takes its time: meanwhile nobody else can begin.
    await clock.advance(10_000);
    expect(store.released).toBe(0);
    stopped();
    await settle();
    expect(store.released).toBe(1);
    store.answer = theirs;
    await clock.advance(5_000);
    expect(news()).not.toContain('resume');
  });

  it('is not brought back by an answer to a question from before it gave way', async () => {
    store.answer = wanted;
    await clock.advance(5_000);
    let answer: (late: LeaseAnswer) => void = () => {};
    store.claim = () => new Promise((resolve) => (answer = resolve));
    leases.wake();
    await settle();
    stopped();
    await settle();
    news();
    answer(mine);
    await settle();
    expect(news()).toEqual([]);
    expect(leases.holds(SESSION)).toBe(false);
  });

  it.each<SessionState>([
    { kind: 'disconnected', reason: 'logged_out' },
    { kind: 'disconnected', reason: 'conflict' },
    { kind: 'failed', code: 'internal' },
    { kind: 'banned' },
  ])('gives the lease back when it has ended as %j', async (state) => {
    leases.noteChange(session(state));
    await settle();
    expect(store.released).toBe(1);
    expect(leases.holds(SESSION)).toBe(false);
  });

  it('keeps the lease while its line is down', async () => {
    leases.noteChange(session({ kind: 'reconnecting', attempt: 3 }));
    await settle();
    expect(store.released).toBe(0);
  });

  it('gives the lease back at the end of the app, and asks for nothing more', async () => {
    await leases.stop();
    expect(store.released).toBe(1);
    const { length } = store.claims;
    await clock.advance(60_000);
    expect(store.claims).toHaveLength(length);
  });
});

describe('taking an account over', () => {
  it('asks for it once, and then looks every second until it is had', async () => {
    store.answer = theirs;
    await admit();
    await leases.takeOver(SESSION);
    await clock.advance(2_500);
    expect(store.claims.filter(({ insists }) => insists)).toHaveLength(1);
    expect(store.claims.length).toBeGreaterThanOrEqual(4);
    news();
    store.answer = { outcome: 'held', fence: 2, isWanted: false };
    await clock.advance(1_000);
    expect(news()).toContain('resume');
  });

  it('is refused for a session that runs here, or that nobody knows', async () => {
    await expect(leases.takeOver(SESSION)).rejects.toMatchObject({ code: 'not_found' });
    await admit();
    await expect(leases.takeOver(SESSION)).rejects.toMatchObject({ code: 'not_found' });
  });
});
