import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { ConversationFacts, MessageFact } from './figure-store.ts';

/** What the figures are made of, as it stands beside the messages. Nothing is deciphered. */
export interface FigureSource {
  /** Of all conversations. */
  conversationIds(): Promise<ConversationId[]>;
  /** Of those that were changed in whatever way since a moment (milliseconds), and when the last of them was. */
  changedSince(moment: number): Promise<{ conversationIds: ConversationId[]; newest: number }>;
  /** Of those that exist; one question for all. */
  conversations(conversationIds: readonly ConversationId[]): Promise<ConversationFacts[]>;
  /** Of each that exists, all its messages, in no order; one question a partition. */
  messages(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, MessageFact[]>>;
}
