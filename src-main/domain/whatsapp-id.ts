import type { WhatsAppId } from './whatsapp-event.ts';

/** E.164 with a plus sign, or null when the id does not give the number away (LID, group, broadcast). */
export function phoneNumberOf(whatsappId: WhatsAppId): string | null {
  const match = /^(\d{5,15})@c\.us$/.exec(whatsappId);
  return match ? `+${match[1]}` : null;
}

export function isGroupId(whatsappId: WhatsAppId): boolean {
  return whatsappId.endsWith('@g.us');
}

/** A person's id: a phone number's or a LID. */
export function isPersonId(whatsappId: WhatsAppId): boolean {
  return /@(c\.us|lid)$/.test(whatsappId);
}

/** Chats that are conversations: people and groups, not status posts, broadcasts or channels. */
export function isConversationId(whatsappId: WhatsAppId): boolean {
  return /@(c\.us|lid|g\.us)$/.test(whatsappId);
}

/** Whether a message with this id was written on a phone: Android's ids are longer, an iPhone's begin otherwise. */
export function isPhoneMessageId(messageId: string): boolean {
  return messageId.length > 25 || messageId.startsWith('3A');
}
