import { canonicalNumber } from './canonical-number.ts';
import type { WhatsAppId } from './whatsapp-event.ts';

/**
 * Everything that the same person may be called who is known under this id, or by this number with or without its plus
 * sign: the id of a number, its digits, and both in the form that numbers of several spellings have in common. A LID is
 * alone.
 */
export function formsOf(idOrNumber: WhatsAppId): string[] {
  const digits = /^\+?(\d{5,20})(?:@c\.us)?$/.exec(idOrNumber)?.[1];
  if (digits === undefined) return [idOrNumber];
  const canonical = canonicalNumber(digits);
  return [...new Set([digits, canonical].flatMap((each) => [each, `${each}@c.us`]))];
}

/** What digits may stand for in a text: a number, or a LID by which somebody is mentioned. */
export function formsOfDigits(digits: string): string[] {
  return [...formsOf(digits), `${digits}@lid`];
}
