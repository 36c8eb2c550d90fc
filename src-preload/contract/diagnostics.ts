import { z } from 'zod';
import { Health, StoreTestResult } from './app.ts';
import { SessionId, Timestamp } from './ids.ts';

/** What whoever helps has to know. No name, number, login or text of a message is in it. */
export const Diagnostics = z.object({
  takenAt: Timestamp,
  versions: z.object({
    app: z.string(),
    electron: z.string(),
    chromium: z.string(),
    node: z.string(),
    /** Of whatsapp-web.js. */
    whatsAppLibrary: z.string(),
    /** Of the operating system, with its name and the processor's architecture. */
    system: z.string(),
  }),
  health: Health,
  /** Both databases tested step by step, which finds out their versions; null while they are not open. */
  stores: StoreTestResult.nullable(),
  /** The accounts of this computer, by id: `state` is the kind of their `SessionState`. */
  accounts: z.array(z.object({ sessionId: SessionId, state: z.string() })),
  outbox: z.object({
    waiting: z.number().int().nonnegative(),
    /** Gave up, and wait for a person. */
    failed: z.number().int().nonnegative(),
  }),
  /** Whether this system shows notifications. */
  notifications: z.boolean(),
  /** Seconds since the app was started. */
  uptimeSeconds: z.number().nonnegative(),
  /** What the app's own processes take of the memory, without the accounts' browsers. */
  memoryMb: z.number().nonnegative(),
  /** Room on the disk that has the app's data; null where the system does not tell. */
  freeDiskMb: z.number().nonnegative().nullable(),
  /** The newest lines of the log, the newest last, as people read them. */
  logLines: z.array(z.string()),
});
export type Diagnostics = z.infer<typeof Diagnostics>;

export const diagnosticsCommands = {
  /** Tests both databases meanwhile, which takes seconds where one does not answer. Works before they are open as well. */
  'diagnostics.read': { input: z.object({}), output: Diagnostics },
  /** Shows the folder with the log in the system's file manager. */
  'diagnostics.openLogFolder': { input: z.object({}), output: z.null() },
} as const;
