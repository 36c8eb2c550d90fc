import type { ContactCard } from '../../src-preload/contract/outgoing.ts';

/** A vCard 3.0, as WhatsApp's own phones write it. */
export function toVcard({ name, phoneNumbers }: ContactCard): string {
  const numbers = phoneNumbers.map((number) => {
    const digits = number.replace(/\D/g, '');
    return `TEL;type=CELL;type=VOICE;waid=${digits}:${number.trim()}`;
  });
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${escaped(name)};;;`,
    `FN:${escaped(name)}`,
    ...numbers,
    'END:VCARD',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replace(/\r?\n/g, ' ').replace(/[\\;,]/g, (character) => `\\${character}`);
}
