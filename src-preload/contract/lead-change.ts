import { z } from 'zod';
import { ConversationId, LeadId, Timestamp, UserId } from './ids.ts';
import { closedStages, Lead, LeadFields, LeadStage } from './lead.ts';

/** What somebody sets of a lead: only what they touched. A lost one has a reason. */
export const LeadChange = LeadFields.partial()
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'nothing is set')
  .refine(
    ({ stage, lostReason }) => stage !== 'lost' || (lostReason ?? '').trim() !== '',
    'a lost lead needs a reason',
  );
export type LeadChange = z.infer<typeof LeadChange>;

/** As they stood: a customer who was erased has no name. */
const FormerFields = LeadFields.extend({
  contactName: z.string(),
  isDismissed: z.boolean(),
}).partial();
export type FormerFields = z.infer<typeof FormerFields>;

/** One change, of the fields that it set, before and after. Of an erased customer only the stage is left. */
export const LeadHistoryEntry = z.object({
  version: z.number().int().positive(),
  at: Timestamp,
  /** Null when nobody did it by hand. */
  by: UserId.nullable(),
  before: FormerFields,
  after: FormerFields,
});
export type LeadHistoryEntry = z.infer<typeof LeadHistoryEntry>;

/** How many changes of a lead are told at most. */
export const MAXIMUM_LEAD_HISTORY = 200;
/** How many leads are changed with one command at most. */
export const LEADS_AT_A_TIME = 200;

/**
 * `conflict`: it is not the version any more that was changed; the lead is as it is now, and nothing was written.
 * `another_open`: its conversation has another open lead, so this one stays closed.
 */
export const LeadSaved = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), lead: Lead }),
  z.object({ outcome: z.literal('conflict'), lead: Lead }),
  z.object({ outcome: z.literal('another_open') }),
]);
export type LeadSaved = z.infer<typeof LeadSaved>;

const Version = z.object({ leadId: LeadId, version: z.number().int().positive() });

export const MAXIMUM_STAGE_NAME = 40;

/** What the team calls a stage; null for the app's own word. */
export const StageSetting = z.object({
  stage: LeadStage,
  name: z.string().trim().min(1).max(MAXIMUM_STAGE_NAME).nullable(),
});
export type StageSetting = z.infer<typeof StageSetting>;

const StageSettings = z
  .array(StageSetting)
  .length(LeadStage.options.length)
  .refine((all) => new Set(all.map(({ stage }) => stage)).size === all.length, 'a stage twice')
  .refine(
    (all) => all.slice(-closedStages.length).every(({ stage }, at) => stage === closedStages[at]),
    'won and lost are the last',
  );

/** A line of a file: what the file says nothing of stays as it is. */
export const ImportedLead = LeadFields.partial()
  .extend({
    /** The lead that it was exported from; null for a new one, which needs a name. */
    leadId: LeadId.nullable(),
    /** Where a new one came from. */
    source: z.string().trim().min(1).max(50),
  })
  .refine(
    ({ leadId, contactName }) => leadId !== null || contactName !== undefined,
    'a new lead needs a name',
  );
export type ImportedLead = z.infer<typeof ImportedLead>;

/** A lead that a person makes by hand. */
export const NewLeadDraft = LeadFields.extend({
  /** Of which it is the lead; null for none yet. Its name, business and owner are as they are said here. */
  conversationId: ConversationId.nullable(),
}).refine(
  ({ stage, lostReason }) => stage !== 'lost' || lostReason !== '',
  'a lost lead needs a reason',
);
export type NewLeadDraft = z.infer<typeof NewLeadDraft>;

export const LeadImportOutcome = z.enum([
  'created',
  'updated',
  'unchanged',
  'not_found',
  'another_open',
  /** The person was erased, and is not brought back by a file. */
  'erased',
]);
export type LeadImportOutcome = z.infer<typeof LeadImportOutcome>;

export const leadChangeCommands = {
  /** A lead and its history, newest first, `MAXIMUM_LEAD_HISTORY` at most. `not_found` */
  'lead.get': {
    input: z.object({ leadId: LeadId }),
    output: z.object({ lead: Lead, history: z.array(LeadHistoryEntry) }),
  },
  /**
   * Makes one by hand. Of no conversation, it is linked to the one of its number, now or when one comes. `another_open`:
   * the conversation has that one. `not_found` where there is no such conversation, owner or business; `person_erased`.
   */
  'lead.create': {
    input: NewLeadDraft,
    output: z.object({ outcome: z.enum(['created', 'another_open']), lead: Lead }),
  },
  /** `not_found` where there is no such lead, owner, business or campaign; `person_erased` for the number of who was. */
  'lead.update': { input: Version.extend({ change: LeadChange }), output: LeadSaved },
  /** The same for several; what came of each, in their order. `not_found` for the owner, the business and the campaign alone. */
  'lead.updateMany': {
    input: z.object({
      leads: z.array(Version).min(1).max(LEADS_AT_A_TIME),
      change: LeadChange,
    }),
    output: z.array(z.enum(['saved', 'conflict', 'another_open', 'not_found'])),
  },
  /** Lines of a file, what came of each in their order. */
  'lead.import': {
    input: z.object({ leads: z.array(ImportedLead).min(1).max(LEADS_AT_A_TIME) }),
    output: z.object({ outcomes: z.array(LeadImportOutcome) }),
  },
  /** All of them, in the team's order. */
  'lead.stages': { input: z.object({}), output: z.array(StageSetting) },
  /** All of them; won and lost stay last, in this order. */
  'lead.setStages': { input: z.object({ stages: StageSettings }), output: z.null() },
} as const;

export const leadChangeEvents = {
  /** Some stage was renamed or moved, on whichever desktop: they have to be read again. */
  'lead.stagesChanged': z.object({}),
} as const;
