/** Who stands on a card; what is left out or empty has no line. */
export interface CardPerson {
  name: string;
  phoneNumbers: readonly string[];
  email?: string;
  company?: string;
  title?: string;
  notes?: string;
}

/** A vCard 3.0 (RFC 2426), as WhatsApp's own phones write it; lines end with a line feed. */
export function toVcard({ name, phoneNumbers, ...details }: CardPerson): string {
  const numbers = phoneNumbers.map((number) => {
    const digits = number.replace(/\D/g, '');
    return `TEL;type=CELL;type=VOICE;waid=${digits}:${number.trim()}`;
  });
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${onOneLine(name)};;;`,
    `FN:${onOneLine(name)}`,
    ...numbers,
    ...(details.email ? [`EMAIL:${onOneLine(details.email)}`] : []),
    ...(details.company ? [`ORG:${onOneLine(details.company)}`] : []),
    ...(details.title ? [`TITLE:${onOneLine(details.title)}`] : []),
    ...(details.notes ? [`NOTE:${escaped(details.notes)}`] : []),
    'END:VCARD',
  ].join('\n');
}

function onOneLine(text: string): string {
  return escaped(text.replace(/\r?\n/g, ' '));
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, '\\n');
}
