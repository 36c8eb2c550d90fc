import { phoneNumberOf } from './whatsapp-id.ts';
import type { WhatsAppId } from './whatsapp-event.ts';

/** The name people see: the address book's, else the one the person chose, else the number, else the bare id. */
export function displayName(contact: {
  whatsappId: WhatsAppId;
  name?: string | undefined;
  pushname?: string | undefined;
  phoneNumber?: string | undefined;
}): string {
  const name = contact.name?.trim();
  if (name) return name;
  const pushname = contact.pushname?.trim();
  if (pushname) return pushname;
  if (contact.phoneNumber) return `+${contact.phoneNumber}`;
  return phoneNumberOf(contact.whatsappId) ?? contact.whatsappId.replace(/@.*$/, '');
}

/** Lower case, without accents, for sorting and for finding words. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}
