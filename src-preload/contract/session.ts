import { z } from 'zod';
import { SessionId, Timestamp } from './ids.ts';
import { ErrorCode } from './result.ts';

/**
 * The one state of a linked WhatsApp account. The schema has six; the others are what truth needs, and
 * `domain/session-state.ts` maps each to the schema's name for the database.
 */
export const SessionState = z.discriminatedUnion('kind', [
  /** The browser is being started and the page loaded. */
  z.object({ kind: z.literal('starting') }),
  /** A QR code waits to be scanned; WhatsApp replaces it at `expiresAt`. */
  z.object({
    kind: z.literal('qr'),
    qr: z.string(),
    generatedAt: Timestamp,
    expiresAt: Timestamp,
  }),
  /** Nobody scanned; WhatsApp offers no more codes until asked. */
  z.object({ kind: z.literal('qr_expired') }),
  /** Scanned; WhatsApp is pairing the devices. */
  z.object({ kind: z.literal('authenticating') }),
  /** Paired; chats are being loaded. `percent` 0–100. */
  z.object({ kind: z.literal('syncing'), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('connected'), since: Timestamp }),
  /** The line is down and the app tries again by itself; `retryAt` is absent while it is trying. */
  z.object({
    kind: z.literal('reconnecting'),
    attempt: z.number().int().nonnegative(),
    retryAt: Timestamp.optional(),
  }),
  /** Not running; only a person can change that. */
  z.object({
    kind: z.literal('disconnected'),
    reason: z.enum(['logged_out', 'unlinked_by_phone', 'cancelled', 'conflict']),
  }),
  /**
   * Linked here, and not running because only one desktop at a time runs an account: `held_elsewhere`, or
   * `lease_unknown` while the database that says who does cannot be reached. It starts by itself when the account is
   * free.
   */
  z.object({ kind: z.literal('standby'), reason: z.enum(['held_elsewhere', 'lease_unknown']) }),
  /** WhatsApp has blocked the account. */
  z.object({ kind: z.literal('banned') }),
  /** WhatsApp changed its page: the modules that this version needs and did not find. */
  z.object({ kind: z.literal('incompatible'), missing: z.array(z.string()) }),
  /** It could not be started; `code` says why. */
  z.object({ kind: z.literal('failed'), code: ErrorCode }),
]);
export type SessionState = z.infer<typeof SessionState>;
export type StandbyReason = Extract<SessionState, { kind: 'standby' }>['reason'];

export const Session = z.object({
  sessionId: SessionId,
  /** The name the owner gave the account on WhatsApp; absent until the account was linked once. */
  pushname: z.string().optional(),
  /** E.164 with a plus sign; absent until the account was linked once. */
  phoneNumber: z.string().optional(),
  state: SessionState,
  createdAt: Timestamp,
});
export type Session = z.infer<typeof Session>;

const none = z.object({});
const bySession = z.object({ sessionId: SessionId });

export const sessionCommands = {
  'session.list': { input: none, output: z.array(Session) },
  /**
   * Opens the pairing window and starts linking: a new account, or with `sessionId` a known one again.
   * Called while an unfinished linking exists, it shows that one.
   */
  'session.link': { input: z.object({ sessionId: SessionId.optional() }), output: Session },
  /** Asks WhatsApp for a new QR code after `qr_expired`, or starts a `failed` session again. */
  'session.retry': { input: bySession, output: z.null() },
  /**
   * Asks the desktop that runs the account of a `standby` session to give way; this one starts when it has. Otherwise
   * `not_found`.
   */
  'session.takeOver': { input: bySession, output: z.null() },
  /** Gives up an unfinished linking and closes the pairing window. */
  'session.cancelLink': { input: bySession, output: z.null() },
  /** Unlinks the account: WhatsApp forgets this device and the sealed profile is deleted. */
  'session.logout': { input: bySession, output: z.null() },
  /** What the pairing window shows: the session that is being linked, or null. */
  'session.beingLinked': { input: none, output: Session.nullable() },
} as const;

export const sessionEvents = {
  'session.changed': Session,
} as const;
