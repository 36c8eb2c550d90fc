import { z } from 'zod';
import { ConversationSummary } from './conversation.ts';
import { BusinessId, CampaignId, ConversationId, Timestamp } from './ids.ts';
import { Currency, Money } from './money.ts';

export const campaignChannels = [
  'instagram',
  'facebook',
  'google',
  'tiktok',
  'website',
  'email',
  'print',
  'shop',
  'event',
  'other',
] as const;
/** Where customers meet a campaign. */
export const CampaignChannel = z.enum(campaignChannels);
export type CampaignChannel = z.infer<typeof CampaignChannel>;

export const campaignStates = ['draft', 'active', 'paused', 'ended'] as const;
export const CampaignStatus = z.enum(campaignStates);
export type CampaignStatus = z.infer<typeof CampaignStatus>;

export const MAXIMUM_CAMPAIGN_NAME = 100;
export const MAXIMUM_CODE_LENGTH = 30;
/** How many campaigns a team can have, ended ones among them. */
export const MAXIMUM_CAMPAIGNS = 1_000;

/**
 * What a customer's first message says of the campaign, as one word: letters and digits, with dashes or underscores
 * between them. Capitals and accents do not count.
 */
export const CampaignCode = z
  .string()
  .trim()
  .min(3)
  .max(MAXIMUM_CODE_LENGTH)
  .regex(/^[\p{L}\p{N}\p{M}]+(?:[-_][\p{L}\p{N}\p{M}]+)*$/u, 'expected one word');

/** The words of a folded text that may be codes: what dashes or underscores join is one, and hides no other. */
export const codeWords = /[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu;

const CampaignFields = z.object({
  name: z.string().trim().min(1).max(MAXIMUM_CAMPAIGN_NAME),
  /** For whose conversations; null for all. */
  businessId: BusinessId.nullable(),
  channel: CampaignChannel,
  code: CampaignCode,
  /** From this moment on; null for always. */
  startsAt: Timestamp.nullable(),
  /** Before this moment; null for no end. */
  endsAt: Timestamp.nullable(),
  budget: Money.nullable(),
  /** Codes count while it is `active`; of one that is ended, in messages from before that. */
  status: CampaignStatus,
});
const isInOrder = ({ startsAt, endsAt }: z.infer<typeof CampaignFields>): boolean =>
  startsAt === null || endsAt === null || endsAt > startsAt;
const outOfOrder = 'it ends before it begins';

/** What people say of a campaign. */
export const CampaignDraft = CampaignFields.refine(isInOrder, outOfOrder);
export type CampaignDraft = z.infer<typeof CampaignDraft>;

export const Campaign = CampaignFields.extend({
  campaignId: CampaignId,
  /** When somebody ended it; null while nobody has. */
  endedAt: Timestamp.nullable(),
});
export type Campaign = z.infer<typeof Campaign>;

const count = z.number().int().nonnegative();

/** What came of a campaign. */
export const CampaignResult = z.object({
  campaignId: CampaignId,
  /** Those that are linked to it now; of joined ones, one. */
  conversations: count,
  leads: count,
  won: count,
  /** What the won ones are worth together, by currency: digits, in its smallest unit. */
  wonValue: z.array(z.object({ currency: Currency, minor: z.string().regex(/^\d+$/) })),
});
export type CampaignResult = z.infer<typeof CampaignResult>;

const SavedCampaign = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), campaign: Campaign }),
  /** This one, which is not ended, has the code for conversations of the same business. */
  z.object({ outcome: z.literal('code_taken'), by: z.string() }),
]);
export type SavedCampaign = z.infer<typeof SavedCampaign>;

export const campaignCommands = {
  /** All of the team, the newest first. */
  'campaign.list': { input: z.object({}), output: z.array(Campaign) },
  /** `not_found` for the business, `not_allowed` where there are `MAXIMUM_CAMPAIGNS`. */
  'campaign.create': { input: CampaignDraft, output: SavedCampaign },
  /** `not_found` for the campaign and the business. */
  'campaign.update': {
    input: CampaignFields.extend({ campaignId: CampaignId }).refine(isInOrder, outOfOrder),
    output: SavedCampaign,
  },
  /** Of each campaign of which something came. */
  'campaign.results': { input: z.object({}), output: z.array(CampaignResult) },
  /**
   * Says of which campaign a conversation came, or with null of none; its open lead follows. Until the customer names
   * the code of another one later, that stays. `not_found` for both.
   */
  'campaign.linkConversation': {
    input: z.object({ conversationId: ConversationId, campaignId: CampaignId.nullable() }),
    output: ConversationSummary,
  },
} as const;

export const campaignEvents = {
  /** Some were added or changed, on whichever desktop: what is shown of them has to be read again. */
  'campaign.changed': z.object({}),
} as const;
