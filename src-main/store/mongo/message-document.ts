import { ObjectId } from 'mongodb';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import type { Place } from '../../domain/message-order.ts';
import { REFUSED } from '../../domain/message-status.ts';
import type { NewMessage } from '../message-store.ts';
import { type MessageDocument, SCHEMA_VERSION } from './documents.ts';
import { sealParts, searchableText } from './message-parts.ts';
import { SealedFields } from './sealed-fields.ts';

/** Tokens of one message that are indexed at most: those of some four hundred different words. */
const MOST_TOKENS = 2_000;
/** How much of a text is looked at for them, in characters: WhatsApp lets people write 65,536. */
const INDEXED = 100_000;

/** Ciphertexts are bound to the message, not to its partition: it may move to the archive. */
export function messageFields(
  key: DataKey | undefined,
  conversationId: ConversationId,
  messageId: string,
): SealedFields {
  return new SealedFields(key, `messages/${conversationId}/${messageId}`);
}

/** The blind index of all that can be looked for in a message (`searchableText`). */
export function searchTokensOf(searchable: string, lookup: Lookup): bigint[] {
  return lookup.tokensOf(searchable.slice(0, INDEXED)).slice(0, MOST_TOKENS);
}

/** What a message says. It may come late: when it is deciphered. */
export function contentFields(
  message: NewMessage,
  fields: SealedFields,
  lookup: Lookup,
): Partial<MessageDocument> & Pick<MessageDocument, 'content' | 'searchTokens'> {
  return {
    content: fields.seal('content', message.content),
    searchTokens: searchTokensOf(
      searchableText(message.content, message.details, message.media?.fileName),
      lookup,
    ),
    ...sealParts(message, fields, lookup),
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
    // One that could not be read again is not stored.
    messageId: MessageId.parse(message.messageId),
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
    ...(message.isAutomatic && { isAutomatic: true as const }),
    ...(message.schedule && {
      scheduledFor: new Date(message.schedule.at),
      scheduledTimeZone: message.schedule.timeZone,
    }),
    type: message.type,
    whatsappType: message.whatsappType,
    ...contentFields(message, fields, lookup),
    status: message.status,
    statusUpdates: [{ status: message.status, timestamp: new Date(message.timestamp) }],
    ...(message.status === 'failed' && { failure: REFUSED }),
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
