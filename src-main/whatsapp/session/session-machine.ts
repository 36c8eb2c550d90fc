import type { SessionState, StandbyReason } from '../../../src-preload/contract/session.ts';
import type { ErrorCode } from '../../../src-preload/contract/result.ts';
import { assertNever } from '../../common/assert-never.ts';
import { meaningOf } from '../../domain/session-state.ts';
import type { ClientEvent } from '../whatsapp-client.ts';
import { reconnectDelay } from './reconnect-delay.ts';

/** Where one account's session stands. Pure data; `advance` is all that changes it. */
export interface SessionMachine {
  readonly state: SessionState;
  /** A person is linking it (QR codes are shown), or an account that is linked is being kept connected. */
  readonly purpose: 'linking' | 'restoring';
  /** Failed attempts since the last connection that lasted. */
  readonly attempt: number;
  /** How many QR codes this linking has shown. */
  readonly codes: number;
  /** What the self-test of the page found: with any of these nothing is sent. */
  readonly problems: readonly string[];
}

export type SessionInput =
  | { kind: 'start'; purpose: SessionMachine['purpose'] }
  /** A browser that runs well is started anew. */
  | { kind: 'restart'; reason: 'memory' | 'hidden' }
  /** The browser is closed until then (milliseconds), or until somebody needs it. */
  | { kind: 'sleep'; until: number }
  | { kind: 'wake_up' }
  | { kind: 'client'; event: Exclude<ClientEvent, { kind: 'raw' | 'blocked' }> }
  /** The client could not be started. */
  | { kind: 'start_failed'; code: ErrorCode }
  /** There was a linked account, but its sealed profile does not open. */
  | { kind: 'profile_unreadable' }
  | { kind: 'retry_due' }
  /** The connection has lasted. */
  | { kind: 'stable' }
  /** A person asks for a new QR code, or to try again. */
  | { kind: 'retry' }
  | { kind: 'cancel' }
  /** Another desktop runs the account, or may do so. */
  | { kind: 'stand_by'; reason: StandbyReason }
  /** This desktop may run the account now. */
  | { kind: 'resume' }
  | { kind: 'logout' }
  /** The account may not be linked here, because it is already, or because the session is another account's. */
  | { kind: 'account_refused' };

export type SessionEffect =
  /** Starts a new client; one that runs is stopped first. */
  | { kind: 'start_client' }
  | { kind: 'stop_client' }
  /** Unlinks the device at WhatsApp, as far as the client can, and stops it. */
  | { kind: 'log_out_client' }
  /** Asks for QR codes, also where a code to type was asked for before. */
  | { kind: 'refresh_qr' }
  | { kind: 'wipe_profile' }
  | { kind: 'retry_after'; delay: number }
  | { kind: 'wake_after'; delay: number }
  /** Says `stable` when the connection has lasted so long. */
  | { kind: 'await_stability' };

export interface SessionStep {
  readonly machine: SessionMachine;
  readonly effects: readonly SessionEffect[];
}

export interface MachineContext {
  /** Milliseconds. */
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
  /** Whether a connection that failed is tried again without a person. */
  readonly autoReconnect: boolean;
  /** How long WhatsApp shows its first QR code, and each later one. Milliseconds. */
  readonly qrLifetime: { readonly first: number; readonly later: number };
}

/** Failures that trying again by itself does not cure. */
const lasting: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'keychain_unavailable',
  'whatsapp_incompatible',
  'whatsapp_browser_missing',
  'whatsapp_refused',
  'internal',
]);

export function idleMachine(state: SessionState): SessionMachine {
  return { state, purpose: 'restoring', attempt: 0, codes: 0, problems: [] };
}

export function advance(
  machine: SessionMachine,
  input: SessionInput,
  context: MachineContext,
): SessionStep {
  switch (input.kind) {
    case 'start':
      return start(input.purpose);
    case 'restart':
      return isRunning(machine.state)
        ? to(
            { ...machine, purpose: 'restoring', attempt: 0 },
            { kind: 'starting', reason: input.reason },
            ['start_client'],
          )
        : unchanged(machine);
    case 'sleep':
      return fallAsleep(machine, input.until, context);
    case 'wake_up':
      return machine.state.kind === 'asleep' ? start('restoring') : unchanged(machine);
    case 'client':
      return onClientEvent(machine, input.event, context);
    case 'start_failed':
      return onFailure(machine, input.code, context);
    case 'profile_unreadable':
      return ended(machine, { kind: 'disconnected', reason: 'unlinked_by_phone' }, ['stop_client']);
    case 'retry_due':
      return machine.state.kind === 'reconnecting'
        ? to(machine, { kind: 'reconnecting', attempt: machine.attempt }, ['start_client'])
        : unchanged(machine);
    case 'stable':
      return unchanged(isRunning(machine.state) ? { ...machine, attempt: 0 } : machine);
    case 'retry':
      return onRetry(machine);
    case 'cancel':
      return machine.purpose === 'linking' && machine.state.kind !== 'connected'
        ? ended(machine, { kind: 'disconnected', reason: 'cancelled' }, [
            'stop_client',
            'wipe_profile',
          ])
        : unchanged(machine);
    case 'stand_by':
      return standBy(machine, input.reason);
    case 'resume':
      return machine.state.kind === 'standby' ? start('restoring') : unchanged(machine);
    case 'logout':
      return ended(machine, { kind: 'disconnected', reason: 'logged_out' }, [
        'log_out_client',
        'wipe_profile',
      ]);
    case 'account_refused':
      return ended(machine, { kind: 'failed', code: 'whatsapp_refused' }, [
        'log_out_client',
        'wipe_profile',
      ]);
    default:
      return assertNever(input);
  }
}

function onClientEvent(
  machine: SessionMachine,
  event: Exclude<ClientEvent, { kind: 'raw' | 'blocked' }>,
  context: MachineContext,
): SessionStep {
  switch (event.kind) {
    case 'qr':
      if (machine.purpose === 'restoring') return unlinked(machine);
      // WhatsApp goes on making QR codes while a person is typing the other.
      if (machine.state.kind === 'pairing_code') return unchanged(machine);
      return to(
        { ...machine, codes: machine.codes + 1 },
        {
          kind: 'qr',
          qr: event.qr,
          generatedAt: context.now,
          expiresAt:
            context.now +
            (machine.codes === 0 ? context.qrLifetime.first : context.qrLifetime.later),
        },
      );
    case 'qr_expired':
      if (machine.purpose === 'restoring') return unlinked(machine);
      return machine.state.kind === 'pairing_code'
        ? unchanged(machine)
        : to(machine, { kind: 'qr_expired' });
    case 'scanned':
      return to(machine, { kind: 'authenticating' });
    case 'pairing_code':
      return machine.purpose === 'linking'
        ? to(machine, { kind: 'pairing_code', code: event.code, generatedAt: context.now })
        : unchanged(machine);
    case 'passkey_needed':
      return machine.purpose === 'linking'
        ? to(machine, { kind: 'passkey_needed' })
        : unchanged(machine);
    case 'loading':
      return isRunning(machine.state)
        ? unchanged(machine)
        : to(machine, { kind: 'syncing', percent: event.percent });
    case 'ready':
      return onReady({ ...machine, problems: event.problems ?? [] }, context);
    case 'line':
      return onLine(machine, event.up, context);
    case 'unlinked':
      return unlinked(machine);
    case 'conflict':
      return ended(machine, { kind: 'disconnected', reason: 'conflict' }, ['stop_client']);
    case 'banned':
      return ended(machine, { kind: 'banned' }, ['stop_client']);
    case 'incompatible':
      return ended(machine, { kind: 'incompatible', missing: event.missing }, ['stop_client']);
    case 'dead':
      return onFailure(machine, 'whatsapp_failed', context);
    default:
      return assertNever(event);
  }
}

function start(purpose: SessionMachine['purpose']): SessionStep {
  return to({ ...idleMachine({ kind: 'starting' }), purpose }, { kind: 'starting' }, [
    'start_client',
  ]);
}

/** Whether the line is up; with what the self-test found, for reading only. */
function isRunning(state: SessionState): boolean {
  return state.kind === 'connected' || state.kind === 'read_only';
}

function running({ problems }: SessionMachine, since: number): SessionState {
  return problems.length === 0
    ? { kind: 'connected', since }
    : { kind: 'read_only', since, problems: [...problems] };
}

function fallAsleep(machine: SessionMachine, until: number, { now }: MachineContext): SessionStep {
  if (!isRunning(machine.state)) return unchanged(machine);
  return {
    machine: { ...machine, attempt: 0, state: { kind: 'asleep', since: now, wakesAt: until } },
    effects: [{ kind: 'stop_client' }, { kind: 'wake_after', delay: Math.max(0, until - now) }],
  };
}

/** What has ended stays ended: there is nothing to hold back. */
function standBy(machine: SessionMachine, reason: StandbyReason): SessionStep {
  const { state } = machine;
  if (state.kind === 'standby') {
    return state.reason === reason ? unchanged(machine) : to(machine, { kind: 'standby', reason });
  }
  return meaningOf(state).isFinal
    ? unchanged(machine)
    : ended(machine, { kind: 'standby', reason }, ['stop_client']);
}

function onReady(machine: SessionMachine, { now }: MachineContext): SessionStep {
  const linked: SessionMachine = { ...machine, purpose: 'restoring', codes: 0 };
  const state = running(machine, now);
  if (machine.state.kind === state.kind) return unchanged(linked);
  return to(linked, state, ['await_stability']);
}

function onLine(machine: SessionMachine, up: boolean, { now }: MachineContext): SessionStep {
  if (up && machine.state.kind === 'reconnecting') {
    return to(machine, running(machine, now), ['await_stability']);
  }
  if (!up && isRunning(machine.state)) {
    return to(machine, { kind: 'reconnecting', attempt: machine.attempt });
  }
  return unchanged(machine);
}

function onFailure(
  machine: SessionMachine,
  code: ErrorCode,
  { now, random, autoReconnect }: MachineContext,
): SessionStep {
  if (lasting.has(code)) return ended(machine, { kind: 'failed', code }, ['stop_client']);
  const scanned = machine.state.kind === 'authenticating' || machine.state.kind === 'syncing';
  if (machine.purpose === 'linking' && !scanned && machine.attempt === 0) {
    // Somebody is looking at it, and decides.
    return ended(machine, { kind: 'failed', code }, ['stop_client']);
  }
  if (machine.purpose === 'restoring' && !autoReconnect) {
    return ended(machine, { kind: 'disconnected', reason: 'line_lost' }, ['stop_client']);
  }
  const attempt = machine.attempt + 1;
  const delay = reconnectDelay(attempt, random);
  return {
    machine: {
      ...machine,
      attempt,
      state: { kind: 'reconnecting', attempt, retryAt: now + delay },
    },
    effects: [{ kind: 'stop_client' }, { kind: 'retry_after', delay }],
  };
}

function onRetry(machine: SessionMachine): SessionStep {
  switch (machine.state.kind) {
    case 'qr_expired':
      return unchanged(machine, ['refresh_qr']);
    case 'pairing_code':
      return to(machine, { kind: 'starting' }, ['refresh_qr']);
    case 'asleep':
    case 'read_only':
      // For one that can only be read: the page may have been mended meanwhile.
      return start('restoring');
    case 'reconnecting':
      return to(machine, { kind: 'reconnecting', attempt: machine.attempt }, ['start_client']);
    case 'failed':
    case 'incompatible':
      return start(machine.purpose);
    case 'disconnected':
      // Its link still stands.
      return machine.state.reason === 'conflict' || machine.state.reason === 'line_lost'
        ? start('restoring')
        : unchanged(machine);
    case 'starting':
    case 'qr':
    case 'passkey_needed':
    case 'authenticating':
    case 'syncing':
    case 'connected':
    case 'standby':
    case 'banned':
      return unchanged(machine);
    default:
      return assertNever(machine.state);
  }
}

function unlinked(machine: SessionMachine): SessionStep {
  return ended(machine, { kind: 'disconnected', reason: 'unlinked_by_phone' }, [
    'stop_client',
    'wipe_profile',
  ]);
}

type PlainEffect = Exclude<SessionEffect['kind'], 'retry_after' | 'wake_after'>;

function to(
  machine: SessionMachine,
  state: SessionState,
  effects: readonly PlainEffect[] = [],
): SessionStep {
  return { machine: { ...machine, state }, effects: effects.map((kind) => ({ kind })) };
}

function ended(
  machine: SessionMachine,
  state: SessionState,
  effects: readonly PlainEffect[],
): SessionStep {
  return to({ ...machine, attempt: 0, codes: 0 }, state, effects);
}

function unchanged(machine: SessionMachine, effects: readonly PlainEffect[] = []): SessionStep {
  return to(machine, machine.state, effects);
}
