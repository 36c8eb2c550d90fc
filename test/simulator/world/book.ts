import { z } from 'zod';
import type { StoredMessage } from './chat-history.ts';
import type { Chat } from './chat.ts';

export const bookMessageSchema = z.object({
  /** The stanza id, which is the same on the phone, in the page and in the library (`message.id.id`). */
  id: z.string(),
  fromMe: z.boolean(),
  /** The text, or the caption of a media message. */
  body: z.string(),
  /** Seconds. */
  t: z.number().int(),
  ack: z.number().int(),
  type: z.string(),
  /** Who wrote it, in groups. */
  author: z.string().optional(),
  quotedId: z.string().optional(),
  /** Where one message is asked for: everything that it carries, in WhatsApp's own words. */
  fields: z.record(z.string(), z.unknown()).optional(),
  /** The reaction each person left, by id. */
  reactions: z.record(z.string(), z.string()),
});

export const bookSchema = z.object({
  me: z.string(),
  chats: z.array(
    z.object({
      chatId: z.string(),
      name: z.string(),
      /** `+34600111222`; `null` for groups. */
      number: z.string().nullable(),
      unreadCount: z.number().int(),
      isArchived: z.boolean(),
      isPinned: z.boolean(),
      /** Whether the owner has blocked who is at the other end. */
      isBlocked: z.boolean(),
      /** How often the app told WhatsApp that this chat was seen: the customer sees blue ticks then. */
      seenByApp: z.number().int(),
      /** In true order: by time, within a second as the server took them. */
      messages: z.array(bookMessageSchema),
    }),
  ),
});

export type BookMessage = z.infer<typeof bookMessageSchema>;

/** What is true, whatever any app believes: every chat with every message. */
export type Book = z.infer<typeof bookSchema>;

export function bookMessage(
  message: StoredMessage,
  reactions: Readonly<Record<string, string>>,
): BookMessage {
  const { key, body, caption, t, ack, type, author, quotedStanzaID, directPath } = message.wire;
  const entry: BookMessage = {
    id: key.id,
    fromMe: key.fromMe,
    // The body of a sent picture is its preview, so the caption is what a person would read.
    body: (directPath === undefined ? body : caption) ?? '',
    t,
    ack,
    type,
    reactions: { ...reactions },
  };
  if (author !== undefined) entry.author = author;
  if (quotedStanzaID !== undefined) entry.quotedId = quotedStanzaID;
  return entry;
}

export function writeBook(
  me: string,
  chats: Iterable<Chat>,
  labelOf: (chat: Chat) => { readonly name: string; readonly number: string | null },
  reactionsTo: (stanzaId: string) => Readonly<Record<string, string>>,
  isBlocked: (id: string) => boolean,
): Book {
  return {
    me,
    chats: [...chats].map((chat) => ({
      chatId: chat.id,
      ...labelOf(chat),
      unreadCount: chat.unreadCount,
      isArchived: chat.archive,
      isPinned: chat.pin > 0,
      isBlocked: isBlocked(chat.id),
      seenByApp: chat.seenByApp,
      messages: chat.history
        .all()
        .map((message) => bookMessage(message, reactionsTo(message.wire.key.id))),
    })),
  };
}
