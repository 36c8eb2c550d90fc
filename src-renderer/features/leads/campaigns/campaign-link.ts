import { codeWords } from '../../../../src-preload/contract/campaign.ts';
import { fold } from '../../../ui/fold.ts';

/** Opens WhatsApp with a text that is written to a number already. */
export function waMeLink(phoneNumber: string, text: string): string {
  return `https://wa.me/${phoneNumber.replace(/\D/g, '')}?text=${encodeURIComponent(text.trim())}`;
}

/** Whether a text has the code as a word of its own, as it is looked for in messages. */
export function hasCode(text: string, code: string): boolean {
  return fold(text).match(codeWords)?.includes(fold(code)) ?? false;
}
