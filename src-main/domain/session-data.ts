import { z } from 'zod';

/** Under WhatsApp's own names: what a page of the time before multi-device keeps to log in again. */
export const sessionDataNames = ['WABrowserId', 'WASecretBundle', 'WAToken1', 'WAToken2'] as const;

/** How long one of these may be, in UTF-16 units: the real ones have a few hundred. */
export const LONGEST_SESSION_DATA = 8_192;

/** Those that a page has, word for word; pages of today have none. They are credentials: never for a log or a window. */
export const SessionData = z.partialRecord(
  z.enum(sessionDataNames),
  z.string().max(LONGEST_SESSION_DATA),
);
export type SessionData = z.infer<typeof SessionData>;
