import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { KeyRing } from '../../crypto/key-ring.ts';
import { type History, NO_HISTORY } from '../../domain/history-spans.ts';
import { waitingSinceOf } from '../../domain/turns.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { StoredConversation } from '../conversation-store.ts';
import { ConversationDocument } from './documents.ts';
import { mentionOf } from './mention-marks.ts';
import { openPreview } from './last-message-preview.ts';
import { SealedFields } from './sealed-fields.ts';
import { unreadFor } from './unread-marks.ts';

export function conversationFields(
  key: DataKey | undefined,
  conversationId: ConversationId,
): SealedFields {
  return new SealedFields(key, `conversations/${conversationId}`);
}

/** Opens what was read of conversations, with one question for all their keys. */
export async function openConversations<T>(
  keys: KeyRing,
  raw: readonly unknown[],
  open: (document: ConversationDocument, fields: SealedFields) => T,
): Promise<T[]> {
  const documents = raw.map((each) => ConversationDocument.parse(each));
  const ids = documents.map(({ conversationId }) => ConversationId.parse(conversationId));
  const found = await keys.keysFor(ids.map(conversationSubject));
  return documents.map((document) => {
    const conversationId = ConversationId.parse(document.conversationId);
    const key = found.get(conversationSubject(conversationId));
    return open(document, conversationFields(key, conversationId));
  });
}

export function toStored(document: ConversationDocument, fields: SealedFields): StoredConversation {
  return {
    conversationId: ConversationId.parse(document.conversationId),
    sessionId: SessionId.parse(document.sessionId),
    accountId: fields.text('accountId', document.accountIdSealed),
    chatId: fields.text('whatsappId', document.whatsappIdSealed),
    name: fields.text('name', document.name),
    isGroup: document.isGroup,
    leadId: document.leadId ? LeadId.parse(document.leadId.toHexString()) : null,
    businessId: document.businessId ? BusinessId.parse(document.businessId.toHexString()) : null,
    campaignId: document.campaignId ? CampaignId.parse(document.campaignId.toHexString()) : null,
    campaignSince: document.campaignSince?.getTime() ?? null,
    history: toHistory(document),
  };
}

export function toHistory({ history }: Pick<ConversationDocument, 'history'>): History {
  if (!history) return NO_HISTORY;
  const { spans, gaps, fromBeginning } = history;
  return {
    spans: spans.map(({ from, to, count }) => ({ from: +from, to: +to, count })),
    gaps: gaps.map(({ from, to }) => ({ from: +from, to: +to })),
    fromBeginning,
  };
}

/** As this person sees it. With WhatsApp ids for people: `openSummaries` puts their names there. */
export function toSummary(
  document: ConversationDocument,
  fields: SealedFields,
  reader: UserId | null,
): ConversationSummary {
  const { lastMessage } = document;
  const whatsAppUnread = document.unreadCount[document.ownerId.toHexString()] ?? 0;
  return {
    conversationId: ConversationId.parse(document.conversationId),
    sessionId: SessionId.parse(document.sessionId),
    businessId: document.businessId ? BusinessId.parse(document.businessId.toHexString()) : null,
    name: fields.text('name', document.name),
    phoneNumber: phoneNumberOf(fields.text('whatsappId', document.whatsappIdSealed)),
    isGroup: document.isGroup,
    // Without a person it is WhatsApp's own figure, of the account's owner.
    unreadCount: reader ? unreadFor(document, reader) : whatsAppUnread,
    whatsAppUnread,
    mention: mentionOf(document, reader),
    messageCount: document.messageCount,
    lastMessage: lastMessage
      ? {
          direction: lastMessage.direction,
          type: lastMessage.type,
          ...openPreview(
            lastMessage.type,
            fields.text('lastMessageContent', document.lastMessageContent),
          ),
          status: lastMessage.status,
          timestamp: document.lastMessageAt.getTime(),
        }
      : null,
    lastMessageAt: document.lastMessageAt.getTime(),
    isPinned: document.isPinned,
    isArchived: document.isArchived,
    leadId: document.leadId ? LeadId.parse(document.leadId.toHexString()) : null,
    ...(document.campaignId && {
      campaignId: CampaignId.parse(document.campaignId.toHexString()),
    }),
    assigneeId: document.assigneeId ? UserId.parse(document.assigneeId.toHexString()) : null,
    labels: document.labels,
    ...statusOf(document),
    priority: document.priority,
    waitingSince: waitingSinceOf(document.turns),
  };
}

function statusOf({
  status,
  snoozedUntil,
}: ConversationDocument): Pick<ConversationSummary, 'status' | 'snoozedUntil'> {
  if (status !== 'open' || !snoozedUntil) return { status, snoozedUntil: null };
  return { status: 'snoozed', snoozedUntil: snoozedUntil.getTime() };
}
