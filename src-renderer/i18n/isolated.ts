const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';
/** A letter that runs from right to left, or one of the invisible characters that decide a direction. */
const turning =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u061C\u200F\u202A-\u202E\u2066-\u2069]/u;
/** Embeddings and overrides: an open one turns all that follows, and no name needs them. */
const overrides = /[\u202A-\u202E]/g;
const opensIsolate = /[\u2066-\u2068]/;

/**
 * A text that others wrote, for a place inside a sentence of the interface: where it runs from right to left it does so
 * by itself, and whatever invisible characters it holds, the words around it stay where they are.
 */
export function isolated(text: string): string {
  return turning.test(text)
    ? `${firstStrongIsolate}${closed(text.replace(overrides, ''))}${popIsolate}`
    : text;
}

/** With an end for every isolate that begins in the text, and none that would end one around it. */
function closed(text: string): string {
  let open = 0;
  let result = '';
  for (const character of text) {
    if (opensIsolate.test(character)) open += 1;
    if (character === popIsolate) {
      if (open === 0) continue;
      open -= 1;
    }
    result += character;
  }
  return result + popIsolate.repeat(open);
}
