import { z } from 'zod';
import { ContactId, Timestamp } from './ids.ts';
import { LegalHold } from './retention.ts';

export const ErasureId = z.uuid().brand<'ErasureId'>();
export type ErasureId = z.infer<typeof ErasureId>;

/**
 * Why somebody is erased: the grounds of article 17 (1) of the GDPR. There is no free text, for what people write there is
 * mostly about the person, and would stay.
 */
export const erasureReasons = [
  'no_longer_needed',
  'consent_withdrawn',
  'objection',
  'unlawful',
  'legal_duty',
] as const;
export const ErasureReason = z.enum(erasureReasons);
export type ErasureReason = z.infer<typeof ErasureReason>;

/** What an erasure counts, in the order in which it is told. */
export const erasureParts = [
  /** Contacts of every account, with those that were merged into them. */
  'contacts',
  /** Numbers and ids of WhatsApp under which the person is known. */
  'ids',
  'pictures',
  /** One-to-one conversations, which go as a whole. */
  'conversations',
  'messages',
  /** What the person wrote in groups, or what names or quotes them there: it loses its words, and its row stays. */
  'groupMessages',
  'files',
  'fileBytes',
  /** The team's notes in the conversations. */
  'notes',
  /** They keep stage, value and dates, and lose the person. */
  'leads',
  'consents',
  /** Of this desktop; others take away their own. */
  'drafts',
  'outbox',
  /** Pairs of ids, reasons not to suggest a merge, presences and the like. */
  'others',
] as const;
export type ErasurePart = (typeof erasureParts)[number];
const count = z.number().int().nonnegative();
export const ErasureCounts = z.object(
  Object.fromEntries(erasureParts.map((part) => [part, count])) as Record<
    ErasurePart,
    typeof count
  >,
);
export type ErasureCounts = z.infer<typeof ErasureCounts>;

export const ErasureDesktop = z.object({
  deskId: z.uuid(),
  /** What the computer is called; null where that is not known. */
  name: z.string().nullable(),
  lastSeenAt: Timestamp.nullable(),
});
export type ErasureDesktop = z.infer<typeof ErasureDesktop>;

export const ErasurePreview = z.object({
  contactId: ContactId,
  /** '' where nobody knows one. */
  name: z.string(),
  /** Null: nobody holds the person. One that stands is to be lifted first. */
  hold: LegalHold.nullable(),
  counts: ErasureCounts,
  /** The oldest message; null without one. */
  oldest: Timestamp.nullable(),
  /** Desktops that have to come online to take away what they keep; this one is not among them. */
  desktops: z.array(ErasureDesktop),
  /** To be given to `erasure.start`: what is erased is what was shown. */
  confirmation: z.string(),
});
export type ErasurePreview = z.infer<typeof ErasurePreview>;

/** What is done one after the other; each step can be repeated. */
export const erasureSteps = [
  'suppress',
  'keys',
  'conversations',
  'groups',
  'leads',
  'contacts',
  'devices',
  'verify',
] as const;
export const ErasureStep = z.enum(erasureSteps);
export type ErasureStep = z.infer<typeof ErasureStep>;

/** What a look at everything found when all was done. */
export const ErasureVerification = z.object({
  checkedAt: Timestamp,
  /** Collections and tables that were gone through, and records in them. */
  places: count,
  records: count,
  /** Where something of the person was found: 0 is what it should be. */
  left: count,
  /** Keys that were looked for, and are not there any more. */
  keysDestroyed: count,
});
export type ErasureVerification = z.infer<typeof ErasureVerification>;

export const Erasure = z.object({
  erasureId: ErasureId,
  startedAt: Timestamp,
  /** When the databases were through and looked at; null until then. */
  endedAt: Timestamp.nullable(),
  /**
   * `interrupted`: killed or stopped; a desktop goes on from there by itself. `failed`: something is left or could not be
   * done; it is tried again by itself.
   */
  state: z.enum(['running', 'interrupted', 'done', 'failed']),
  /** What is being done; null once it is done. */
  step: ErasureStep.nullable(),
  reason: ErasureReason,
  /** The colleague's name; null once they are gone. */
  startedBy: z.string().nullable(),
  /** What has gone so far. */
  counts: ErasureCounts,
  verification: ErasureVerification.nullable(),
  /** Desktops that have not been online since. */
  awaited: z.array(ErasureDesktop),
  /** Desktops that have said that they keep nothing of the person. */
  desktopsDone: count,
});
export type Erasure = z.infer<typeof Erasure>;

const none = z.object({});

export const erasureCommands = {
  /** What would go with this person, found under all their ids. `not_found` without such a contact. */
  'erasure.preview': { input: z.object({ contactId: ContactId }), output: ErasurePreview },
  /**
   * Erases the person for good; the answer comes when it has begun. One that runs already is answered as it is.
   * `erasure_outdated` when there is more or less than the preview said; `person_held`; `not_found`.
   */
  'erasure.start': {
    input: z.object({
      contactId: ContactId,
      confirmation: z.string().min(1).max(200),
      reason: ErasureReason,
    }),
    output: Erasure,
  },
  /** All, the newest first. */
  'erasure.list': { input: none, output: z.array(Erasure) },
  /**
   * Asks with the system's dialog where the certificate shall go. It says what has gone, when and by whom, and nothing of the
   * person but a keyed hash. `not_found`; `not_ready` until the erasure is done; `file_not_written`.
   */
  'erasure.certificate': {
    input: z.object({ erasureId: ErasureId, format: z.enum(['json', 'pdf']) }),
    output: z.enum(['saved', 'cancelled']),
  },
} as const;

export const erasureEvents = {
  /** One has begun, come further or ended, on whichever desktop: `erasure.list` has the news. */
  'erasure.changed': z.object({}),
} as const;
