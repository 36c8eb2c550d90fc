import { z } from 'zod';
import { BusinessId } from './ids.ts';

export const MINIMUM_K = 2;
export const MAXIMUM_K = 100;
export const DEFAULT_K = 5;

const count = z.number().int().nonnegative();

export const CopyRequest = z.object({
  /** Null for the whole workspace. */
  businessId: BusinessId.nullable(),
  /** So many people at least have each time, label, class of value and country that the copy tells. */
  k: z.number().int().min(MINIMUM_K).max(MAXIMUM_K).default(DEFAULT_K),
});
export type CopyRequest = z.output<typeof CopyRequest>;

export const copyStages = ['reading', 'writing', 'checking'] as const;
/** Messages, and while it is checked lines. */
export const CopyProgress = z.object({
  stage: z.enum(copyStages),
  done: count,
  /** Null while nobody can tell. */
  total: count.nullable(),
});
export type CopyProgress = z.infer<typeof CopyProgress>;

/** What came of a copy; nothing of one that is not `written` is left. */
export const CopyReport = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('written'),
    counts: z.object({
      ...{ people: count, team: count, campaigns: count, conversations: count },
      ...{ messages: count, notes: count, leads: count, files: count },
    }),
    /** How many different originals were sought in it, and not found. */
    sought: z.object({ words: count, numbers: count, ids: count }),
  }),
  z.object({
    outcome: z.literal('not_anonymous'),
    /** How much of the original the check has found. */
    found: z.object({ words: count, numbers: count, ids: count, files: count, lines: count }),
  }),
  /** By the person, in the dialog or while it was written. */
  z.object({ outcome: z.literal('cancelled') }),
  /** Another one is being written. */
  z.object({ outcome: z.literal('running') }),
]);
export type CopyReport = z.infer<typeof CopyReport>;

export const anonymisedCopyCommands = {
  /**
   * Asks where to, and writes a folder there with an anonymised copy of a business's data, which was checked. Answers when
   * it has ended. `not_found` for the business, `file_not_written`
   */
  'copy.anonymised': { input: CopyRequest, output: CopyReport },
  /** Ends the copy that is being written; without one nothing happens. */
  'copy.cancel': { input: z.object({}), output: z.null() },
  /** How far the one is that is being written on this desktop; null for none. */
  'copy.progress': { input: z.object({}), output: CopyProgress.nullable() },
} as const;

export const anonymisedCopyEvents = {
  /** How far a copy is; null when it has ended. */
  'copy.progressed': z.object({ progress: CopyProgress.nullable() }),
} as const;
