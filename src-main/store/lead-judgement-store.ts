import type { ConversationId, MessageId, UserId } from '../../src-preload/contract/ids.ts';

/** What a person said of a message. */
export interface LeadJudgement {
  conversationId: ConversationId;
  messageId: MessageId;
  isLead: boolean;
}

/** What people said of messages (`lead_judgements`): which, not what they say. */
export interface LeadJudgementStore {
  /** The last word on each message counts. */
  judge(judgements: readonly LeadJudgement[], by: UserId): Promise<void>;
  /** Takes back what was said of the messages that stand behind these, where it was that they are no leads. */
  withdraw(messages: readonly Omit<LeadJudgement, 'isLead'>[]): Promise<void>;
  /** The newest first, at most `limit`. */
  newest(limit: number): Promise<LeadJudgement[]>;
  count(): Promise<{ leads: number; others: number }>;
}
