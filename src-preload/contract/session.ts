import { z } from 'zod';
import { SessionId, Timestamp } from './ids.ts';
import { ErrorCode } from './result.ts';

/**
 * The one state of a linked WhatsApp account. The schema has six; the others are what truth needs, and
 * `domain/session-state.ts` maps each to the schema's name for the database.
 */
export const SessionState = z.discriminatedUnion('kind', [
  /**
   * The browser is being started and the page loaded; `reason` where it is started anew: it had grown beyond the limit
   * (`memory`), or was linked in a window that is no longer needed (`hidden`).
   */
  z.object({ kind: z.literal('starting'), reason: z.enum(['memory', 'hidden']).optional() }),
  /** A QR code waits to be scanned; WhatsApp replaces it at `expiresAt`. */
  z.object({
    kind: z.literal('qr'),
    qr: z.string(),
    generatedAt: Timestamp,
    expiresAt: Timestamp,
  }),
  /** Nobody scanned; WhatsApp offers no more codes until asked. */
  z.object({ kind: z.literal('qr_expired') }),
  /** Eight characters wait to be typed on the phone, in the place of a QR code. */
  z.object({ kind: z.literal('pairing_code'), code: z.string(), generatedAt: Timestamp }),
  /** WhatsApp asks for a passkey, which a person can give in a visible window only (`session.linkInWindow`). */
  z.object({ kind: z.literal('passkey_needed') }),
  /** Scanned; WhatsApp is pairing the devices. */
  z.object({ kind: z.literal('authenticating') }),
  /** Paired; chats are being loaded. `percent` 0–100. */
  z.object({ kind: z.literal('syncing'), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('connected'), since: Timestamp }),
  /**
   * Connected, and WhatsApp has changed something that sending needs: what arrives is stored, what is written waits.
   * `problems` names what the self-test found.
   */
  z.object({ kind: z.literal('read_only'), since: Timestamp, problems: z.array(z.string()) }),
  /** Nobody wrote for a while: the browser is closed to save memory, and started again at `wakesAt`, or to send. */
  z.object({ kind: z.literal('asleep'), since: Timestamp, wakesAt: Timestamp }),
  /** The line is down and the app tries again by itself; `retryAt` is absent while it is trying. */
  z.object({
    kind: z.literal('reconnecting'),
    attempt: z.number().int().nonnegative(),
    retryAt: Timestamp.optional(),
  }),
  /** Not running; only a person can change that. */
  z.object({
    kind: z.literal('disconnected'),
    /** `line_lost`: the connection failed, and the account is set not to reconnect by itself. */
    reason: z.enum(['logged_out', 'unlinked_by_phone', 'cancelled', 'conflict', 'line_lost']),
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
  /** Whether the app connects again by itself when the connection fails. */
  autoReconnect: z.boolean(),
  /**
   * When the owner's phone was last known to be in use: it linked, or wrote something itself. WhatsApp unlinks computers
   * after 14 days without the phone. Absent while it is not known.
   */
  phoneSeenAt: Timestamp.optional(),
});
export type Session = z.infer<typeof Session>;

/** What an account has done and what it takes, as kept in `whatsapp_sessions` and measured here. */
export const SessionUsage = z.object({
  sessionId: SessionId,
  messageCount: z.number().int().nonnegative(),
  errorCount: z.number().int().nonnegative(),
  /** A sentence without personal data. */
  lastError: z.string().optional(),
  lastErrorAt: Timestamp.optional(),
  lastActivity: Timestamp.optional(),
  /** What its browser takes of this computer's memory; null while it does not run, or where it cannot be measured. */
  memoryBytes: z.number().int().nonnegative().nullable(),
});
export type SessionUsage = z.infer<typeof SessionUsage>;

/** Browsers in which an account can be linked: our own, and those that are installed. */
export const BrowserName = z.enum(['own', 'chrome', 'edge', 'chromium']);
export type BrowserName = z.infer<typeof BrowserName>;

const none = z.object({});
const bySession = z.object({ sessionId: SessionId });

export const sessionCommands = {
  'session.list': { input: none, output: z.array(Session) },
  /**
   * Opens the pairing window and starts linking: a new account, or with `sessionId` a known one again.
   * Called while an unfinished linking exists, it shows that one.
   */
  'session.link': { input: z.object({ sessionId: SessionId.optional() }), output: Session },
  /**
   * Asks WhatsApp for a code to type on the phone with this number, in the place of the QR code; `pairing_code` follows.
   * `whatsapp_wait_hours` when WhatsApp gives no more codes for now, or three were asked for; `whatsapp_not_connected`
   * when it gave none within 15 s.
   */
  'session.linkByCode': {
    input: z.object({
      sessionId: SessionId,
      /** With the country, as people write it. */
      phoneNumber: z
        .string()
        .transform((number) => number.replace(/[^0-9]/g, ''))
        .pipe(z.string().regex(/^[1-9][0-9]{6,14}$/)),
    }),
    output: z.null(),
  },
  /** The browsers in which an account can be linked on this computer. */
  'session.browsers': { input: none, output: z.array(BrowserName) },
  /**
   * Starts an unfinished linking again in a visible window of this browser, where WhatsApp can ask for a passkey. The
   * account goes on in that browser, hidden. `whatsapp_browser_missing` when it is not there.
   */
  'session.linkInWindow': { input: bySession.extend({ browser: BrowserName }), output: z.null() },
  /** Whether the app connects the account again by itself. */
  'session.setAutoReconnect': {
    input: bySession.extend({ autoReconnect: z.boolean() }),
    output: z.null(),
  },
  /** What the accounts of this desktop have done, and what their browsers take. */
  'session.usage': { input: none, output: z.array(SessionUsage) },
  /**
   * Asks WhatsApp for a new QR code after `qr_expired` or in the place of a `pairing_code`, starts a `failed` session
   * again, or wakes one that is `asleep`.
   */
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

/** How far an account's people or history are read; it has ended when `done` is `total`. */
export const SyncProgress = z.object({
  sessionId: SessionId,
  step: z.enum(['contacts', 'history']),
  done: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
});
export type SyncProgress = z.infer<typeof SyncProgress>;

export const sessionEvents = {
  'session.changed': Session,
  'session.syncProgress': SyncProgress,
} as const;
