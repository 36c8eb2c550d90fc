import {
  type ConversationId,
  MessageId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type {
  MessageDetails,
  QuotedMessage,
} from '../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { groupBy } from '../../common/group-by.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { excerpt } from '../../domain/excerpt.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ContactStore, KnownPerson } from '../contact-store.ts';
import { MessageDocument } from './documents.ts';
import { findMessages } from './find-messages.ts';
import type { MessagePlace } from './known-conversations.ts';
import { toMedia } from './media-document.ts';
import { conversationFields } from './conversation-document.ts';
import { messageFields } from './message-document.ts';
import { openDetails, openLinkPreview, openMentions, openReactions } from './message-parts.ts';
import type { MongoContext } from './mongo-context.ts';
import type { SealedFields } from './sealed-fields.ts';
import { peopleInGroupEvent, WhoIsWho } from './who-is-who.ts';

const ReadDocument = MessageDocument.omit({ searchTokens: true });
type ReadDocument = ReturnType<typeof ReadDocument.parse>;

/** Documents of one conversation. */
export interface SealedMessages {
  conversationId: ConversationId;
  place: MessagePlace;
  /** Undefined when it was destroyed. */
  key: DataKey | undefined;
  documents: readonly unknown[];
}

/** A document, opened, with WhatsApp ids for people. */
interface Opened {
  document: ReadDocument;
  fields: SealedFields;
  details: MessageDetails | null;
  mentions: WhatsAppId[];
  reactions: ReturnType<typeof openReactions>;
  author: WhatsAppId;
}

interface OpenedConversation extends SealedMessages {
  messages: Opened[];
  /** What they answer, by WhatsApp's id, as far as it is stored. */
  quoted: ReadonlyMap<string, Opened>;
}

/**
 * Opens messages for people to read. What they answer, and the names of the people in them, is looked up for all of
 * them together; nothing is asked where there is nothing of the kind.
 */
export async function openMessages(
  context: MongoContext,
  people: ContactStore['people'],
  conversations: readonly SealedMessages[],
): Promise<Message[][]> {
  const opened = await Promise.all(
    conversations.map(async (each): Promise<OpenedConversation> => {
      const messages = each.documents.map((raw) => open(each, raw));
      return { ...each, messages, quoted: await findQuoted(context, each, messages) };
    }),
  );
  const bySession = groupBy(opened, ({ place }) => place.sessionId);
  const known = new Map(
    await Promise.all(
      [...bySession].map(async ([sessionId, each]) => {
        const ids = [...new Set(each.flatMap(peopleIn))];
        const found =
          ids.length === 0
            ? new Map<WhatsAppId, KnownPerson>()
            : await people(SessionId.parse(sessionId), ids);
        return [sessionId, found] as const;
      }),
    ),
  );
  return opened.map((conversation) => {
    const { conversationId, key, place } = conversation;
    const accountId = conversationFields(key, conversationId).text(
      'accountId',
      place.accountIdSealed,
    );
    const who = new WhoIsWho(known.get(place.sessionId) ?? new Map(), accountId);
    return conversation.messages.map((message) => toMessage(conversation, message, who));
  });
}

function open({ conversationId, key }: SealedMessages, raw: unknown): Opened {
  const document = ReadDocument.parse(raw);
  const fields = messageFields(key, conversationId, document.messageId);
  return {
    document,
    fields,
    details: openDetails(document, fields),
    mentions: openMentions(document, fields),
    reactions: openReactions(document, fields),
    author: fields.text('author', document.authorSealed),
  };
}

async function findQuoted(
  context: MongoContext,
  conversation: SealedMessages,
  messages: readonly Opened[],
): Promise<Map<string, Opened>> {
  const wanted = new Set(messages.flatMap(({ document }) => document.replyToMessageId ?? []));
  if (wanted.size === 0) return new Map();
  // Most answers stand near what they answer.
  const here = messages.filter(({ document }) => wanted.delete(document.messageId));
  const elsewhere =
    wanted.size === 0 ? [] : await findMessages(context, conversation.place, [...wanted]);
  const quoted = [...here, ...elsewhere.map((raw) => open(conversation, raw))];
  return new Map(quoted.map((each) => [each.document.messageId, each]));
}

/** Everybody whose name is shown in these messages. */
function peopleIn({ messages, quoted }: OpenedConversation): WhatsAppId[] {
  const originals = [...quoted.values()];
  const authors = [...messages, ...originals].flatMap(({ author }) => author || []);
  const others = messages.flatMap(({ details, mentions, reactions }) => [
    ...mentions,
    ...reactions.flatMap(({ from, fromMe }) => (fromMe ? [] : from)),
    ...(details?.kind === 'group_event' ? peopleInGroupEvent(details) : []),
  ]);
  return [...authors, ...others, ...originals.flatMap((each) => each.mentions)];
}

function toMessage(
  { conversationId, quoted }: OpenedConversation,
  opened: Opened,
  who: WhoIsWho,
): Message {
  const { document, fields, mentions, reactions } = opened;
  const { text, unreadable } = fields.open('content', document.content);
  const messageId = MessageId.parse(document.messageId);
  return {
    messageId,
    conversationId,
    direction: document.direction,
    type: document.type,
    content: text,
    ...(unreadable && { unreadable }),
    senderName: senderOf(opened, who),
    ...(document.sentBy && { sentBy: UserId.parse(document.sentBy.toHexString()) }),
    status: document.status,
    statusUpdates: document.statusUpdates.map((update) => ({
      status: update.status,
      timestamp: update.timestamp.getTime(),
    })),
    failure: document.status === 'failed' ? (document.failure ?? null) : null,
    media: toMedia(document.media, fields, { conversationId, messageId }),
    details:
      opened.details?.kind === 'group_event' ? who.inGroupEvent(opened.details) : opened.details,
    replyTo:
      document.replyToMessageId === undefined
        ? null
        : quote(document.replyToMessageId, quoted.get(document.replyToMessageId), who),
    isForwarded: document.isForwarded,
    mentions: mentions.map((whatsappId) => who.mention(whatsappId)),
    linkPreview: openLinkPreview(document, fields),
    reactions: reactions.map(({ from, fromMe, emoji, at }) => ({
      emoji,
      isOurs: fromMe,
      senderName: fromMe ? null : who.nameOf(from),
      timestamp: at,
    })),
    editedAt: document.editedAt?.getTime() ?? null,
    ...(document.scheduledFor && {
      schedule: {
        at: document.scheduledFor.getTime(),
        timeZone: document.scheduledTimeZone ?? 'UTC',
      },
    }),
    outbox: null,
    leadGenerated: document.leadGenerated,
    ...(document.tags.length > 0 && { tags: document.tags }),
    timestamp: document.timestamp.getTime(),
    sequence: document.sequence,
  };
}

/** In groups, who wrote it; null for what is ours, or from the other side of a chat of two. */
function senderOf({ document, fields, author }: Opened, who: WhoIsWho): string | null {
  if (document.direction === 'outgoing' || !document.author) return null;
  // It cannot be told any more when the key was destroyed.
  return author === '' ? '' : who.nameOf(author, fields.text('authorName', document.authorName));
}

function quote(messageId: string, original: Opened | undefined, who: WhoIsWho): QuotedMessage {
  if (!original) {
    return {
      messageId: MessageId.parse(messageId),
      isOurs: false,
      senderName: null,
      type: 'unknown',
      preview: '',
    };
  }
  const { document, fields } = original;
  return {
    messageId: MessageId.parse(messageId),
    isOurs: document.direction === 'outgoing',
    senderName: senderOf(original, who),
    type: document.type,
    preview: excerpt(who.inText(fields.text('content', document.content))),
  };
}
