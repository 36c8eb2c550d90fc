import { z } from 'zod';
import { SessionId } from './ids.ts';

const perHour = z.number().int().min(1).max(1_000);

/**
 * How fast this desktop's accounts may write. Nobody knows WhatsApp's own limits: these are cautious guesses from what
 * people report. Nothing is dropped: what may not go yet waits.
 */
export const PaceSettings = z.object({
  /** All messages of one user, over all accounts and computers. */
  userPerHour: perHour,
  /** Messages to one and the same person or group. */
  recipientPerHour: perHour,
  /** Between two messages of one account passes a random time between these two, in seconds. */
  shortestGap: z.number().int().min(0).max(60),
  longestGap: z.number().int().min(0).max(120),
  /** For so many days after it was linked, an account may send only `warmUpPerDay` messages times its age in days. */
  warmUpDays: z.number().int().min(0).max(60),
  warmUpPerDay: z.number().int().min(1).max(1_000),
  /** Messages a day to people who never wrote to this account. */
  firstContactsPerDay: z.number().int().min(0).max(1_000),
});
export type PaceSettings = z.infer<typeof PaceSettings>;

export const defaultPace: PaceSettings = {
  userPerHour: 120,
  recipientPerHour: 40,
  shortestGap: 1,
  longestGap: 3,
  warmUpDays: 14,
  warmUpPerDay: 50,
  firstContactsPerDay: 20,
};

/** `whatsapp_sessions.rateLimitPerHour`. */
export const AccountPace = z.object({ sessionId: SessionId, perHour });
export type AccountPace = z.infer<typeof AccountPace>;

export const Pace = z.object({ settings: PaceSettings, accounts: z.array(AccountPace) });
export type Pace = z.infer<typeof Pace>;

export const paceCommands = {
  'pace.get': { input: z.object({}), output: Pace },
  /** `bad_input` when the shortest gap would be longer than the longest. */
  'pace.set': { input: PaceSettings.partial(), output: PaceSettings },
  'pace.setAccount': { input: AccountPace, output: z.null() },
} as const;
