import type { TFunction } from 'i18next';
import type { SessionState } from '../../../src-preload/contract/session.ts';
import { assertNever } from '../../bridge/assert-never.ts';
import { secondsUntil, type TimeFormats } from '../../ui/time/time-formats.ts';

/** The state of an account in a word or two. */
export function sessionWord(t: TFunction, state: SessionState, now: number): string {
  switch (state.kind) {
    case 'syncing':
      return t('accounts.states.syncing', { percent: Math.round(state.percent) });
    case 'reconnecting': {
      const seconds = state.retryAt === undefined ? 0 : secondsUntil(state.retryAt, now);
      return seconds > 0
        ? t('accounts.states.reconnectingIn', { seconds })
        : t('accounts.states.reconnecting');
    }
    case 'standby':
      return t(`accounts.states.${state.reason}`);
    case 'starting':
    case 'qr':
    case 'qr_expired':
    case 'pairing_code':
    case 'passkey_needed':
    case 'authenticating':
    case 'connected':
    case 'read_only':
    case 'asleep':
    case 'disconnected':
    case 'banned':
    case 'incompatible':
    case 'failed':
      return t(`accounts.states.${state.kind}`);
    default:
      return assertNever(state);
  }
}

/** What is behind the state and what it means for the user; null where the word says it all. */
export function sessionDetail(
  t: TFunction,
  state: SessionState,
  clockOf: TimeFormats['clock'],
): string | null {
  switch (state.kind) {
    case 'disconnected':
    case 'standby':
      return t(`accounts.details.${state.reason}`);
    case 'banned':
      return t('accounts.details.banned');
    case 'incompatible':
      return state.missing.length === 0
        ? t('accounts.details.incompatible')
        : `${t('accounts.details.incompatible')} ${t('accounts.details.incompatibleMissing', {
            missing: state.missing.join(', '),
          })}`;
    case 'failed':
      return `${t(`errors.${state.code}.happened`)} ${t(`errors.${state.code}.advice`)}`;
    case 'reconnecting':
      return state.attempt === 0
        ? null
        : t('accounts.details.reconnecting', { count: state.attempt });
    case 'read_only':
      return `${t('accounts.details.read_only')} ${t('accounts.details.readOnlyProblems', {
        problems: state.problems.join(', '),
      })}`;
    case 'asleep':
      return t('accounts.details.asleep', { time: clockOf(state.wakesAt) });
    case 'passkey_needed':
      return t('accounts.details.passkey_needed');
    case 'starting':
      return state.reason === undefined ? null : t(`accounts.details.${state.reason}`);
    case 'qr':
    case 'qr_expired':
    case 'pairing_code':
    case 'authenticating':
    case 'syncing':
    case 'connected':
      return null;
    default:
      return assertNever(state);
  }
}
