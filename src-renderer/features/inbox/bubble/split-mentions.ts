import type { Mention } from '../../../../src-preload/contract/message-content.ts';

/** The stretches of a text, and between them the people named in it. */
export function splitMentions(text: string, mentions: readonly Mention[]): (string | Mention)[] {
  // The longest first: one token may be the beginning of another.
  const tokens = [...mentions].sort((one, other) => other.token.length - one.token.length);
  const parts: (string | Mention)[] = [];
  let plain = '';
  for (let place = 0; place < text.length;) {
    const found = text[place] === '@' && tokens.find(({ token }) => text.startsWith(token, place));
    if (found && found.token !== '') {
      if (plain !== '') parts.push(plain);
      plain = '';
      parts.push(found);
      place += found.token.length;
    } else {
      plain += text[place] ?? '';
      place += 1;
    }
  }
  if (plain !== '') parts.push(plain);
  return parts;
}
