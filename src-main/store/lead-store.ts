import type {
  BusinessId,
  ConversationId,
  LeadId,
  MessageId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type { Lead, LeadCursor } from '../../src-preload/contract/lead.ts';

export interface NewLead {
  conversationId: ConversationId;
  messageId: MessageId;
  /** Whose account the customer wrote to. */
  userId?: UserId | undefined;
  businessId?: BusinessId | undefined;
  contactName: string;
  reasons: string[];
  excerpt: string;
  /** When the customer wrote it, in milliseconds. */
  createdAt: number;
}

/**
 * Leads (`leads`). A conversation has at most one that is neither won nor lost. A lead whose customer was erased has
 * an empty name, no reasons and no excerpt.
 */
export interface LeadStore {
  /** Opens a lead, or answers the one that the conversation has open. */
  open(lead: NewLead): Promise<{ outcome: 'opened' | 'alreadyOpen'; lead: Lead }>;
  /** The same for several, each conversation at most once in the list; one question for all. */
  openMany(leads: readonly NewLead[]): Promise<{ outcome: 'opened' | 'alreadyOpen'; lead: Lead }[]>;
  find(leadId: LeadId): Promise<Lead | null>;
  /** All of these conversations, newest first, at most `limit`. */
  ofConversations(conversationIds: readonly ConversationId[], limit: number): Promise<Lead[]>;
  /** Those of these conversations, each at most once in the list, are called so from now on. */
  rename(names: readonly { conversationId: ConversationId; name: string }[]): Promise<void>;
  /** Newest first; of all conversations, or `among` these. */
  page(input: {
    among?: readonly ConversationId[] | undefined;
    after?: LeadCursor | undefined;
    limit: number;
  }): Promise<{ items: Lead[]; next: LeadCursor | null }>;
}
