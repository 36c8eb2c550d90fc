import type { Message } from '../../src-preload/contract/message.ts';
import type { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';
import { type Lead, MAXIMUM_LEADS_OF_CONVERSATION } from '../../src-preload/contract/lead.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { Stores } from '../store/stores.ts';

export interface LeadNotes {
  stores: Pick<Stores, 'conversations' | 'contacts' | 'messages' | 'leads'>;
  publish: Publish;
  /** The message with what the outbox knows of it. */
  withOutbox(message: Message): Message;
}

/**
 * Says in the conversation, its contacts and messages whose lead they are now that a person has decided on it, and tells
 * the windows. A conversation whose lead is none any more has the newest of the others.
 * @param messageIds those that made it a lead, or are none
 */
export async function noteLead(
  { stores, publish, withOutbox }: LeadNotes,
  lead: Lead & { conversationId: ConversationId },
  messageIds: readonly MessageId[],
): Promise<void> {
  const { conversationId, leadId, isDismissed } = lead;
  const conversation = await stores.conversations.find(conversationId);
  if (!conversation) return;
  const members = await stores.conversations.members(conversationId);
  const messages = await stores.messages.findMany(conversationId, messageIds);
  const people = [conversation.chatId, ...(conversation.otherChatIds ?? [])].map((whatsappId) => ({
    ...{ sessionId: conversation.sessionId, whatsappId, leadId },
  }));
  const others = await stores.leads.ofConversations(members, MAXIMUM_LEADS_OF_CONVERSATION);
  await Promise.all([
    stores.messages.markLeadsGenerated(
      // Of those that are shown as one, wherever it is.
      members.flatMap((member) =>
        messages.map(({ messageId, timestamp }) => ({
          ...{ conversationId: member, messageId, timestamp },
        })),
      ),
      !isDismissed,
    ),
    isDismissed ? stores.contacts.removeLeads(people) : stores.contacts.addLeads(people),
  ]);
  const shown = isDismissed
    ? (others.find((each) => !each.isDismissed && each.leadId !== leadId)?.leadId ?? null)
    : leadId;
  await stores.conversations.linkLeads(
    members.map((member) => ({ conversationId: member, leadId: shown })),
  );
  for (const message of messages) {
    publish('message.changed', withOutbox({ ...message, leadGenerated: !isDismissed }));
  }
  for (const summary of await stores.conversations.summaries(members)) {
    publish('conversation.changed', summary);
  }
}
