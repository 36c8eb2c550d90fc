import type { RawMessage } from './raw-message.ts';

interface Card {
  name: string;
  phoneNumbers: string[];
  vcard: string;
}

/** The contact cards of a message: one in its body, or a list of them. */
export function readCards({ body, vcardFormattedName, vcardList }: RawMessage): Card[] {
  if (vcardList && vcardList.length > 0) {
    return vcardList.map(({ displayName, vcard }) => toCard(vcard, displayName));
  }
  const [first, ...others] = body?.match(/BEGIN:VCARD(?:(?!BEGIN:VCARD)[\s\S])*/gi) ?? [];
  if (first === undefined) return [];
  return [toCard(first.trim(), vcardFormattedName), ...others.map((card) => toCard(card.trim()))];
}

function toCard(vcard: string, name?: string | null): Card {
  const lines = unfolded(vcard);
  return {
    name: [name?.trim(), valueOf(lines, 'FN')].find(Boolean) ?? '',
    phoneNumbers: [...new Set(valuesOf(lines, 'TEL'))],
    vcard,
  };
}

/** A long line goes on in the next one, which begins with a blank. */
function unfolded(vcard: string): string[] {
  return vcard.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
}

function valueOf(lines: readonly string[], property: string): string | undefined {
  return valuesOf(lines, property)[0];
}

/** The values of a property, whatever group and parameters stand with it (`item1.TEL;type=CELL:+34 …`). */
function valuesOf(lines: readonly string[], property: string): string[] {
  const pattern = new RegExp(`^(?:[A-Za-z0-9-]+\\.)?${property}(?:;[^:]*)?:(.*)$`, 'i');
  return lines
    .map((line) => pattern.exec(line)?.[1] ?? '')
    .map((value) => value.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1').trim())
    .filter((value) => value !== '');
}
