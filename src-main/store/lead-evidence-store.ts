import type { ConversationId, LeadId, MessageId } from '../../src-preload/contract/ids.ts';
import type { LeadEvidence } from '../../src-preload/contract/lead-evidence.ts';
import type { LeadReason } from '../../src-preload/contract/lead-reason.ts';

/** A message that somebody may have written because they want to buy. */
export interface BuyingMessage {
  conversationId: ConversationId;
  messageId: MessageId;
  /** When it was written, in milliseconds. */
  saidAt: number;
}

export interface NewEvidence extends BuyingMessage {
  leadId: LeadId;
  /** 0–100 */
  score: number;
  reasons: readonly LeadReason[];
}

export interface KnownEvidence {
  /** It stands behind a lead already, open or not. */
  readonly counted: boolean;
  /** The lead that the conversation has open. */
  readonly open: LeadId | null;
  /** It says nothing new: it was written before a lead of the conversation was closed, or somebody said that it is none. */
  readonly isPast: boolean;
}

/** Which messages stand behind leads (`lead_messages`), each behind one at most, and how strong that makes these. */
export interface LeadEvidenceStore {
  /**
   * What is known of these messages, in their order; one question for all. `leadId` is the lead that the conversation
   * is known to have, its own or that of the same person's other one.
   */
  look(messages: readonly (BuyingMessage & { leadId: LeadId | null })[]): Promise<KnownEvidence[]>;
  /** Adds messages to leads, those that count already once. Answers the leads that are stronger now. */
  add(evidence: readonly NewEvidence[]): Promise<LeadId[]>;
  /**
   * A person said that the message stands behind this lead: from now on it does, as strongly as this, whatever stood
   * there. Answers the leads that are stronger or weaker now.
   */
  confirm(evidence: NewEvidence): Promise<LeadId[]>;
  /** What stands behind a lead, the oldest first, at most `limit`. Reasons are empty where their key is gone. */
  of(leadId: LeadId, limit: number): Promise<LeadEvidence[]>;
}
