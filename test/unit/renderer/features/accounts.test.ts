import { describe, expect, it } from 'vitest';
import type { Session, SessionState } from '../../../../src-preload/contract/session.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createAccountsStore,
  startAccounts,
} from '../../../../src-renderer/features/accounts/accounts-store.ts';
import { phoneUnseenDays } from '../../../../src-renderer/features/accounts/phone-warning.ts';
import { placeSession } from '../../../../src-renderer/features/accounts/session-order.ts';
import {
  mostUrgent,
  presentSession,
} from '../../../../src-renderer/features/accounts/session-presentation.ts';
import {
  sessionDetail,
  sessionWord,
} from '../../../../src-renderer/features/accounts/session-words.ts';
import { accountLabels } from '../../../../src-renderer/features/inbox/account-labels.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleSession } from '../../../support/preview/sample-data.ts';
import { deferred, testDependencies } from '../samples.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';

const connected: SessionState = { kind: 'connected', since: 1 };
const qr: SessionState = { kind: 'qr', qr: 'code', generatedAt: 0, expiresAt: 20_000 };
const t = createI18n().t;

describe('placeSession', () => {
  it('keeps accounts in the order in which they were linked', () => {
    const later = sampleSession(1, connected);
    const earlier = sampleSession(0, connected);
    expect(placeSession([later], earlier)).toEqual([earlier, later]);
  });

  it('forgets an account whose first linking was cancelled, but not a known one', () => {
    const cancelled: SessionState = { kind: 'disconnected', reason: 'cancelled' };
    const known = sampleSession(0, connected);
    const unknown = sampleSession(1, qr);
    expect(placeSession([known, unknown], { ...unknown, state: cancelled })).toEqual([known]);
    expect(placeSession([known], { ...known, state: cancelled })).toHaveLength(1);
  });
});

describe('presentSession', () => {
  it('offers exactly what helps in each state', () => {
    const actions: [SessionState, ReturnType<typeof presentSession>['action']][] = [
      [connected, null],
      [qr, 'show_qr'],
      [{ kind: 'qr_expired' }, 'show_qr'],
      [{ kind: 'disconnected', reason: 'logged_out' }, 'link_again'],
      [{ kind: 'failed', code: 'whatsapp_failed' }, 'retry'],
      [{ kind: 'banned' }, null],
    ];
    for (const [state, action] of actions) {
      expect(presentSession(state).action).toBe(action);
    }
  });

  it('lets only an account that WhatsApp knows be logged out', () => {
    expect(presentSession(connected).canLogOut).toBe(true);
    expect(presentSession(qr).canLogOut).toBe(false);
  });
});

describe('mostUrgent', () => {
  it('is the account that works least', () => {
    const good = sampleSession(0, connected);
    const bad = sampleSession(1, { kind: 'banned' });
    const busy = sampleSession(2, { kind: 'reconnecting', attempt: 1 });
    expect(mostUrgent([good, bad, busy])).toBe(bad);
    expect(mostUrgent([good, busy])).toBe(busy);
    expect(mostUrgent([])).toBeUndefined();
  });
});

describe('the words for an account', () => {
  it('count down to the next attempt and say nothing of seconds while trying', () => {
    const state: SessionState = { kind: 'reconnecting', attempt: 2, retryAt: 10_000 };
    expect(sessionWord(t, state, 1500)).toBe('Reconnecting in 9 s');
    expect(sessionWord(t, state, 20_000)).toBe('Reconnecting');
  });

  it('name the modules that an incompatible WhatsApp lacks', () => {
    expect(sessionDetail(t, { kind: 'incompatible', missing: ['One', 'Two'] }, String)).toContain(
      'Missing: One, Two',
    );
  });
});

describe('the warning that a phone was not seen', () => {
  const day = 24 * 60 * 60_000;
  it('comes on the tenth day, four days before WhatsApp unlinks', () => {
    const session = { ...sampleSession(0, connected), phoneSeenAt: 0 };
    expect(phoneUnseenDays(session, 10 * day - 1)).toBeNull();
    expect(phoneUnseenDays(session, 10 * day)).toBe(10);
    expect(phoneUnseenDays(session, 12.5 * day)).toBe(12);
  });

  it('does not come for an account that is not linked, nor while nothing is known', () => {
    const unlinked = sampleSession(0, { kind: 'disconnected', reason: 'unlinked_by_phone' });
    expect(phoneUnseenDays({ ...unlinked, phoneSeenAt: 0 }, 12 * day)).toBeNull();
    const { phoneSeenAt: _, ...unknown } = sampleSession(0, connected);
    expect(phoneUnseenDays(unknown, 12 * day)).toBeNull();
  });
});

describe('accountLabels', () => {
  it('names accounts only when there is more than one', () => {
    const one = sampleSession(0, connected);
    const other = sampleSession(1, connected);
    expect(accountLabels([one]).size).toBe(0);
    expect(accountLabels([one, other]).get(other.sessionId)).toBe('Wholesale Lisbon');
  });
});

describe('the accounts store', () => {
  it('follows the accounts, also while they are being loaded', async () => {
    const dependencies = testDependencies();
    const answer = deferred<Result<Session[]>>();
    dependencies.bridge.handle('session.list', () => answer.promise);
    const store = createAccountsStore(dependencies);
    startAccounts(store, dependencies);
    const session = sampleSession(0, { kind: 'starting' });
    dependencies.bridge.emit('session.changed', { ...session, state: connected });
    answer.resolve(succeed([session]));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(shownValue(store.getState().sessions)?.[0]?.state.kind).toBe('connected');
  });

  it('leaves out what was never linked and will not be, also when it is loaded', async () => {
    const dependencies = testDependencies();
    const known = sampleSession(0, { kind: 'disconnected', reason: 'cancelled' });
    const { phoneNumber: _, ...unknown } = sampleSession(1, known.state);
    dependencies.bridge.handle('session.list', () => succeed([known, unknown]));
    const store = createAccountsStore(dependencies);
    await store.getState().load();
    expect(shownValue(store.getState().sessions)).toEqual([known]);
  });

  it('links a new account and a known one, and reports when that fails', async () => {
    const dependencies = testDependencies();
    const session = sampleSession(0, qr);
    dependencies.bridge
      .handle('session.list', () => succeed([]))
      .handle('session.link', () => succeed(session));
    const store = createAccountsStore(dependencies);
    await store.getState().load();
    await store.getState().link();
    await store.getState().link(session.sessionId);
    expect(dependencies.bridge.inputsOf('session.link')).toEqual([
      {},
      { sessionId: session.sessionId },
    ]);
    expect(shownValue(store.getState().sessions)).toEqual([session]);
    dependencies.bridge.handle('session.link', () => fail('keychain_unavailable'));
    await store.getState().link();
    expect(dependencies.reported.map((failure) => failure.code)).toEqual(['keychain_unavailable']);
    expect(store.getState().busy).toBe(false);
  });
});
