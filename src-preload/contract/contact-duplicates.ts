import { z } from 'zod';
import { ContactCard, ContactMergeId } from './contact.ts';
import { ContactId } from './ids.ts';

/**
 * `whatsappId`: WhatsApp knows them under the same id, or says that both ids are one person. `number`: the same number,
 * maybe in another form. `username`: WhatsApp has known both under the same username or hidden id. `nameAndCompany`: the whole name.
 */
export const DuplicateEvidenceKind = z.enum([
  'whatsappId',
  'number',
  'email',
  'username',
  'nameAndCompany',
]);
export type DuplicateEvidenceKind = z.infer<typeof DuplicateEvidenceKind>;

export const DuplicateEvidence = z.object({
  kind: DuplicateEvidenceKind,
  /** Of whom it is true. */
  contactIds: z.array(ContactId).min(2),
  /** How much it says by itself, from 0 to 1. */
  weight: z.number().min(0).max(1),
});
export type DuplicateEvidence = z.infer<typeof DuplicateEvidence>;

export const Certainty = z.enum(['veryLikely', 'likely', 'possible']);
export type Certainty = z.infer<typeof Certainty>;

/** Contacts that seem to be one person, in full, so that they can be compared. */
export const DuplicateSuggestion = z.object({
  contacts: z.array(ContactCard).min(2),
  evidence: z.array(DuplicateEvidence).min(1),
  certainty: Certainty,
});
export type DuplicateSuggestion = z.infer<typeof DuplicateSuggestion>;

/** How many suggestions are answered at once, the most certain ones. */
export const SUGGESTIONS_AT_MOST = 25;
/** Contacts that are merged or told apart in one call. */
const TOGETHER_AT_MOST = 6;

export const MergeField = z.enum(['name', 'email', 'company', 'title', 'notes', 'business']);
export type MergeField = z.infer<typeof MergeField>;

export const duplicateCommands = {
  /**
   * Contacts that may be the same person; `total` counts all suggestions, `compared` the contacts. The first call since
   * the app started opens what is compared of every contact (0.6 s of the processor for 10,000), later ones what changed.
   */
  'duplicate.list': {
    input: z.object({}),
    output: z.object({
      suggestions: z.array(DuplicateSuggestion),
      total: z.number().int().nonnegative(),
      compared: z.number().int().nonnegative(),
    }),
  },
  /**
   * Shows these as one contact, `kept`, with everything that is theirs. `choices` says whose value it has from now on;
   * what is left out stays its own, and of notes all are put together. `contact_already_merged` where one of them is
   * part of another contact by now; `not_found`
   */
  'duplicate.merge': {
    input: z.object({
      kept: ContactId,
      merged: z
        .array(ContactId)
        .min(1)
        .max(TOGETHER_AT_MOST - 1),
      choices: z.partialRecord(MergeField, ContactId),
    }),
    output: z.object({ mergeId: ContactMergeId, card: ContactCard }),
  },
  /** Shows each on its own again, as it was; what was changed since stays changed. Twice does no harm. `not_found` */
  'duplicate.undoMerge': { input: z.object({ mergeId: ContactMergeId }), output: z.null() },
  /** They are several people: nobody of the team is asked about them again. `not_found` */
  'duplicate.tellApart': {
    input: z.object({ contactIds: z.array(ContactId).min(2).max(TOGETHER_AT_MOST) }),
    output: z.null(),
  },
} as const;
