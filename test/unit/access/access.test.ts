import { beforeEach, describe, expect, it } from 'vitest';
import { Access, type LockReason } from '../../../src-main/access/access.ts';
import { codeBytes, newInvitationCode } from '../../../src-main/access/password.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import type { CheckIn } from '../../../src-main/store/access-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { AppState } from '../../../src-preload/contract/app.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { QUICK_COST } from '../../support/databases/test-workspace.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { MemorySecrets } from '../whatsapp/support/memory-secrets.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const PASSWORD = 'nine loaves a day';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const user = { userId: UserId.parse('a'.repeat(24)), name: 'Ana', email: 'ana@example.com' };

let clock: ManualClock;
let secrets: MemorySecrets;
let idle: number;
let happened: string[];
let isAway: boolean;
let refusal: AppError | null;
let answer: CheckIn;
let hash: { parameters: Parameters<Stores['access']['setPassword']>[2]; key: Buffer } | null;

const away = () => new AppError('database_unreachable', 'away');
const stores = {
  access: {
    checkIn: async () => {
      if (isAway) throw away();
      if (refusal) throw refusal;
      return answer;
    },
    isProtected: async () => hash !== null,
    passwordQuestion: async () => {
      if (isAway) throw away();
      return hash && { parameters: hash.parameters.parameters, isReset: false };
    },
    setPassword: async (_user: UserId, _before: Buffer | null, next: { key: Buffer }) => {
      hash = { parameters: next as never, key: next.key };
      answer = { outcome: 'in', user, role: 'owner', hasPassword: true };
      return true;
    },
    signIn: async ({ key }: { key: Buffer }) => hash?.key.equals(key) === true,
  },
  rateLimits: {
    take: async () => {
      if (isAway) throw away();
      return { outcome: 'allowed', at: 0 };
    },
  },
} as unknown as Pick<Stores, 'access' | 'rateLimits'>;

const make = (): Access =>
  new Access({
    secrets,
    deskId: 'desk',
    computer: 'computer',
    passwordCost: QUICK_COST,
    publish: (name) => void happened.push(name),
    idleFor: () => idle,
    onLocked: () => void happened.push('locked'),
    onUnlocked: () => void happened.push('unlocked'),
    onEnded: ({ code }) => void happened.push(code),
    onRefused: () => void happened.push('refused'),
    clock,
    log: silentLog(),
  });
const withPassword = async (): Promise<Access> => {
  const access = make();
  await access.admit(user.userId, stores);
  await access.setPassword(undefined, PASSWORD);
  return access;
};
const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : 'failed'),
  );

beforeEach(() => {
  clock = new ManualClock(Date.parse('2026-03-09T10:00:00Z'));
  secrets = new MemorySecrets();
  idle = 0;
  happened = [];
  isAway = false;
  refusal = null;
  hash = null;
  answer = { outcome: 'in', user, role: 'owner', hasPassword: false };
});

describe('a desktop', () => {
  it('is locked when nobody has touched it for as long as was chosen, and not before', async () => {
    const access = await withPassword();
    await access.setLocking({ lockAfterMinutes: 5, asksAtStart: false });
    idle = 5 * MINUTE - 1;
    await clock.advance(10_000);
    expect(access.locked).toBeNull();
    idle = 5 * MINUTE;
    await clock.advance(10_000);
    expect(access.locked).toBe<LockReason>('idle');
    expect(happened.filter((each) => each === 'locked')).toHaveLength(1);
    access.stop();
  });

  it('is not locked by itself where nobody chose that', async () => {
    const access = await withPassword();
    idle = DAY;
    await clock.advance(DAY);
    access.lockWithScreen();
    expect(access.locked).toBeNull();
    access.stop();
  });

  it('is locked with the screen of the computer where it locks itself', async () => {
    const access = await withPassword();
    await access.setLocking({ lockAfterMinutes: 60, asksAtStart: false });
    access.lockWithScreen();
    expect(access.locked).toBe('idle');
    access.stop();
  });

  it('locked, tells its windows nothing but whose it is', async () => {
    const access = await withPassword();
    const ready: AppState = { phase: 'ready', user };
    expect(access.shown(ready)).toBe(ready);
    access.lock('asked');
    expect(access.shown(ready)).toEqual({ phase: 'signed_out', name: 'Ana', reason: 'asked' });
    access.stop();
  });

  it('is unlocked without the database by the keychain, slower after each wrong password', async () => {
    const access = await withPassword();
    access.lock('asked');
    isAway = true;
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await codeOf(access.signIn('not the one'))).toBe('password_wrong');
    }
    expect(await codeOf(access.signIn(PASSWORD))).toBe('too_many_attempts');
    // Ending the app gains nothing.
    access.stop();
    const again = make();
    await again.open(user.userId);
    expect(await codeOf(again.signIn(PASSWORD))).toBe('too_many_attempts');
    await clock.advance(30_001);
    expect(await codeOf(again.signIn('not the one'))).toBe('password_wrong');
    await clock.advance(30_001);
    expect(await codeOf(again.signIn(PASSWORD))).toBe('too_many_attempts');
    await clock.advance(30_001);
    expect(await codeOf(again.signIn(PASSWORD))).toBe('done');
    expect(again.locked).toBeNull();
    again.stop();
  });

  it('asks at every start where that was chosen', async () => {
    const access = await withPassword();
    await access.setLocking({ lockAfterMinutes: null, asksAtStart: true });
    access.stop();
    const again = make();
    await again.open(user.userId);
    expect(again.locked).toBe('start');
    expect(again.current).toEqual({ ...user, role: 'owner' });
    const other = make();
    await other.open(UserId.parse('b'.repeat(24)));
    expect([other.locked, other.current]).toEqual([null, null]);
    again.stop();
  });

  it('shows what it remembers for seven days without the databases', async () => {
    const access = await withPassword();
    access.stop();
    const again = make();
    await again.open(user.userId);
    expect(again.mayRemember).toBe(true);
    await clock.advance(7 * DAY + 1);
    expect(again.mayRemember).toBe(false);
    again.stop();
  });

  it('is locked when its token does not hold, and ends when it was shut out', async () => {
    const access = await withPassword();
    answer = { outcome: 'signIn', user, role: 'agent', hasPassword: true };
    access.noteTeamChanged();
    await clock.advance(1);
    await settle();
    expect(access.locked).toBe('revoked');
    expect(access.current?.role).toBe('agent');
    answer = { outcome: 'shutOut' };
    await clock.advance(30_000);
    await settle();
    expect(happened).toContain('desktop_shut_out');
    access.stop();
  });

  it('whose login was ended begins anew, and shows nothing from memory', async () => {
    const access = await withPassword();
    refusal = new AppError('database_refused_login', 'ended');
    await clock.advance(30_000);
    expect(happened).toContain('refused');
    access.stop();
    const again = make();
    await again.open(user.userId);
    expect(again.mayRemember).toBe(false);
    again.stop();
  });

  it('has no password in its keychain', async () => {
    const access = await withPassword();
    expect(JSON.stringify([...secrets.values])).not.toContain(PASSWORD);
    access.stop();
  });
});

describe('a code', () => {
  it('is read in whatever way it was typed', () => {
    const code = newInvitationCode();
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
    expect(codeBytes(typed)).toEqual(codeBytes(code));
    expect(codeBytes('l1iI')).toEqual(codeBytes('1111'));
    expect(newInvitationCode()).not.toBe(code);
  });
});
