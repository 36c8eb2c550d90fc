import type { ConversationId, LeadId, SessionId } from '../../src-preload/contract/ids.ts';

/** What a data key is for. Whoever destroys the key of a subject erases everything that was sealed for it. */

/** A conversation: its names, its messages, and the leads that came of it. */
export function conversationSubject(conversationId: ConversationId): string {
  return `conversation:${conversationId}`;
}

/** A lead that belonged to no conversation when it was made; it keeps its key when it is linked to one. */
export function leadSubject(leadId: LeadId): string {
  return `lead:${leadId}`;
}

/** What the team has taught the scoring of messages: numbers, of which nobody shall read who wrote what. */
export const LEARNING_SUBJECT = 'lead-learning';

/** A contact of a session, named by the pseudonym of its WhatsApp id. */
export function contactSubject(sessionId: SessionId | string, pseudonym: string): string {
  return `contact:${sessionId}:${pseudonym}`;
}

/** A linked account: who it is, and its pairing codes. */
export function sessionSubject(sessionId: SessionId | string): string {
  return `session:${sessionId}`;
}
