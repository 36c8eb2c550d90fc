import type { MessageDetails, MessageType } from '../../../src-preload/contract/message-content.ts';
import { assertNever } from '../../common/assert-never.ts';
import type { ReceivedMessage, WhatsAppId } from '../../domain/whatsapp-event.ts';
import { statusOfAck } from './message-status.ts';
import { isNotice, messageTypeOf } from './message-type.ts';
import { RawMessage } from './raw-message.ts';
import { rawText } from './raw-text.ts';
import { readLinkPreview, readMentions, readReactions, readVotes } from './read-adornments.ts';
import { readCards } from './read-cards.ts';
import { readCall, readContactCards, readLocation, readPoll } from './read-details.ts';
import { readGroupEvent } from './read-group-event.ts';
import { readIdentities } from './read-identities.ts';
import { readMedia } from './read-media.ts';
import { TranslationError } from './translation-error.ts';
import { type MessageKey, readMessageKey, readWid } from './whatsapp-ids.ts';

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
  if (isNotice(message)) return null;
  if (message.type === 'ciphertext' && message.decryptionFailed !== true) return null;

  const type = messageTypeOf(message.type);
  const key = keyOf(type, message);
  if (key === undefined) throw new TranslationError('A message', ['id']);
  if (isNoConversation(key.chatId)) return null;
  // A notice is from the group itself, and to nobody.
  const nobody = type === 'group_event' ? key.chatId : undefined;
  const from = readWid(message.from) ?? nobody;
  const to = readWid(message.to) ?? nobody;
  if (from === undefined) throw new TranslationError('A message', ['from']);
  if (to === undefined) throw new TranslationError('A message', ['to']);

  const author = readWid(message.author);
  const details = detailsOf(type, message);
  const identities = readIdentities(message, { fromMe: key.fromMe, chatId: key.chatId, author });
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
    ...(details && { details }),
    ...(identities.length > 0 && { identities }),
    ...(type !== 'revoked' && adornmentsOf(type, message)),
    ...(isNotUnderstood(type, details) && { raw: rawText(raw) }),
  };
}

/** What remains of a revoked message may have the key of the revocation; then its own stands beside it. */
function keyOf(type: MessageType, message: RawMessage): MessageKey | undefined {
  const original = type === 'revoked' ? readMessageKey(message.protocolMessageKey) : undefined;
  return original ?? readMessageKey(message.id);
}

/** What any kind of message may have besides what it is. */
function adornmentsOf(type: MessageType, message: RawMessage): Partial<ReceivedMessage> {
  const mentions = readMentions(message);
  const votes = type === 'poll' ? readVotes(message) : [];
  const linkPreview = type === 'text' ? readLinkPreview(message) : undefined;
  const editedAt = message.latestEditSenderTimestampMs;
  return {
    ...(message.quotedStanzaID ? { replyToMessageId: message.quotedStanzaID } : {}),
    ...(carriesMedia(type) && { media: readMedia(message) }),
    ...(mentions.length > 0 && { mentions }),
    ...readReactions(message),
    ...(votes.length > 0 && { votes }),
    ...(linkPreview && { linkPreview }),
    ...(editedAt ? { editedAt: Math.round(editedAt) } : {}),
  };
}

function carriesMedia(type: MessageType): boolean {
  return ['image', 'video', 'audio', 'voice_note', 'document', 'sticker'].includes(type);
}

function detailsOf(type: MessageType, message: RawMessage): MessageDetails | undefined {
  switch (type) {
    case 'location':
      return readLocation(message);
    case 'contact':
      return readContactCards(message);
    case 'poll':
      return readPoll(message);
    case 'call_log':
      return readCall(message);
    case 'group_event':
      return readGroupEvent(message);
    case 'text':
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    case 'voice_note':
    case 'reaction':
    case 'revoked':
    case 'unknown':
      return undefined;
    default:
      return assertNever(type);
  }
}

/** Whether something would be lost if only what was understood were kept. */
function isNotUnderstood(type: MessageType, details: MessageDetails | undefined): boolean {
  if (type === 'group_event') return details?.kind === 'group_event' && details.event === 'unknown';
  const shouldHaveDetails = type === 'location' || type === 'contact' || type === 'poll';
  return type === 'unknown' || (shouldHaveDetails && details === undefined);
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
      return namesIn(message);
    case 'poll':
      return message.pollName ?? '';
    case 'reaction':
    case 'unknown':
      return [message.caption, message.body, message.eventName].find(Boolean) ?? '';
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

function namesIn(message: RawMessage): string {
  if (message.vcardFormattedName) return message.vcardFormattedName;
  return readCards(message)
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .join(', ');
}
