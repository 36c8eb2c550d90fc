import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { MessageId } from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import { excerpt } from '../domain/excerpt.ts';
import { displayName } from '../domain/display-name.ts';
import { findLeadPhrases } from '../domain/lead-phrases.ts';
import { isGroupId } from '../domain/whatsapp-id.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { NewMessage, StoreOutcome } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';

export type Publish = <N extends EventName>(event: N, payload: EventPayload<N>) => void;

export interface StepContext {
  stores: Stores;
  publish: Publish;
  /** The message with what the outbox knows of it. */
  withOutbox(message: Message): Message;
  /** Called for a contact that was met for the first time: WhatsApp knows more of it than came with the message. */
  onNewContact(batch: ChatBatch, conversationId: ConversationId): void;
}

/** What the steps find out on their way through. */
interface Progress {
  name: string;
  isNewContact: boolean;
  conversation: StoredConversation | null;
  outcomes: StoreOutcome[];
  /** Messages whose status moved. */
  advanced: string[];
  /** The message that made the conversation's lead, when that was found out just now. */
  leadMessageId: string | null;
}

type Step = (batch: ChatBatch, progress: Progress, context: StepContext) => Promise<void>;

/**
 * The pipeline for what came from WhatsApp, after `understand`. Each step may run again for the same batch, after a
 * crash or an outage, and then changes nothing.
 */
const steps: readonly Step[] = [
  recordContact,
  findConversation,
  storeMessages,
  recordStatuses,
  recordChat,
  checkLeads,
  publishChanges,
];

export async function storeChatBatch(batch: ChatBatch, context: StepContext): Promise<void> {
  const progress: Progress = {
    name: displayName({ whatsappId: batch.chatId }),
    isNewContact: false,
    conversation: null,
    outcomes: [],
    advanced: [],
    leadMessageId: null,
  };
  for (const step of steps) await step(batch, progress, context);
}

/** The person on the other side; groups have a name of their own. */
async function recordContact(batch: ChatBatch, progress: Progress, { stores }: StepContext) {
  if (isGroupId(batch.chatId)) {
    progress.name = nameOfChat(batch) ?? progress.name;
    return;
  }
  const messages = messagesOf(batch);
  const newest = messages.reduce((latest, message) => Math.max(latest, message.timestamp), 0);
  if (messages.length === 0) {
    progress.name = nameOfChat(batch) ?? progress.name;
    return;
  }
  const pushname = messages.findLast((message) => !message.fromMe && message.pushname)?.pushname;
  const contact = await stores.contacts.recordInteraction({
    sessionId: batch.sessionId,
    whatsappId: batch.chatId,
    pushname,
    at: newest,
  });
  progress.name = nameOfChat(batch) ?? contact.displayName;
  progress.isNewContact = contact.outcome === 'created';
}

async function findConversation(batch: ChatBatch, progress: Progress, { stores }: StepContext) {
  const newest = messagesOf(batch).reduce(
    (latest, message) => Math.max(latest, message.timestamp),
    0,
  );
  const { conversation } = await stores.conversations.findOrCreate({
    accountId: batch.accountId,
    chatId: batch.chatId,
    sessionId: batch.sessionId,
    userId: batch.userId,
    name: progress.name,
    at: Math.max(newest, batch.chat?.lastMessageAt ?? 0) || Date.now(),
  });
  progress.conversation = conversation;
}

async function storeMessages(batch: ChatBatch, progress: Progress, { stores }: StepContext) {
  const { conversationId } = existing(progress);
  for (const { messages, isLive } of batch.stretches) {
    // WhatsApp's own count is the truth, but it says nothing when a chat begins with an unread message. Should it
    // come later, it takes the place of this.
    const counts = isLive && batch.unreadCount === undefined;
    progress.outcomes.push(
      ...(await stores.messages.store(conversationId, messages, counts ? batch.userId : undefined)),
    );
  }
  if (batch.completeUntil !== undefined) {
    await stores.conversations.recordComplete(conversationId, batch.completeUntil);
  }
}

async function recordStatuses(batch: ChatBatch, progress: Progress, { stores }: StepContext) {
  const { conversationId } = existing(progress);
  // A message of ours that is told again may have got further since.
  const again = progress.outcomes.flatMap(({ outcome, message }) =>
    outcome === 'alreadyKnown' && message.fromMe ? [{ ...message, at: message.timestamp }] : [],
  );
  for (const { messageId, status, at } of [...again, ...batch.statuses]) {
    const outcome = await stores.messages.recordStatus(conversationId, messageId, status, at);
    if (outcome === 'advanced') progress.advanced.push(messageId);
  }
}

async function recordChat(batch: ChatBatch, progress: Progress, { stores }: StepContext) {
  const { conversationId } = existing(progress);
  if (batch.chat) {
    const { isGroup, isArchived, isPinned, groupDescription, name } = batch.chat;
    await stores.conversations.recordSnapshot(conversationId, batch.userId, {
      ...(name.trim() && { name }),
      isGroup,
      isArchived,
      isPinned,
      ...(groupDescription !== undefined && { groupDescription }),
    });
  }
  if (batch.unreadCount !== undefined) {
    await stores.conversations.recordUnread(conversationId, batch.userId, batch.unreadCount);
  }
}

/** A buying message opens a lead, once per conversation while the lead is open. */
async function checkLeads(batch: ChatBatch, progress: Progress, { stores, publish }: StepContext) {
  const conversation = existing(progress);
  if (conversation.isGroup || conversation.leadId) return;
  for (const { message } of progress.outcomes) {
    const isNews = message.timestamp >= batch.linkedAt;
    if (message.fromMe || message.type !== 'text' || !isNews) continue;
    const reasons = findLeadPhrases(message.content);
    if (reasons.length === 0) continue;
    const { conversationId } = conversation;
    const { outcome, lead } = await stores.leads.open({
      conversationId,
      messageId: MessageId.parse(message.messageId),
      contactName: conversation.name,
      reasons,
      excerpt: excerpt(message.content),
      createdAt: message.timestamp,
    });
    await stores.messages.markLeadGenerated(conversationId, lead.messageId);
    progress.leadMessageId = lead.messageId;
    await stores.contacts.addLead(batch.sessionId, batch.chatId, lead.leadId);
    // Last, for it is what tells a later run that all of this was done.
    await stores.conversations.linkLead(conversationId, lead.leadId);
    if (outcome === 'opened') publish('lead.created', lead);
    return;
  }
}

async function publishChanges(batch: ChatBatch, progress: Progress, context: StepContext) {
  const { conversationId } = existing(progress);
  const { stores, publish } = context;
  for (const outcome of progress.outcomes) {
    // History is not announced message by message: nobody waits for it.
    const isNews = outcome.message.timestamp >= batch.linkedAt;
    if (outcome.outcome !== 'inserted' || !isNews) continue;
    const { stored } = outcome;
    const leadGenerated = stored.messageId === progress.leadMessageId;
    publish('message.changed', context.withOutbox({ ...stored, leadGenerated }));
  }
  const deciphered = progress.outcomes.filter(({ outcome }) => outcome === 'deciphered');
  const changed = [...progress.advanced, ...deciphered.map(({ message }) => message.messageId)];
  if (changed.length > 0) {
    for (const message of await stores.messages.findMany(conversationId, changed)) {
      publish('message.changed', context.withOutbox(message));
    }
  }
  const summary = await stores.conversations.summary(conversationId);
  if (summary) publish('conversation.changed', summary);
  if (progress.isNewContact) context.onNewContact(batch, conversationId);
}

/** Null where WhatsApp gives none, or an empty one. */
function nameOfChat({ chat }: ChatBatch): string | null {
  return chat?.name.trim() ? chat.name : null;
}

function messagesOf(batch: ChatBatch): NewMessage[] {
  return batch.stretches.flatMap(({ messages }) => messages);
}

function existing({ conversation }: Progress): StoredConversation {
  if (!conversation) throw new Error('The conversation is found in an earlier step');
  return conversation;
}
