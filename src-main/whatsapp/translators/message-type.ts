import type { MessageType } from '../../../src-preload/contract/message-content.ts';
import type { RawMessage } from './raw-message.ts';

type Noticed = Pick<RawMessage, 'type' | 'caption' | 'mimetype'>;

/** WhatsApp's word for a message type to ours. What is not here is `unknown`, and kept. */
const types: ReadonlyMap<string, MessageType> = new Map<string, MessageType>([
  ['chat', 'text'],
  // A button or list entry that the customer chose arrives as its text.
  ['buttons_response', 'text'],
  ['list_response', 'text'],
  ['template_button_reply', 'text'],
  ['image', 'image'],
  ['video', 'video'],
  ['gif', 'video'],
  // A round video note.
  ['ptv', 'video'],
  ['audio', 'audio'],
  ['ptt', 'voice_note'],
  ['document', 'document'],
  ['location', 'location'],
  ['live_location', 'location'],
  ['vcard', 'contact'],
  ['multi_vcard', 'contact'],
  ['sticker', 'sticker'],
  ['poll_creation', 'poll'],
  ['reaction', 'reaction'],
  ['call_log', 'call_log'],
  ['gp2', 'group_event'],
  ['group_notification', 'group_event'],
  ['revoked', 'revoked'],
]);

/** What WhatsApp keeps among the messages and nobody has written. */
const notices: ReadonlySet<string> = new Set([
  'e2e_notification',
  'notification',
  'notification_template',
  'broadcast_notification',
  'newsletter_notification',
  'protocol',
  'debug',
]);

export function messageTypeOf(whatsappType: string): MessageType {
  return types.get(whatsappType) ?? 'unknown';
}

/**
 * Whether this is a notice of WhatsApp's own, such as "messages are end-to-end encrypted", and no message.
 *
 * So is an `album` that carries nothing. whatsapp-web.js 1.34.7 has its name and says nothing else of it. In WhatsApp's
 * protocol, as others have published it, `AlbumMessage` has only how many pictures and films are to come, and each of
 * those is a message of its own that names the album. That was never seen here on a real account: one with a file or a
 * caption of its own is kept.
 */
export function isNotice({ type, caption, mimetype }: Noticed): boolean {
  if (type === 'album') return !caption && !mimetype;
  return notices.has(type);
}
