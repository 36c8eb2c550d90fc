import { describe, expect, it } from 'vitest';
import { Session, type SessionState } from '../../../../src-preload/contract/session.ts';
import { accountNotices } from '../../../../src-renderer/features/accounts/account-notices.ts';
import { sendingObstacle } from '../../../../src-renderer/features/inbox/sending-obstacle.ts';
import { uuid } from '../../../support/preview/sample-data.ts';

const DAY = 24 * 60 * 60_000;
const NOW = 100 * DAY;

function session(state: SessionState, phoneSeenAt = NOW, number = 1): Session {
  return Session.parse({
    sessionId: uuid(number),
    phoneNumber: '+34600000001',
    state,
    createdAt: 0,
    autoReconnect: true,
    phoneSeenAt,
  });
}

const connected: SessionState = { kind: 'connected', since: 1 };
const readOnly: SessionState = { kind: 'read_only', since: 1, problems: ['acks'] };
const unlinked: SessionState = { kind: 'disconnected', reason: 'unlinked_by_phone' };

describe('what is said of accounts above the conversations', () => {
  it.each([
    ['cannot send', readOnly, 'warning'],
    ['is not paired any more', unlinked, 'warning'],
    ['is blocked', { kind: 'banned' }, 'danger'],
    ['does not fit WhatsApp any more', { kind: 'incompatible', missing: [] }, 'danger'],
  ] as [string, SessionState, string][])('is that one %s', (_, state, tone) => {
    expect(accountNotices([session(state)], NOW)).toMatchObject([{ tone, unseenDays: null }]);
  });

  it('is nothing of one that works, is on its way, sleeps, or is being linked', () => {
    const states: SessionState[] = [
      connected,
      { kind: 'starting' },
      { kind: 'reconnecting', attempt: 4 },
      { kind: 'asleep', since: 1, wakesAt: 2 },
      { kind: 'qr_expired' },
      { kind: 'standby', reason: 'held_elsewhere' },
    ];
    expect(states.flatMap((state) => accountNotices([session(state)], NOW))).toEqual([]);
  });

  it('is that the phone was not seen for long, while there is still time', () => {
    expect(accountNotices([session(connected, NOW - 9 * DAY)], NOW)).toEqual([]);
    expect(accountNotices([session(connected, NOW - 11 * DAY)], NOW)).toMatchObject([
      { tone: 'warning', unseenDays: 11 },
    ]);
  });

  it('begins with the gravest, and counts as new when it changed', () => {
    const notices = accountNotices(
      [session(readOnly), session({ kind: 'banned' }, NOW, 2), session(unlinked, NOW, 3)],
      NOW,
    );
    expect(notices.map(({ tone }) => tone)).toEqual(['danger', 'warning', 'warning']);
    const [before] = accountNotices([session(unlinked)], NOW);
    const [after] = accountNotices([session({ kind: 'disconnected', reason: 'conflict' })], NOW);
    expect(before?.key).not.toBe(after?.key);
  });
});

describe('what keeps a message from going at once', () => {
  it.each([
    [connected, null],
    [readOnly, { reason: 'read_only', needsPerson: true }],
    [unlinked, { reason: 'not_linked', needsPerson: true }],
    [
      { kind: 'disconnected', reason: 'conflict' },
      { reason: 'conflict', needsPerson: true },
    ],
    [
      { kind: 'reconnecting', attempt: 1 },
      { reason: 'offline', needsPerson: false },
    ],
    [
      { kind: 'asleep', since: 1, wakesAt: 2 },
      { reason: 'wakes', needsPerson: false },
    ],
    [
      { kind: 'standby', reason: 'held_elsewhere' },
      { reason: 'elsewhere', needsPerson: true },
    ],
    [undefined, { reason: 'elsewhere', needsPerson: true }],
  ] as [SessionState | undefined, ReturnType<typeof sendingObstacle>][])(
    'is, for %o, %o',
    (state, expected) => {
      expect(sendingObstacle(state)).toEqual(expected);
    },
  );
});
