import type {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  MessageId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type {
  Lead,
  LeadCursor,
  LeadFilter,
  LeadOfConversation,
  LeadSort,
  LeadTotal,
} from '../../src-preload/contract/lead.ts';
import type {
  ImportedLead,
  LeadChange,
  LeadHistoryEntry,
  LeadImportOutcome,
  NewLeadDraft,
  StageSetting,
} from '../../src-preload/contract/lead-change.ts';

export interface NewLead {
  conversationId: ConversationId;
  messageId: MessageId;
  /** Whose account the customer wrote to: the lead's first owner. */
  userId?: UserId | undefined;
  businessId?: BusinessId | undefined;
  campaignId?: CampaignId | undefined;
  contactName: string;
  reasons: string[];
  excerpt: string;
  /** When the customer wrote it, in milliseconds. */
  createdAt: number;
}

export interface LeadPage {
  items: Lead[];
  next: LeadCursor | null;
}

/** What came of a person's change; see `LeadSaved` of the contract. */
export type LeadUpdate =
  | { outcome: 'saved' | 'unchanged' | 'conflict'; lead: Lead }
  | { outcome: 'anotherOpen' | 'notFound' };

/**
 * Leads (`leads`) and their history (`lead_changes`). A conversation has at most one that is neither won nor lost. A
 * lead whose customer was erased has an empty name, no reasons, no excerpt and nothing that people wrote.
 */
export interface LeadStore {
  /** Opens a lead, or answers the one that the conversation has open. */
  open(lead: NewLead): Promise<{ outcome: 'opened' | 'alreadyOpen'; lead: LeadOfConversation }>;
  /** The same for several, each conversation at most once in the list; one question for all. */
  openMany(
    leads: readonly NewLead[],
  ): Promise<{ outcome: 'opened' | 'alreadyOpen'; lead: LeadOfConversation }[]>;
  find(leadId: LeadId): Promise<Lead | null>;
  /** All of these conversations, newest first, at most `limit`. */
  ofConversations(conversationIds: readonly ConversationId[], limit: number): Promise<Lead[]>;
  /** Those of these conversations, each at most once in the list, are called so from now on. */
  rename(names: readonly { conversationId: ConversationId; name: string }[]): Promise<void>;
  /** Open leads of these conversations that came of no campaign have this one from now on. Answers those. */
  noteCampaigns(
    links: readonly { conversationId: ConversationId; campaignId: CampaignId }[],
  ): Promise<LeadId[]>;
  /** Newest first, unless sorted otherwise; of all conversations, or `among` these. */
  page(input: {
    among?: readonly ConversationId[] | undefined;
    filter?: LeadFilter | undefined;
    sort?: LeadSort | undefined;
    after?: LeadCursor | undefined;
    limit: number;
  }): Promise<LeadPage>;
  /** By stage; of those that have some. */
  totals(filter: LeadFilter): Promise<LeadTotal[]>;
  /**
   * Writes what a person changed, and its history with it, if the lead still has this version: otherwise nothing. A
   * lead that leaves `lost` loses its reason. Rejects with `not_found` when there is no such owner, business or campaign.
   */
  update(input: {
    leadId: LeadId;
    version: number;
    change: LeadChange;
    by: UserId;
  }): Promise<LeadUpdate>;
  /**
   * A person says that it is no lead, or that it is one after all: then it is in the stage again in which it was. What
   * else, see `update`.
   */
  dismiss(input: {
    leadId: LeadId;
    version: number;
    isDismissed: boolean;
    by: UserId;
  }): Promise<LeadUpdate>;
  /** Newest first, at most `limit`; empty where there is no such lead. */
  history(leadId: LeadId, limit: number): Promise<LeadHistoryEntry[]>;
  /** Makes a lead of a file's line, or changes the one that it names, whatever its version. */
  import(
    lead: ImportedLead,
    by: UserId,
    now: number,
  ): Promise<{ outcome: LeadImportOutcome; lead: Lead | null }>;
  /** Makes one by hand, or answers the one that its conversation has open. Rejects with `not_found` as `update` does. */
  create(
    lead: NewLeadDraft,
    by: UserId,
    now: number,
  ): Promise<{ outcome: 'created' | 'anotherOpen'; lead: Lead }>;
  /** Tells of a number (`+…`) whether leads of no conversation have it; null where none has any. */
  waitingNumbers(): Promise<((phoneNumber: string) => boolean) | null>;
  /**
   * Links leads of this number (`+…`) that have no conversation to this one. An open one waits on where the conversation
   * has another one open. Answers those that were linked just now.
   */
  linkNumber(phoneNumber: string, conversationId: ConversationId): Promise<LeadId[]>;
  /** All of them, in the team's order. */
  stages(): Promise<StageSetting[]>;
  /** Names and order, all at once. */
  setStages(stages: readonly StageSetting[]): Promise<void>;
  /** Open leads of which their owner is to be reminded by now, oldest first, at most `limit`. */
  dueReminders(ownerId: UserId, now: number, limit: number): Promise<Lead[]>;
  /** The first one of these to ask may remind of this step: true once for all desktops. */
  takeReminder(leadId: LeadId, at: number): Promise<boolean>;
}
