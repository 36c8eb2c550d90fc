import { ObjectId } from 'mongodb';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { type Message, nothingButText } from '../../../src-preload/contract/message.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import type { Place } from '../../domain/message-order.ts';
import type { NewMessage } from '../message-store.ts';
import { MessageDocument, SCHEMA_VERSION } from './documents.ts';
import { SealedFields } from './sealed-fields.ts';

/** Tokens of one message that are indexed at most: those of some four hundred different words. */
const MOST_TOKENS = 2_000;

/** Ciphertexts are bound to the message, not to its partition: it may move to the archive. */
export function messageFields(
  key: DataKey | undefined,
  conversationId: ConversationId,
  messageId: string,
): SealedFields {
  return new SealedFields(key, `messages/${conversationId}/${messageId}`);
}

/** What changes in a message when its content comes late. */
export function contentFields(
  message: Pick<NewMessage, 'messageId' | 'content'>,
  conversationId: ConversationId,
  key: DataKey,
  lookup: Lookup,
): Pick<MessageDocument, 'content' | 'searchTokens'> {
  return {
    content: messageFields(key, conversationId, message.messageId).seal('content', message.content),
    searchTokens: lookup.tokensOf(message.content).slice(0, MOST_TOKENS),
  };
}

export function toDocument(input: {
  message: NewMessage;
  conversationId: ConversationId;
  conversation: Pick<MessageDocument, 'businessId'> & { _id: ObjectId };
  place: Place;
  replyTo: ObjectId | undefined;
  key: DataKey;
  lookup: Lookup;
  deskId: string;
  now: Date;
}): MessageDocument {
  const { message, conversationId, conversation, key, lookup, now } = input;
  const fields = messageFields(key, conversationId, message.messageId);
  return {
    _id: new ObjectId(),
    schemaVersion: SCHEMA_VERSION,
    messageId: message.messageId,
    conversationId: conversation._id,
    direction: message.fromMe ? 'outgoing' : 'incoming',
    from: lookup.pseudonym(message.from),
    to: lookup.pseudonym(message.to),
    ...(message.author && {
      author: lookup.pseudonym(message.author),
      authorSealed: fields.seal('author', message.author),
      ...(message.pushname && { authorName: fields.seal('authorName', message.pushname) }),
    }),
    ...(message.sentBy && { sentBy: new ObjectId(message.sentBy) }),
    type: message.type,
    whatsappType: message.whatsappType,
    ...contentFields(message, conversationId, key, lookup),
    status: message.status,
    statusUpdates: [{ status: message.status, timestamp: new Date(message.timestamp) }],
    ...(message.replyToMessageId && { replyToMessageId: message.replyToMessageId }),
    ...(input.replyTo && { replyTo: input.replyTo }),
    isForwarded: message.isForwarded,
    ...(conversation.businessId && { businessId: conversation.businessId }),
    leadGenerated: false,
    tags: [],
    timestamp: new Date(message.timestamp),
    sequence: input.place.sequence,
    createdAt: now,
    updatedAt: now,
    updatedBy: input.deskId,
  };
}

/** Everything but the tokens, which are of no use to a reader. */
export const withoutTokens = { searchTokens: 0 } as const;
const ReadDocument = MessageDocument.omit({ searchTokens: true });

/** @param key undefined when it was destroyed */
export function toMessage(
  conversationId: ConversationId,
  key: DataKey | undefined,
  raw: unknown,
): Message {
  const document = ReadDocument.parse(raw);
  const fields = messageFields(key, conversationId, document.messageId);
  const { text, unreadable } = fields.open('content', document.content);
  const sender =
    fields.text('authorName', document.authorName) || fields.text('author', document.authorSealed);
  return {
    messageId: MessageId.parse(document.messageId),
    conversationId,
    direction: document.direction,
    type: document.type,
    content: text,
    ...(unreadable && { unreadable }),
    senderName: document.direction === 'incoming' && document.author ? sender : null,
    status: document.status,
    statusUpdates: document.statusUpdates.map((update) => ({
      status: update.status,
      timestamp: update.timestamp.getTime(),
    })),
    ...nothingButText,
    failure: document.failure ?? null,
    isForwarded: document.isForwarded,
    editedAt: document.editedAt?.getTime() ?? null,
    outbox: null,
    leadGenerated: document.leadGenerated,
    timestamp: document.timestamp.getTime(),
    sequence: document.sequence,
  };
}
