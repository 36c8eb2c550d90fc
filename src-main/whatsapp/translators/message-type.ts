import type { MessageType } from '../../../src-preload/contract/message-content.ts';

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
  // The envelope of several pictures that were sent at once: each of them is a message of its own, with its caption.
  'album',
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

/** Whether this is a notice of WhatsApp's own, such as "messages are end-to-end encrypted", and no message. */
export function isNotice(whatsappType: string): boolean {
  return notices.has(whatsappType);
}
