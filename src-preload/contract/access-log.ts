import { z } from 'zod';
import { ContactId, Timestamp, UserId } from './ids.ts';

/** What was done. `asked`: a command that is not logged when it is done, and was refused. `anchored`: see security.md. */
export const accessActions = [
  'opened',
  'searched',
  'exported',
  'imported',
  'sent',
  'changed',
  'erased',
  'signedIn',
  'signedOut',
  'asked',
  'anchored',
] as const;
export const AccessAction = z.enum(accessActions);
export type AccessAction = z.infer<typeof AccessAction>;

/** What it was done to. Lists (`contacts`, `messages` …) have no id. `media` has that of its conversation. */
export const subjectKinds = [
  'inbox',
  'conversation',
  'messages',
  'media',
  'note',
  'contact',
  'contacts',
  'lead',
  'leads',
  'figures',
  'account',
  'team',
  'workspace',
  'keys',
  'databases',
  'device',
  'accessLog',
  'chain',
] as const;
export const SubjectKind = z.enum(subjectKinds);
export type SubjectKind = z.infer<typeof SubjectKind>;

export const accessOutcomes = ['done', 'refused', 'failed'] as const;
export const AccessOutcome = z.enum(accessOutcomes);
export type AccessOutcome = z.infer<typeof AccessOutcome>;

/** An id of whatever kind: an ObjectId, a UUID or WhatsApp's own. */
export const SubjectId = z.string().regex(/^[\w.:-]{1,128}$/);

/** One row of the log with the names that are known today. */
export const AccessRow = z.object({
  chainId: z.uuid(),
  /** Its place in its chain, from 1. */
  seq: z.number().int().positive(),
  /** By the clock of the desktop. */
  at: Timestamp,
  /** By the clock of the database, when it was written there. */
  recordedAt: Timestamp,
  deviceId: z.uuid(),
  /** Null before anybody had signed in, and for what the app does by itself. */
  userId: UserId.nullable(),
  /** Null where nobody is known under this id any more. */
  userName: z.string().nullable(),
  action: AccessAction,
  /** The command of the contract, or what the app did: `app.start`. */
  command: z.string(),
  subjectKind: SubjectKind,
  subjectId: z.string().nullable(),
  /** What it is called today; null for a list, for what has no name, and where it is gone. */
  subjectName: z.string().nullable(),
  /** It is not there any more: erased, or never was. */
  isSubjectGone: z.boolean(),
  outcome: AccessOutcome,
  /** How many it touched, or were found. */
  count: z.number().int().nonnegative(),
});
export type AccessRow = z.infer<typeof AccessRow>;

export const AccessFilter = z.strictObject({
  userId: UserId.optional(),
  deviceId: z.uuid().optional(),
  action: AccessAction.optional(),
  outcome: AccessOutcome.optional(),
  subjectKind: SubjectKind.optional(),
  subjectId: SubjectId.optional(),
  /** By the clocks of the desktops: from this moment on, and before that one. */
  from: Timestamp.optional(),
  until: Timestamp.optional(),
});
export type AccessFilter = z.infer<typeof AccessFilter>;

export const AccessCursor = z.object({
  at: Timestamp,
  chainId: z.uuid(),
  seq: z.number().int().positive(),
});
export type AccessCursor = z.infer<typeof AccessCursor>;

const AccessPage = z.object({ items: z.array(AccessRow), next: AccessCursor.nullable() });

/**
 * What is wrong with a chain. `missing`: a row is gone. `altered`: a row says something else than it did, or stands where
 * another one stood. `inserted`: there is one more. `cutOff`: it ends before a place that it has had. `rewritten`: all
 * of it fits together, and it is not what it was.
 */
export const chainBreaks = ['missing', 'altered', 'inserted', 'cutOff', 'rewritten'] as const;
export const ChainBreak = z.object({
  kind: z.enum(chainBreaks),
  /** The first place that is not as it was. */
  seq: z.number().int().positive(),
});
export type ChainBreak = z.infer<typeof ChainBreak>;

/** What a check of the whole log has found. */
export const AccessLogReport = z.object({
  checkedAt: Timestamp,
  rows: z.number().int().nonnegative(),
  chains: z.array(
    z.object({
      chainId: z.uuid(),
      /** Null where the chain itself is gone, and another one remembers it. */
      deviceId: z.uuid().nullable(),
      /** Those that were read up to its break, or its end. */
      rows: z.number().int().nonnegative(),
      /** Null: it is whole. */
      break: ChainBreak.nullable(),
      /** Rows up to this one went on purpose, as the log itself says; absent where none did. */
      dropped: z
        .object({
          seq: z.number().int().positive(),
          userId: UserId.nullable(),
          userName: z.string().nullable(),
          at: Timestamp,
        })
        .optional(),
    }),
  ),
});
export type AccessLogReport = z.infer<typeof AccessLogReport>;

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'expected a month like 2026-03');
const limit = z.number().int().min(1).max(200);

export const accessLogCommands = {
  /** Newest first, by the clocks of the desktops. */
  'accessLog.list': {
    input: z.object({
      filter: AccessFilter.default({}),
      after: AccessCursor.optional(),
      limit,
    }),
    output: AccessPage,
  },
  /** Every desktop that has written something, the one that did so last first. */
  'accessLog.devices': {
    input: z.object({}),
    output: z.array(z.object({ deviceId: z.uuid(), isHere: z.boolean(), lastAt: Timestamp })),
  },
  /** Asks where to, and writes the rows as CSV; `count` is null when the person thinks better of it. `file_not_written` */
  'accessLog.export': {
    input: z.object({ filter: AccessFilter.default({}) }),
    output: z.object({ count: z.number().int().nonnegative().nullable() }),
  },
  /** Reads all of it and checks that nothing was removed, altered, inserted or put elsewhere. */
  'accessLog.verify': { input: z.object({}), output: AccessLogReport },
  /** The months that are over and can be dropped, the oldest first. */
  'accessLog.months': { input: z.object({}), output: z.array(Month) },
  /**
   * Drops all months up to this one, for good. That it was on purpose, and by whom, stands in the log. `not_allowed` where
   * this desktop's login to PostgreSQL may not.
   */
  'accessLog.drop': {
    input: z.object({ until: Month }),
    output: z.object({
      months: z.number().int().nonnegative(),
      rows: z.number().int().nonnegative(),
    }),
  },
  /**
   * Who saw or changed a person's data, under every id: the contact, conversations, leads. Newest first. `not_found`
   */
  'accessLog.ofContact': {
    input: z.object({ contactId: ContactId, after: AccessCursor.optional(), limit }),
    output: AccessPage,
  },
} as const;
