import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { MessageId } from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import { displayName } from '../domain/display-name.ts';
import { isGroupId } from '../domain/whatsapp-id.ts';
import type { Talk } from '../leads/lead-links.ts';
import type { ScorerOf } from '../leads/lead-scoring.ts';
import type { Identity } from '../domain/whatsapp-event.ts';
import type { ConversationChange, StoredConversation } from '../store/conversation-store.ts';
import type { ExpiredBefore } from '../retention/expired-history.ts';
import type { FigureStore } from '../store/figure-store.ts';
import type { NewMessage, StoreOutcome } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { Reader } from '../store/user-store.ts';
import { applyChanges } from './apply-changes.ts';
import { assignInTurn } from './assign-in-turn.ts';
import type { FindCampaign } from '../domain/leads/campaign-code.ts';
import { checkLeads } from './check-leads.ts';
import type { ChatBatch } from './chat-batch.ts';
import { heedKeywords } from './heed-keywords.ts';
import { linkCampaigns } from './link-campaigns.ts';
import { factsOfChat } from './facts-of-chat.ts';
import type { EarlyChanges } from '../journal/early-changes.ts';

export type Publish = <N extends EventName>(event: N, payload: EventPayload<N>) => void;

export interface StepContext {
  stores: Stores;
  /** Changes whose message has not come yet. */
  early: EarlyChanges;
  /** Where facts for the figures are written. */
  figures: Pick<FigureStore, 'record'>;
  publish: Publish;
  /** By what buying messages are found. */
  scorers(): Promise<ScorerOf>;
  /** Called for one-to-one chats in which there are messages: leads may wait for their numbers. */
  linkLeads(talks: readonly Talk[]): Promise<void>;
  /** By what the codes of campaigns are known. */
  campaigns(): Promise<FindCampaign>;
  /** What of history is past by the team's policies: it is not stored again. */
  expiredBefore(): Promise<ExpiredBefore>;
  /** For whom new messages wait. */
  readers(): Promise<readonly Reader[]>;
  /** The message with what the outbox knows of it. */
  withOutbox(message: Message): Message;
  /** Called for a contact that was met for the first time: WhatsApp knows more of it than came with the message. */
  onNewContact(batch: ChatBatch, conversationId: ConversationId): void;
  /** Called for chats in which somebody has just written, or whose messages say who is who: with what they say. */
  onIdentities(batch: ChatBatch, people: readonly Identity[]): Promise<void>;
  /** Called for a message whose file WhatsApp still has to give. */
  onWaitingMedia(batch: ChatBatch, conversationId: ConversationId, messageId: MessageId): void;
}

/** What the steps find out of a chat on their way through. */
interface Progress {
  batch: ChatBatch;
  name: string;
  isNewContact: boolean;
  /** Whether the contact has WhatsApp for businesses. */
  isFromBusiness: boolean;
  conversation: StoredConversation | null;
  outcomes: StoreOutcome[];
  /** Messages that were known and are other ones now. */
  changed: Set<string>;
  revoked: Set<string>;
  /** The message that made the conversation's lead, when that was found out just now. */
  leadMessageId: string | null;
}

type Step = (chats: readonly Progress[], context: StepContext) => Promise<void>;

/**
 * The pipeline for what came from WhatsApp, after `understand`. Each step may run again for the same batches, after a
 * crash or an outage, and then changes nothing. Steps work on many chats at a time: what counts is the number of
 * questions to the databases.
 */
const steps: readonly Step[] = [
  recordContacts,
  findConversations,
  storeMessages,
  recordChanges,
  recordChats,
  noteIdentities,
  linkWaitingLeads,
  heedConsent,
  findCampaigns,
  findLeads,
  giveToSomebody,
  publishChanges,
  recordFigures,
];

/** Stores batches of different chats. When one of them cannot be stored it rejects, and others may be stored. */
export async function storeChatBatches(
  batches: readonly ChatBatch[],
  context: StepContext,
): Promise<void> {
  const chats = batches.map((batch): Progress => ({
    batch,
    name: nameOfChat(batch) ?? displayName({ whatsappId: batch.chatId }),
    isNewContact: false,
    isFromBusiness: false,
    conversation: null,
    outcomes: [],
    changed: new Set(),
    revoked: new Set(),
    leadMessageId: null,
  }));
  for (const step of steps) await step(chats, context);
}

/** The people on the other side; groups have a name of their own. */
async function recordContacts(chats: readonly Progress[], { stores }: StepContext) {
  const people = chats.filter(
    ({ batch }) => !isGroupId(batch.chatId) && messagesOf(batch).length > 0,
  );
  const answers = await stores.contacts.recordInteractions(
    people.map(({ batch }) => ({
      sessionId: batch.sessionId,
      whatsappId: batch.chatId,
      pushname: messagesOf(batch).findLast((message) => !message.fromMe && message.pushname)
        ?.pushname,
      at: newestTime(batch),
    })),
  );
  for (const [index, progress] of people.entries()) {
    const contact = answers[index];
    if (!contact) continue;
    progress.name = nameOfChat(progress.batch) ?? contact.displayName;
    progress.isNewContact = contact.outcome === 'created';
    progress.isFromBusiness = contact.isBusiness;
  }
}

async function findConversations(chats: readonly Progress[], { stores }: StepContext) {
  const found = await stores.conversations.findOrCreate(
    chats.map(({ batch, name }) => ({
      accountId: batch.accountId,
      chatId: batch.chatId,
      sessionId: batch.sessionId,
      userId: batch.userId,
      name,
      at: Math.max(newestTime(batch), batch.chat?.lastMessageAt ?? 0) || Date.now(),
    })),
  );
  for (const [index, progress] of chats.entries()) {
    progress.conversation = found[index]?.conversation ?? null;
  }
}

async function storeMessages(chats: readonly Progress[], context: StepContext) {
  const { stores, readers } = context;
  await keepOutExpired(chats, context);
  // Old history waits for nobody, and of that there is most.
  const team = chats.some(({ batch }) => messagesOf(batch).some((each) => isNews(batch, each)))
    ? await readers()
    : [];
  const most = Math.max(...chats.map(({ batch }) => batch.stretches.length));
  // Nearly always there is one: a chat whose history is read while messages arrive has more.
  for (let turn = 0; turn < most; turn++) {
    const storing = chats.flatMap((progress) => {
      const stretch = progress.batch.stretches[turn];
      return stretch && stretch.messages.length > 0 ? [{ progress, stretch }] : [];
    });
    if (storing.length === 0) continue;
    const outcomes = await stores.messages.store(
      storing.map(({ progress, stretch }) => ({
        conversationId: existing(progress).conversationId,
        ordered: stretch.messages,
        source: stretch.isLive ? 'live' : 'history',
        // WhatsApp's own count is the truth, but it says nothing when a chat begins with an unread message. Should
        // it come later, it takes the place of this.
        ...(stretch.isLive &&
          progress.batch.unreadCount === undefined && { unreadFor: progress.batch.userId }),
        arrivals: {
          from: progress.batch.linkedAt,
          // The owner of the account reads on the phone, too: where WhatsApp counts, that is recorded for them.
          readers:
            stretch.isLive && progress.batch.unreadCount === undefined
              ? team
              : team.filter(({ userId }) => userId !== progress.batch.userId),
        },
      })),
    );
    for (const [index, { progress }] of storing.entries()) {
      progress.outcomes.push(...(outcomes[index] ?? []));
    }
  }
}

/** What WhatsApp gives again, and the team has let go. What comes just now is of now, whatever its phone's clock. */
async function keepOutExpired(chats: readonly Progress[], { expiredBefore }: StepContext) {
  const history = chats.flatMap((progress) =>
    progress.batch.stretches.flatMap((stretch) => (stretch.isLive ? [] : { progress, stretch })),
  );
  if (history.length === 0) return;
  const beforeOf = await expiredBefore();
  for (const { progress, stretch } of history) {
    const before = beforeOf(existing(progress));
    if (before === null) continue;
    stretch.messages = stretch.messages.filter(({ timestamp }) => timestamp >= before);
  }
}

function isNews({ linkedAt }: ChatBatch, { fromMe, timestamp }: NewMessage): boolean {
  return !fromMe && timestamp >= linkedAt;
}

async function recordChanges(chats: readonly Progress[], context: StepContext) {
  const changed = chats.map((progress) => ({
    batch: progress.batch,
    conversationId: existing(progress).conversationId,
    outcomes: progress.outcomes,
  }));
  await applyChanges(
    changed,
    context,
    (chat, messageId) => chats[chat]?.changed.add(messageId),
    (chat, messageId) => chats[chat]?.revoked.add(messageId),
  );
}

async function recordChats(chats: readonly Progress[], { stores }: StepContext) {
  // A group has its new name at once, and not only when its chat is looked at again.
  const renamed = chats.flatMap((progress) => {
    const name = progress.batch.chat ? undefined : newSubject(progress.batch);
    return name === undefined ? [] : [{ conversationId: existing(progress).conversationId, name }];
  });
  if (renamed.length > 0) await stores.conversations.rename(renamed);
  await stores.conversations.record(
    chats.flatMap((progress) => {
      const { chat, place, unreadCount, userId, history = [] } = progress.batch;
      if (!chat && !place && unreadCount === undefined && history.length === 0) return [];
      return [
        {
          conversationId: existing(progress).conversationId,
          ...(chat && { snapshot: snapshotOf(chat) }),
          ...(place && { place }),
          ...(unreadCount !== undefined && { unread: { userId, count: unreadCount } }),
          ...(history.length > 0 && { history }),
        },
      ];
    }),
  );
}

/** The name that a group has just got. */
function newSubject({ stretches }: ChatBatch): string | undefined {
  const subjects = stretches
    .filter(({ isLive }) => isLive)
    .flatMap(({ messages }) => messages)
    .flatMap(({ details }) =>
      details?.kind === 'group_event' && details.event === 'subject_changed' ? details.value : [],
    );
  return subjects.findLast((subject) => subject?.trim());
}

function snapshotOf(chat: NonNullable<ChatBatch['chat']>): ConversationChange['snapshot'] {
  const { isGroup, groupDescription, name } = chat;
  return {
    ...(name.trim() && { name }),
    isGroup,
    ...(groupDescription !== undefined && { groupDescription }),
  };
}

/** What a message says of who is who counts once its conversation is there to be joined. */
async function noteIdentities(chats: readonly Progress[], { onIdentities }: StepContext) {
  for (const { batch } of chats) {
    const people = messagesOf(batch).flatMap(({ identities = [] }) => identities);
    // Of old messages that say nothing nobody is asked: there are too many.
    const isNews = batch.stretches.some(
      ({ isLive, messages }) => isLive && messages.some(({ fromMe }) => !fromMe),
    );
    if (people.length > 0 || isNews) await onIdentities(batch, people);
  }
}

async function linkWaitingLeads(chats: readonly Progress[], { linkLeads }: StepContext) {
  await linkLeads(
    chats.flatMap((progress) => {
      const { batch } = progress;
      const { conversationId, isGroup } = existing(progress);
      if (isGroup || messagesOf(batch).length === 0) return [];
      return [{ sessionId: batch.sessionId, whatsappId: batch.chatId, conversationId }];
    }),
  );
}

async function heedConsent(chats: readonly Progress[], context: StepContext) {
  await heedKeywords(
    chats.map((progress) => ({
      batch: progress.batch,
      conversation: existing(progress),
      messages: progress.outcomes.map(({ message }) => message),
    })),
    context,
  );
}

async function findCampaigns(chats: readonly Progress[], context: StepContext) {
  const named = await linkCampaigns(
    chats.map((progress) => ({
      batch: progress.batch,
      conversation: existing(progress),
      messages: progress.outcomes.map(({ message }) => message),
    })),
    context,
  );
  for (const [index, progress] of chats.entries()) {
    progress.conversation = named[index] ?? progress.conversation;
  }
}

async function findLeads(chats: readonly Progress[], context: StepContext) {
  const read = chats.map((progress) => ({
    progress,
    batch: progress.batch,
    conversation: existing(progress),
    messages: progress.outcomes.map(({ message }) => message),
    isFromBusiness: progress.isFromBusiness,
  }));
  const opened = await checkLeads(read, context);
  for (const chat of read) chat.progress.leadMessageId = opened.get(chat) ?? null;
}

async function giveToSomebody(chats: readonly Progress[], { stores }: StepContext) {
  await assignInTurn(
    chats.map((progress) => ({ batch: progress.batch, ...existing(progress) })),
    stores,
  );
}

async function publishChanges(chats: readonly Progress[], context: StepContext) {
  const { stores, publish } = context;
  for (const { batch, outcomes, leadMessageId, changed } of chats) {
    for (const outcome of outcomes) {
      // History is not announced message by message: nobody waits for it.
      const isNews = outcome.message.timestamp >= batch.linkedAt;
      if (outcome.outcome !== 'inserted' || !isNews) continue;
      // What it was before that happened to it which was told earlier is nobody's to see: it follows as it is.
      if (changed.has(outcome.message.messageId)) continue;
      const leadGenerated = outcome.stored.messageId === leadMessageId;
      publish('message.changed', context.withOutbox({ ...outcome.stored, leadGenerated }));
    }
  }
  const revoked = new Set<MessageId>();
  for (const progress of chats) {
    for (const { outcome, message } of progress.outcomes) {
      if (outcome === 'deciphered') progress.changed.add(message.messageId);
    }
    if (progress.changed.size === 0) continue;
    const { conversationId } = existing(progress);
    for (const message of await stores.messages.findMany(conversationId, [...progress.changed])) {
      publish('message.changed', context.withOutbox(message));
      if (message.type === 'revoked') revoked.add(message.messageId);
    }
  }
  const ids = chats.map((progress) => existing(progress).conversationId);
  const summaries = await stores.conversations.summaries(ids);
  for (const summary of summaries) publish('conversation.changed', summary);
  const shown = new Set(summaries.map(({ conversationId }) => conversationId));
  for (const progress of chats) {
    for (const { outcome, message } of progress.outcomes) {
      if (outcome === 'alreadyKnown' || !message.media) continue;
      const messageId = MessageId.parse(message.messageId);
      // Its revocation came first, and nothing of it is left to be fetched.
      if (revoked.has(messageId)) continue;
      context.onWaitingMedia(progress.batch, existing(progress).conversationId, messageId);
    }
    if (progress.batch.history?.length) {
      const { conversationId: own } = existing(progress);
      // A window knows one that is joined by the id of that as part of which it is shown.
      const joined = shown.has(own) ? null : await stores.conversations.find(own);
      publish('conversation.historyChanged', { conversationId: joined?.conversationId ?? own });
    }
    if (progress.isNewContact) {
      context.onNewContact(progress.batch, existing(progress).conversationId);
    }
  }
}

/** Last: nobody waits for figures. */
async function recordFigures(chats: readonly Progress[], { figures }: StepContext) {
  await figures.record(
    chats.map((progress) => factsOfChat({ ...progress, ...existing(progress) })),
  );
}

/** Null where WhatsApp gives none, or an empty one. */
function nameOfChat({ chat }: ChatBatch): string | null {
  return chat?.name.trim() ? chat.name : null;
}

/** Milliseconds; 0 when there is no message. */
function newestTime(batch: ChatBatch): number {
  return messagesOf(batch).reduce((latest, message) => Math.max(latest, message.timestamp), 0);
}

function messagesOf(batch: ChatBatch): NewMessage[] {
  return batch.stretches.flatMap(({ messages }) => messages);
}

function existing({ conversation }: Progress): StoredConversation {
  if (!conversation) throw new Error('The conversation is found in an earlier step');
  return conversation;
}
