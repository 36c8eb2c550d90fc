import { fold } from '../../../ui/fold.ts';

/** Opens WhatsApp with a text that is written to a number already. */
export function waMeLink(phoneNumber: string, text: string): string {
  return `https://wa.me/${phoneNumber.replace(/\D/g, '')}?text=${encodeURIComponent(text.trim())}`;
}

/** Whether a text has the code as a word of its own, as it is looked for in messages. */
export function hasCode(text: string, code: string): boolean {
  const words = fold(text).match(/[\p{L}\p{N}]+(?:[-_][\p{L}\p{N}]+)*/gu);
  return words?.includes(fold(code)) ?? false;
}
