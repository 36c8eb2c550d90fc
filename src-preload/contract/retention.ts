import { z } from 'zod';
import { BusinessId, ContactId, Timestamp } from './ids.ts';

/**
 * What goes by itself once it is old enough. `session_logs` are the accounts' own and of no business. `leads_lost`: leads
 * since they were lost, or said to be none. `unanswered_contacts`: people who never wrote to us and of whom no lead came,
 * since we last wrote to them; with the conversation.
 */
export const retentionKinds = [
  'messages',
  'media',
  'session_logs',
  'leads_lost',
  'unanswered_contacts',
] as const;
export const RetentionKind = z.enum(retentionKinds);
export type RetentionKind = z.infer<typeof RetentionKind>;

/** Days after which something goes. */
export const MAXIMUM_RETENTION_DAYS = 36_500;
const Days = z.number().int().min(1).max(MAXIMUM_RETENTION_DAYS);

export const RetentionPolicy = z.object({
  /** Null for every conversation whose business has no policy of its own for this kind. */
  businessId: BusinessId.nullable(),
  kind: RetentionKind,
  /** Null: it is kept. */
  days: Days.nullable(),
  /** The colleague's name; null once they are gone. */
  changedBy: z.string().nullable(),
  changedAt: Timestamp,
});
export type RetentionPolicy = z.infer<typeof RetentionPolicy>;

/** What would go, of one kind. */
export const RetentionPreview = z.object({
  kind: RetentionKind,
  /** Now, and within the next thirty days. */
  now: z.number().int().nonnegative(),
  soon: z.number().int().nonnegative(),
  /** Of what would go now; null where nothing would. */
  oldest: Timestamp.nullable(),
});
export type RetentionPreview = z.infer<typeof RetentionPreview>;

/** How much has gone, by what it was. */
export const RetentionCounts = z.object({
  messages: z.number().int().nonnegative(),
  /** Whole collections of a month. */
  months: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  /** Of which nothing is left, and whose keys were destroyed. */
  conversations: z.number().int().nonnegative(),
  sessionLogs: z.number().int().nonnegative(),
  /** That were lost. */
  leads: z.number().int().nonnegative(),
  /** People who never wrote to us. */
  people: z.number().int().nonnegative(),
});
export type RetentionCounts = z.infer<typeof RetentionCounts>;

/** Nothing has gone yet. */
export const NOTHING_GONE: Readonly<RetentionCounts> = {
  ...{ messages: 0, months: 0, files: 0, conversations: 0, sessionLogs: 0, leads: 0, people: 0 },
};

export const RetentionRun = z.object({
  startedAt: Timestamp,
  /** Null while it runs, and of one that was killed. */
  endedAt: Timestamp.nullable(),
  /** `interrupted`: killed, or stopped; the next one went on from there. */
  outcome: z.enum(['running', 'done', 'interrupted', 'failed']),
  counts: RetentionCounts,
  /** Conversations that a hold has kept. */
  held: z.number().int().nonnegative(),
});
export type RetentionRun = z.infer<typeof RetentionRun>;

/** The longest reason for a hold, in characters. */
export const MAXIMUM_HOLD_REASON = 500;

/** Nothing of this person goes by itself while it stands. */
export const LegalHold = z.object({
  contactId: ContactId,
  reason: z.string(),
  /** The colleague's name; null once they are gone. */
  placedBy: z.string().nullable(),
  placedAt: Timestamp,
});
export type LegalHold = z.infer<typeof LegalHold>;

export const HeldContact = LegalHold.extend({
  /** What the contact is called; null once they are gone. */
  name: z.string().nullable(),
});
export type HeldContact = z.infer<typeof HeldContact>;

const none = z.object({});

/** Days null: it is kept. `undefined` takes the policy away: what holds for all others holds then. */
const PolicyChange = z
  .object({
    /** Null for the policy of all businesses that have none of their own. */
    businessId: BusinessId.nullable(),
    kind: RetentionKind,
    days: Days.nullable().optional(),
  })
  .refine(
    ({ businessId, kind }) => businessId === null || kind !== 'session_logs',
    'expected no business for session logs',
  );
export type PolicyChange = z.infer<typeof PolicyChange>;

export const retentionCommands = {
  /** All policies; where there is none for a kind, it is kept. */
  'retention.policies': { input: none, output: z.array(RetentionPolicy) },
  /** Sets a policy of a business, or the one for all others; answers all. */
  'retention.setPolicy': { input: PolicyChange, output: z.array(RetentionPolicy) },
  /**
   * What would go by the policies as they are, for each kind that has one; with a `change` what would go by that one
   * policy once it is so: nothing where it keeps everything.
   */
  'retention.preview': {
    input: z.object({ change: PolicyChange.optional() }),
    output: z.array(RetentionPreview),
  },
  /** The last runs, the newest first. */
  'retention.runs': { input: none, output: z.array(RetentionRun) },
  /** All holds that stand, the newest first. */
  'hold.list': { input: none, output: z.array(HeldContact) },
  /** The hold of this person, under whatever contact it was placed; null where there is none. */
  'hold.ofContact': { input: z.object({ contactId: ContactId }), output: LegalHold.nullable() },
  /**
   * From the answer on nothing of the person goes. One that stands stays as it is. `not_found` without such a contact.
   */
  'hold.place': {
    input: z.object({
      contactId: ContactId,
      reason: z.string().trim().min(1).max(MAXIMUM_HOLD_REASON),
    }),
    output: LegalHold,
  },
  /** It is kept who lifted it and when. Nothing happens where none stands. */
  'hold.lift': { input: z.object({ contactId: ContactId }), output: z.null() },
} as const;

export const retentionEvents = {
  /** Policies, holds or runs are others now, by whichever desktop. */
  'retention.changed': z.object({}),
} as const;
