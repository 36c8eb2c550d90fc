import type { z } from 'zod';
import { type ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import { LinkPreview, MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import { ErrorCode } from '../../../../src-preload/contract/result.ts';
import { ObjectId } from 'mongodb';
import type { RecordOf } from '../../../data-export/records.ts';
import type { DataKey } from '../../../crypto/field-cipher.ts';
import type { KeyRing } from '../../../crypto/key-ring.ts';
import { type ConversationDocument, MessageDocument, SCHEMA_VERSION } from '../documents.ts';
import { fileIdOf, fileUrl } from '../media-document.ts';
import { messageFields, searchTokensOf } from '../message-document.ts';
import {
  openAllReactions,
  openMentions,
  openVotes,
  sealReaction,
  sealTextParts,
  sealVote,
  searchableText,
} from '../message-parts.ts';
import type { SealedFields } from '../sealed-fields.ts';
import type { KnownIds } from './known-ids.ts';
import { given, iso, isoOr } from './record-batches.ts';

/** How a message stands in an archive, and how it is sealed again. */

const Stored = MessageDocument.omit({ searchTokens: true });
type Stored = z.infer<typeof Stored>;
type MessageRecord = RecordOf<'message'>;

/** The parts of a conversation that its messages are read with. */
export interface MessageHome {
  readonly conversationId: ConversationId;
  /** Undefined when it was destroyed. */
  readonly key: DataKey | undefined;
}

export function toMessageRecord(
  raw: unknown,
  { conversationId, key }: MessageHome,
  known: KnownIds,
): MessageRecord {
  const document = Stored.parse(raw);
  const fields = messageFields(key, conversationId, document.messageId);
  const author = document.authorSealed && fields.text('author', document.authorSealed);
  if (author !== undefined) known.add(author);
  const mentions = document.mentions && openMentions(document, fields);
  const { text, unreadable } = fields.open('content', document.content);
  return {
    id: document._id.toHexString(),
    messageId: document.messageId,
    conversationId,
    direction: document.direction,
    from: known.find(document.from),
    to: known.find(document.to),
    author,
    authorName: document.authorName && fields.text('authorName', document.authorName),
    sentBy: document.sentBy?.toHexString(),
    isAutomatic: document.isAutomatic,
    scheduledFor: isoOr(document.scheduledFor),
    scheduledTimeZone: document.scheduledTimeZone,
    type: document.type,
    whatsappType: document.whatsappType,
    content: text,
    media: document.media && mediaRecord(document.media, fields),
    details: json(fields, 'details', document.details, MessageDetails),
    mentions,
    linkPreview: json(fields, 'linkPreview', document.linkPreview, LinkPreview),
    raw: document.raw && fields.text('raw', document.raw),
    reactions:
      document.reactions &&
      openAllReactions(document, fields).map(({ from, fromMe, emoji, at }) => ({
        ...{ from, emoji, isOurs: fromMe, at: iso(new Date(at)) },
      })),
    votes:
      document.votes &&
      openVotes(document, fields).map(({ from, options, at }) => ({
        ...{ from, options, at: iso(new Date(at)) },
      })),
    editedAt: isoOr(document.editedAt),
    failure: document.failure,
    status: document.status,
    statusUpdates: document.statusUpdates.map(({ status, timestamp }) => ({
      ...{ status, at: iso(timestamp) },
    })),
    replyTo: document.replyTo?.toHexString(),
    replyToMessageId: document.replyToMessageId,
    isForwarded: document.isForwarded,
    leadGenerated: document.leadGenerated,
    tags: document.tags,
    at: iso(document.timestamp),
    sequence: document.sequence,
    unreadable,
  };
}

function mediaRecord(
  media: NonNullable<Stored['media']>,
  fields: SealedFields,
): NonNullable<MessageRecord['media']> {
  const { url: _ours, fileName, caption, thumbnail, ...rest } = media;
  return {
    ...rest,
    fileId: fileIdOf(media) ?? undefined,
    fileName: fields.text('media.fileName', fileName),
    caption: caption && fields.text('media.caption', caption),
    thumbnail: thumbnail && fields.text('media.thumbnail', thumbnail),
  };
}

function json<S extends z.ZodType>(
  fields: SealedFields,
  field: string,
  sealed: MessageDocument['details'],
  shape: S,
): z.infer<S> | undefined {
  const text = fields.text(field, sealed);
  return text === '' ? undefined : shape.parse(JSON.parse(text));
}

/** @param hasFile whether a file is stored by now */
export function toMessageDocument(
  record: MessageRecord,
  conversation: Pick<ConversationDocument, '_id' | 'businessId'> & {
    conversationId: ConversationId;
    accountId: string;
    whatsappId: string;
  },
  { key, keys, deskId }: { key: DataKey; keys: Pick<KeyRing, 'lookup'>; deskId: string },
  hasFile: (fileId: string) => boolean,
): MessageDocument {
  const { lookup } = keys;
  const { messageId, content, author, authorName, details, media } = record;
  const fields = messageFields(key, conversation.conversationId, messageId);
  const seal = (field: string, text: string | undefined) =>
    text === undefined ? undefined : fields.seal(field, text);
  const isOurs = record.direction === 'outgoing';
  const pseudonym = (id: string | null, isAccount: boolean): string =>
    id === null
      ? isAccount
        ? conversation.accountId
        : conversation.whatsappId
      : lookup.pseudonym(id);
  return given({
    _id: new ObjectId(record.id),
    schemaVersion: SCHEMA_VERSION,
    messageId: MessageId.parse(messageId),
    conversationId: conversation._id,
    direction: record.direction,
    from: pseudonym(record.from, isOurs),
    to: pseudonym(record.to, !isOurs),
    author: author === undefined ? undefined : lookup.pseudonym(author),
    authorSealed: seal('author', author),
    authorName: seal('authorName', authorName),
    sentBy: record.sentBy ? new ObjectId(record.sentBy) : undefined,
    isAutomatic: record.isAutomatic,
    scheduledFor: dateOr(record.scheduledFor),
    scheduledTimeZone: record.scheduledTimeZone,
    type: record.type,
    whatsappType: record.whatsappType,
    content: fields.seal('content', content),
    searchTokens: searchTokensOf(searchableText(content, details, media?.fileName), lookup),
    media: media && mediaDocument(media, fields, hasFile),
    details: seal('details', details && JSON.stringify(details)),
    ...sealTextParts({ mentions: record.mentions, linkPreview: record.linkPreview }, fields),
    raw: seal('raw', record.raw),
    reactions: record.reactions?.map(({ from, emoji, isOurs: fromMe, at }) =>
      sealReaction({ from, fromMe, emoji, at: Date.parse(at) }, fields, lookup),
    ),
    votes: record.votes?.map(({ from, options, at }) =>
      sealVote({ from, options, at: Date.parse(at) }, fields, lookup),
    ),
    editedAt: dateOr(record.editedAt),
    failure:
      record.failure === undefined ? undefined : ErrorCode.catch('internal').parse(record.failure),
    status: record.status,
    statusUpdates: record.statusUpdates.map(({ status, at }) => ({
      ...{ status, timestamp: new Date(at) },
    })),
    replyTo: record.replyTo ? new ObjectId(record.replyTo) : undefined,
    replyToMessageId: record.replyToMessageId,
    isForwarded: record.isForwarded,
    businessId: conversation.businessId,
    leadGenerated: record.leadGenerated,
    tags: record.tags,
    timestamp: new Date(record.at),
    sequence: record.sequence,
    createdAt: new Date(record.at),
    updatedAt: new Date(),
    updatedBy: deskId,
  });
}

function mediaDocument(
  { fileId, fileName, caption, thumbnail, ...rest }: NonNullable<MessageRecord['media']>,
  fields: SealedFields,
  hasFile: (fileId: string) => boolean,
): MessageDocument['media'] {
  const isThere = fileId !== undefined && hasFile(fileId);
  return given({
    ...rest,
    url: isThere ? fileUrl(fileId) : '',
    fileName: fields.seal('media.fileName', fileName),
    caption: caption === undefined ? undefined : fields.seal('media.caption', caption),
    thumbnail: thumbnail === undefined ? undefined : fields.seal('media.thumbnail', thumbnail),
    // Its file was left out of the archive: nobody can fetch it here.
    state: rest.state === 'stored' && !isThere ? ('expired' as const) : rest.state,
  });
}

function dateOr(time: string | undefined): Date | undefined {
  return time === undefined ? undefined : new Date(time);
}
