import { describe, expect, it } from 'vitest';
import { SessionState } from '../../../src-preload/contract/session.ts';
import { meaningOf } from '../../../src-main/domain/session-state.ts';
import { reconnectDelay } from '../../../src-main/whatsapp/session/reconnect-delay.ts';
import { isWorthARow } from '../../../src-main/whatsapp/session/session-change.ts';

const qr = { kind: 'qr', qr: 'a', generatedAt: 1, expiresAt: 2 } as const;

describe('a state', () => {
  it.each([
    [{ kind: 'starting' }, 'initializing', 'initializing', 'info', false],
    [qr, 'qr_generated', 'qr_generated', 'info', false],
    [
      { kind: 'pairing_code', code: 'ABCD1234', generatedAt: 1 },
      'qr_generated',
      'pairing_code_generated',
      'info',
      false,
    ],
    [{ kind: 'passkey_needed' }, 'authenticating', 'passkey_needed', 'warning', false],
    [{ kind: 'starting', reason: 'memory' }, 'initializing', 'initializing', 'info', false],
    [{ kind: 'read_only', since: 1, problems: ['acks'] }, 'connected', 'read_only', 'error', false],
    [{ kind: 'asleep', since: 1, wakesAt: 2 }, 'disconnected', 'asleep', 'info', false],
    [
      { kind: 'disconnected', reason: 'line_lost' },
      'disconnected',
      'disconnected',
      'warning',
      true,
    ],
    [{ kind: 'qr_expired' }, 'qr_generated', 'qr_expired', 'info', false],
    [{ kind: 'authenticating' }, 'authenticating', 'authenticating', 'info', false],
    [{ kind: 'syncing', percent: 5 }, 'authenticating', 'syncing', 'info', false],
    [{ kind: 'connected', since: 1 }, 'connected', 'connected', 'info', false],
    [{ kind: 'reconnecting', attempt: 3 }, 'disconnected', 'reconnecting', 'warning', false],
    [{ kind: 'standby', reason: 'held_elsewhere' }, 'disconnected', 'standby', 'info', false],
    [{ kind: 'standby', reason: 'lease_unknown' }, 'disconnected', 'standby', 'info', false],
    [{ kind: 'disconnected', reason: 'logged_out' }, 'disconnected', 'disconnected', 'info', true],
    [{ kind: 'disconnected', reason: 'cancelled' }, 'disconnected', 'disconnected', 'info', true],
    [
      { kind: 'disconnected', reason: 'unlinked_by_phone' },
      'disconnected',
      'disconnected',
      'warning',
      true,
    ],
    [{ kind: 'disconnected', reason: 'conflict' }, 'disconnected', 'disconnected', 'warning', true],
    [{ kind: 'banned' }, 'banned', 'banned', 'critical', true],
    [{ kind: 'incompatible', missing: ['X'] }, 'disconnected', 'incompatible', 'critical', true],
    [{ kind: 'failed', code: 'internal' }, 'disconnected', 'error', 'error', true],
  ] as [SessionState, string, string, string, boolean][])(
    '%j has a name in the schema, a row, a severity, and is final or not',
    (state, status, eventType, severity, isFinal) => {
      expect(SessionState.parse(state)).toEqual(state);
      expect(meaningOf(state)).toMatchObject({ status, eventType, severity, isFinal });
      expect(meaningOf(state).message).not.toBe('');
    },
  );
});

describe('what is told of a state', () => {
  it('never has the code in it that links an account', () => {
    const { message } = meaningOf({ kind: 'pairing_code', code: 'ABCD1234', generatedAt: 1 });
    expect(message).not.toContain('ABCD1234');
  });
});

describe('a change of state', () => {
  it('is worth a row when something happened, and not for progress within a state', () => {
    expect(isWorthARow({ kind: 'starting' }, qr)).toBe(true);
    expect(isWorthARow(qr, { ...qr, qr: 'b' })).toBe(true);
    expect(isWorthARow(qr, { ...qr })).toBe(false);
    expect(isWorthARow({ kind: 'syncing', percent: 1 }, { kind: 'syncing', percent: 2 })).toBe(
      false,
    );
    const trying = { kind: 'reconnecting', attempt: 1 } as const;
    expect(isWorthARow({ ...trying, retryAt: 5 }, trying)).toBe(false);
    expect(isWorthARow(trying, { ...trying, attempt: 2 })).toBe(true);
  });
});

describe('the wait before a new attempt', () => {
  it('doubles from two seconds to five minutes', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000].map((attempt) =>
      reconnectDelay(attempt, 0),
    );
    expect(delays).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000,
    ]);
  });

  it('is up to a quarter shorter at random, and never under two seconds', () => {
    expect(reconnectDelay(5, 0.5)).toBe(28_000);
    expect(reconnectDelay(20, 0.999)).toBe(225_075);
    expect(reconnectDelay(1, 0.999)).toBe(2_000);
  });
});
