import { z } from 'zod';
import { AppearanceSettings } from './appearance.ts';
import { DesktopSettings, NotificationSettings } from './desktop.ts';
import { UserId } from './ids.ts';
import { LanguageChoice } from './language.ts';
import { MAXIMUM_MEDIA_MB } from './message-content.ts';
import { Failure } from './result.ts';
import { NewPassphrase } from './workspace.ts';
import { WritingSettings } from './writing.ts';
import { ConnectionSecurity, StoreConnection, StoreTest } from './store-connection.ts';

export const User = z.object({
  userId: UserId,
  name: z.string(),
  email: z.string(),
  /** They work here no longer: named where they were, and offered nowhere. */
  isRemoved: z.literal(true).optional(),
});
export type User = z.infer<typeof User>;

/** What the app is doing while it starts; `percent` (0–100) only where the step can tell. */
export const StartStep = z.object({
  step: z.enum([
    'settings',
    'local_postgres',
    'local_mongo_download',
    'local_mongo',
    'connecting',
    'migrations',
    'journal',
    'sessions',
  ]),
  percent: z.number().min(0).max(100).optional(),
});
export type StartStep = z.infer<typeof StartStep>;

/** Where the app is between launch and work. The renderer shows one screen per phase. */
export const AppState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('starting'), progress: StartStep }),
  z.object({ phase: z.literal('first_run') }),
  /** The keychain does not have the workspace's key: it takes the passphrase (`workspace.unlock`). */
  z.object({ phase: z.literal('locked') }),
  /** Somebody works here who has to say their password first (`access.signIn`). */
  z.object({
    phase: z.literal('signed_out'),
    name: z.string(),
    reason: z.enum(['start', 'idle', 'asked', 'revoked']),
  }),
  /** `isOpening` while the databases are still being opened, and what is shown is remembered on this computer. */
  z.object({ phase: z.literal('ready'), user: User, isOpening: z.literal(true).optional() }),
  z.object({ phase: z.literal('failed'), progress: StartStep, error: Failure }),
]);
export type AppState = z.infer<typeof AppState>;

/** The state of what the app depends on; shown as a banner when something is down. */
export const Health = z.object({
  mongo: z.enum(['up', 'down']),
  postgres: z.enum(['up', 'down']),
  /** True from a start without the databases until both have been opened: what is shown is remembered here. */
  remembered: z.boolean().optional(),
  keychain: z.enum(['up', 'unavailable']),
  /** Events from WhatsApp that are safe in the journal and not yet in the databases. */
  waiting: z.number().int().nonnegative(),
  /** Events that could not be understood and are kept for inspection. */
  setAside: z.number().int().nonnegative(),
  /** Only while this computer cannot write down who does what; everything is done all the same. */
  accessLog: z.literal('unwritable').optional(),
});
export type Health = z.infer<typeof Health>;

export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

export const Settings = z.object({
  theme: Theme,
  language: LanguageChoice,
  appearance: AppearanceSettings,
  /** After how many months without a message a conversation goes to the archive. */
  archiveAfterMonths: z.number().int().min(6).max(12),
  /** After how many minutes without a message an account's browser is closed to save memory; null for never. */
  sleepAfterMinutes: z.number().int().min(5).max(240).nullable(),
  /** How often an account that sleeps is woken to fetch what came. */
  wakeEveryMinutes: z.number().int().min(5).max(240),
  /** A WhatsApp browser that takes more than this is started anew, at a moment when nothing is under way. */
  browserMemoryLimitMb: z.number().int().min(500).max(8000),
  /** How far back an account's history is read from WhatsApp by itself, in days. */
  historyDays: z.number().int().min(1).max(3650),
  /** How often an account is compared with WhatsApp by itself, in minutes. */
  sweepMinutes: z.number().int().min(5).max(240),
  /** Files up to this size, in MiB, are fetched from WhatsApp by themselves; larger ones when a person asks. */
  autoDownloadMb: z.number().int().min(0).max(MAXIMUM_MEDIA_MB),
  notifications: NotificationSettings,
  desktop: DesktopSettings,
  writing: WritingSettings,
});
export type Settings = z.infer<typeof Settings>;

export const StoreAddresses = z.object({
  mongodbUrl: z.string().trim().min(1).max(2000),
  postgresUrl: z.string().trim().min(1).max(2000),
  /** Without it the system's certificate authorities are trusted, and plain text is refused. */
  mongodbSecurity: ConnectionSecurity.optional(),
  postgresSecurity: ConnectionSecurity.optional(),
});
export type StoreAddresses = z.infer<typeof StoreAddresses>;

/** The data lives with local engines that the app owns, or on the team's servers. */
export const StoreChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('local') }),
  z.object({ kind: z.literal('servers'), addresses: StoreAddresses }),
]);
export type StoreChoice = z.infer<typeof StoreChoice>;

export const StoreTestResult = z.object({ mongodb: StoreTest, postgres: StoreTest });
export type StoreTestResult = z.infer<typeof StoreTestResult>;

/** Where the data lives, and how it is reached. */
export const StoreConnections = z.object({
  kind: z.enum(['local', 'servers']),
  mongodb: StoreConnection,
  postgres: StoreConnection,
});
export type StoreConnections = z.infer<typeof StoreConnections>;

export const About = z.object({
  version: z.string(),
  electron: z.string(),
  /** Where the data lives, for people: `local` or the servers' host names, never a password. */
  stores: z.object({ mongodb: z.string(), postgres: z.string() }),
  platform: z.enum(['darwin', 'win32', 'linux']),
});
export type About = z.infer<typeof About>;

const none = z.object({});

export const appCommands = {
  'app.state': { input: none, output: AppState },
  /** Tries again after a `failed` start. */
  'app.retryStart': { input: none, output: z.null() },
  /** From a `failed` start back to the first run, to say anew where the data lives. Nothing is deleted. */
  'app.setUpAgain': { input: none, output: z.null() },
  'app.health': { input: none, output: Health },
  'app.about': { input: none, output: About },
  'settings.get': { input: none, output: Settings },
  'settings.set': { input: Settings.partial(), output: Settings },
  /** Where what was read lately is kept: in the app, or in a Redis that the team shares (its host, without login). */
  'settings.cache': { input: none, output: z.object({ redisHost: z.string().nullable() }) },
  /**
   * The address of a Redis, with its login; null for none. Kept in the keychain, used from the next start on.
   * `database_address_invalid`, or `database_plain_text_refused` for another machine without TLS (`rediss://`).
   */
  'settings.setCache': {
    input: z.object({
      redisUrl: z
        .string()
        .trim()
        .max(2000)
        .regex(/^rediss?:\/\/\S/, 'expected redis:// or rediss://')
        .nullable(),
    }),
    output: z.object({ redisHost: z.string().nullable() }),
  },
  'setup.testStores': { input: StoreAddresses, output: StoreTestResult },
  /** Where the data lives now. `not_ready` before the first run has ended. */
  'settings.stores': { input: none, output: StoreConnections },
  /** Tests the connections that are in use, step by step, without changing anything there. */
  'settings.testStores': { input: none, output: StoreTestResult },
  /**
   * Other addresses for the team's servers; what is left out stays as it is. They are tested first: unless every step
   * is ok, nothing is kept. Then the app leaves the databases and begins anew with these, which `app.stateChanged`
   * tells. `not_allowed` where the data lives on this computer.
   */
  'settings.changeStores': {
    input: StoreAddresses.partial(),
    output: z.object({ kept: z.boolean(), test: StoreTestResult }),
  },
  /**
   * Ends the first run: opens (and where local, creates) the stores, writes the `users` row, remembers the choice.
   * Progress arrives as `app.stateChanged`; on failure nothing is remembered and the wizard stays.
   */
  'setup.complete': {
    input: z.object({
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320),
      /** The workspace's: the first desktop chooses it, the others type the same. */
      passphrase: NewPassphrase,
      stores: StoreChoice,
      /** `password_needed` without it where somebody of this e-mail has one; with an invitation the one to be had. */
      password: z.string().min(1).max(1000).optional(),
      /** `invitation_needed` without one where the workspace asks for it; `invitation_invalid`. */
      invitation: z.string().trim().min(1).max(100).optional(),
    }),
    output: User,
  },
} as const;

export const appEvents = {
  'app.stateChanged': AppState,
  'app.healthChanged': Health,
  'settings.changed': Settings,
} as const;
