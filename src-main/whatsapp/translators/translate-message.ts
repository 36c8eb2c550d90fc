import { z } from 'zod';
import type { MessageType } from '../../../src-preload/contract/message-content.ts';
import { assertNever } from '../../common/assert-never.ts';
import type { ReceivedMessage, WhatsAppId } from '../../domain/whatsapp-event.ts';
import { statusOfAck } from './message-status.ts';
import { isNotice, messageTypeOf } from './message-type.ts';
import { TranslationError } from './translation-error.ts';
import { readMessageKey, readWid } from './whatsapp-ids.ts';

/** A text that WhatsApp also sends as null, or leaves out. */
const text = z.string().nullish();

const RawMessage = z.object({
  id: z.unknown(),
  type: z.string().min(1),
  /** Seconds. */
  t: z.number().positive(),
  ack: z.number().nullish(),
  from: z.unknown(),
  to: z.unknown(),
  author: z.unknown().optional(),
  body: text,
  caption: text,
  pollName: text,
  eventName: text,
  loc: text,
  vcardFormattedName: text,
  notifyName: text,
  isForwarded: z.boolean().nullish(),
  quotedStanzaID: text,
  decryptionFailed: z.boolean().optional(),
});
type RawMessage = z.infer<typeof RawMessage>;

/**
 * Understands a message as WhatsApp gives it. Null when it is none: a notice of WhatsApp's own, a status post, a
 * channel's post, or a message that is not deciphered yet (it comes again when it is).
 *
 * @throws TranslationError
 */
export function translateMessage(raw: unknown): ReceivedMessage | null {
  const parsed = RawMessage.safeParse(raw);
  if (!parsed.success) throw TranslationError.of('A message', parsed.error);
  const message = parsed.data;
  if (isNotice(message.type)) return null;
  if (message.type === 'ciphertext' && message.decryptionFailed !== true) return null;

  const key = readMessageKey(message.id);
  if (key === undefined) throw new TranslationError('A message', ['id']);
  if (isNoConversation(key.chatId)) return null;
  const from = readWid(message.from);
  const to = readWid(message.to);
  if (from === undefined) throw new TranslationError('A message', ['from']);
  if (to === undefined) throw new TranslationError('A message', ['to']);

  const type = messageTypeOf(message.type);
  const author = readWid(message.author);
  return {
    kind: 'message',
    messageId: key.id,
    chatId: key.chatId,
    fromMe: key.fromMe,
    from,
    to,
    ...(author === undefined ? {} : { author }),
    type,
    whatsappType: message.type,
    content: contentOf(type, message),
    status: key.fromMe ? statusOfAck(message.ack ?? 0) : 'delivered',
    timestamp: message.t * 1000,
    ...(message.notifyName ? { pushname: message.notifyName } : {}),
    isForwarded: message.isForwarded ?? false,
    ...(message.quotedStanzaID ? { replyToMessageId: message.quotedStanzaID } : {}),
  };
}

function isNoConversation(chatId: WhatsAppId): boolean {
  return chatId === 'status@broadcast' || chatId.endsWith('@newsletter');
}

/** What a person can read of it. In `body` WhatsApp also keeps thumbnails and vCards, so each type has its own place. */
function contentOf(type: MessageType, message: RawMessage): string {
  switch (type) {
    case 'text':
      return message.body ?? '';
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
      return message.caption ?? '';
    case 'location':
      return message.loc ?? '';
    case 'contact':
      return message.vcardFormattedName ?? namesInCards(message.body ?? '');
    case 'poll':
      return message.pollName ?? '';
    case 'reaction':
    case 'unknown':
      return message.caption ?? message.body ?? message.eventName ?? '';
    case 'sticker':
    case 'voice_note':
    case 'call_log':
    case 'group_event':
    case 'revoked':
      return '';
    default:
      return assertNever(type);
  }
}

/** The formatted names (`FN`) in one or more vCards. */
function namesInCards(cards: string): string {
  const names = [...cards.matchAll(/^FN(?:;[^:]*)?:(.+)$/gm)].map(
    (match) => match[1]?.trim() ?? '',
  );
  return names.filter((name) => name !== '').join(', ');
}
