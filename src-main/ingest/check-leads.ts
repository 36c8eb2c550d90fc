import type { MessageType } from '../../src-preload/contract/message-content.ts';
import { type LeadId, MessageId } from '../../src-preload/contract/ids.ts';
import { MAXIMUM_LEADS_OF_CONVERSATION } from '../../src-preload/contract/lead.ts';
import { type MessageScore, scoreMessage } from '../domain/leads/score-message.ts';
import { LEAD_THRESHOLD } from '../../src-preload/contract/lead-reason.ts';
import type { MessageFacts } from '../domain/leads/lead-signals.ts';
import { excerpt } from '../domain/excerpt.ts';
import type { ScorerOf } from '../leads/lead-scoring.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { BuyingMessage, KnownEvidence } from '../store/lead-evidence-store.ts';
import type { NewMessage } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import type { ChatBatch } from './chat-batch.ts';
import type { Publish } from './store-chat-batches.ts';

/** Words of a message that a lead is listed with, at most. */
const LISTED_REASONS = 4;
/** What people write themselves, in the message or under a file. */
const written: readonly MessageType[] = ['text', 'image', 'video', 'document'];

export interface LeadChat {
  batch: ChatBatch;
  conversation: StoredConversation;
  messages: readonly NewMessage[];
  isFromBusiness: boolean;
}

/** Everything is known of a message that was asked for. */
const UNKNOWN: KnownEvidence = { counted: false, open: null, isPast: false };

interface LeadStep {
  stores: Pick<Stores, 'messages' | 'conversations' | 'contacts' | 'leads' | 'leadEvidence'>;
  publish: Publish;
  /** By what messages are judged. */
  scorers(): Promise<ScorerOf>;
}

/** A message that may have been written by somebody who wants to buy. */
interface Candidate extends BuyingMessage, MessageScore {
  chat: LeadChat;
  content: string;
}

/**
 * Buying messages open a lead, once per conversation while it is open, and make one that is open stronger. Each counts
 * once, whenever it is told again. Messages that are none cost nothing but their scores: nothing is asked for them.
 * Answers the message that opened the lead of each chat, where that was found out just now.
 */
export async function checkLeads(
  chats: readonly LeadChat[],
  step: LeadStep,
): Promise<Map<LeadChat, string>> {
  const read = chats.filter(({ conversation }) => !conversation.isGroup);
  const texts = read.flatMap((chat) => writtenTexts(chat).map((message) => ({ chat, message })));
  if (texts.length === 0) return new Map();
  const scorers = await step.scorers();
  const candidates = texts
    .map(({ chat, message }) => score(scorers, chat, message, {}))
    .filter((each) => each.score >= LEAD_THRESHOLD);
  if (candidates.length === 0) return new Map();
  const buying = await withFirstContacts(candidates, scorers, step);
  const known = await step.stores.leadEvidence.look(
    buying.map(({ chat, conversationId, messageId, saidAt }) => ({
      ...{ conversationId, messageId, saidAt },
      leadId: chat.conversation.leadId,
    })),
  );
  const judged = buying.map((candidate, index) => ({ candidate, ...(known[index] ?? UNKNOWN) }));
  const opened = await openLeads(judged, step);
  const stronger = await step.stores.leadEvidence.add(
    judged.flatMap(({ candidate, counted, open, isPast }) => {
      const { chat, conversationId, messageId, saidAt, score, reasons } = candidate;
      const leadId = open ?? opened.get(chat)?.lead.leadId;
      if (counted || isPast || leadId === undefined) return [];
      return [{ conversationId, messageId, saidAt, leadId, score, reasons }];
    }),
  );
  await noteLeads(opened, step);
  await publishLeads(stronger, judged, step);
  return new Map(
    [...opened].flatMap(([chat, { lead }]) =>
      lead.messageId === null ? [] : [[chat, lead.messageId]],
    ),
  );
}

/** What customers wrote since the account was linked. */
export function writtenTexts({
  messages,
  batch,
}: Pick<LeadChat, 'messages' | 'batch'>): NewMessage[] {
  return messages.filter(
    ({ fromMe, type, content, timestamp }) =>
      !fromMe && written.includes(type) && content.trim() !== '' && timestamp >= batch.linkedAt,
  );
}

function score(
  scorers: ScorerOf,
  chat: LeadChat,
  { messageId, content, timestamp }: Pick<NewMessage, 'messageId' | 'content' | 'timestamp'>,
  facts: MessageFacts,
): Candidate {
  const { conversation, isFromBusiness } = chat;
  return {
    chat,
    conversationId: conversation.conversationId,
    messageId: MessageId.parse(messageId),
    saidAt: timestamp,
    content,
    ...scoreMessage(scorers(conversation.businessId), content, {
      isFromBusiness,
      isFromCampaign: conversation.campaignId !== null,
      ...facts,
    }),
  };
}

/**
 * Scores those anew that are the first thing in their conversation; who has a lead has been in contact before. That
 * makes a lead stronger and opens none: what was written before may be read later.
 */
async function withFirstContacts(
  candidates: readonly Candidate[],
  scorers: ScorerOf,
  { stores }: LeadStep,
): Promise<Candidate[]> {
  return Promise.all(
    candidates.map(async (candidate) => {
      const { chat, conversationId, messageId, content, saidAt } = candidate;
      const earliest = Math.min(...chat.messages.map(({ timestamp }) => timestamp));
      if (chat.conversation.leadId !== null || saidAt > earliest) return candidate;
      const start = { timestamp: 0, sequence: 0 };
      const { items } = await stores.messages.page({ conversationId, after: start, limit: 1 });
      if (items[0]?.messageId !== messageId) return candidate;
      return score(
        scorers,
        chat,
        { messageId, content, timestamp: saidAt },
        { isFirstContact: true },
      );
    }),
  );
}

type Judged = KnownEvidence & { readonly candidate: Candidate };
type OpenedLeads = Map<LeadChat, Awaited<ReturnType<Stores['leads']['openMany']>>[number]>;

/**
 * Opens a lead where there is none. One that is open and not noted with its conversation is answered, too: whoever
 * opened it has not come to the end of it.
 */
async function openLeads(judged: readonly Judged[], { stores }: LeadStep): Promise<OpenedLeads> {
  const opening = new Map<LeadChat, Candidate>();
  for (const { candidate, counted, open, isPast } of judged) {
    const { chat } = candidate;
    const isMissing = open === null ? !counted && !isPast : open !== chat.conversation.leadId;
    if (isMissing && !opening.has(chat)) opening.set(chat, candidate);
  }
  if (opening.size === 0) return new Map();
  const answers = await stores.leads.openMany(
    [...opening].map(([{ batch, conversation }, candidate]) => ({
      conversationId: conversation.conversationId,
      userId: batch.userId,
      ...(conversation.businessId && { businessId: conversation.businessId }),
      ...(conversation.campaignId && { campaignId: conversation.campaignId }),
      messageId: candidate.messageId,
      contactName: conversation.name,
      reasons: listed(candidate),
      excerpt: excerpt(candidate.content),
      createdAt: candidate.saidAt,
    })),
  );
  return new Map(
    [...opening.keys()].flatMap((chat, index) => {
      const answer = answers[index];
      return answer ? [[chat, answer]] : [];
    }),
  );
}

/** Says in the messages, the contacts and the conversations whose lead each is. */
async function noteLeads(opened: OpenedLeads, { stores }: LeadStep): Promise<void> {
  if (opened.size === 0) return;
  const leads = [...opened.values()].map(({ lead }) => lead);
  await Promise.all([
    stores.messages.markLeadsGenerated(
      leads.flatMap(({ conversationId, messageId, createdAt }) =>
        // A person made it: no message did.
        messageId === null ? [] : [{ conversationId, messageId, timestamp: createdAt }],
      ),
    ),
    stores.contacts.addLeads(
      [...opened].map(([{ batch }, { lead }]) => ({
        sessionId: batch.sessionId,
        whatsappId: batch.chatId,
        leadId: lead.leadId,
      })),
    ),
  ]);
  // Last, for it is what tells a later run that all of this was done.
  await stores.conversations.linkLeads(leads);
}

async function publishLeads(
  leadIds: readonly LeadId[],
  judged: readonly Judged[],
  { stores, publish }: LeadStep,
): Promise<void> {
  if (leadIds.length === 0) return;
  const ids = [...new Set(judged.map(({ candidate }) => candidate.conversationId))];
  const leads = await stores.leads.ofConversations(ids, ids.length * MAXIMUM_LEADS_OF_CONVERSATION);
  for (const lead of leads) if (leadIds.includes(lead.leadId)) publish('lead.changed', lead);
}

/** The words that a lead is listed with. */
function listed({ reasons }: MessageScore): string[] {
  const words = reasons.flatMap(({ points, words: found }) => (points > 0 ? (found ?? []) : []));
  return [...new Set(words)].slice(0, LISTED_REASONS);
}
