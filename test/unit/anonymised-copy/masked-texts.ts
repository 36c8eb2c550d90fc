import { MadeUpWords } from '../../../src-main/anonymised-copy/made-up-words.ts';
import { Originals } from '../../../src-main/anonymised-copy/originals.ts';
import { SecretStream } from '../../../src-main/anonymised-copy/secret-stream.ts';
import { SharedByPeople } from '../../../src-main/anonymised-copy/shared-by-people.ts';
import { foldWord, stretchesIn, visible } from '../../../src-main/anonymised-copy/text-parts.ts';
import { TextMask } from '../../../src-main/anonymised-copy/text-mask.ts';

/** A mask that knows these texts, each of another person, as a survey would. */
export function maskOf(
  texts: readonly string[],
  { k = 5, names = [] as readonly string[] } = {},
): { mask: TextMask; originals: Originals } {
  const stream = new SecretStream();
  const originals = new Originals();
  const shared = new SharedByPeople<string>(k);
  for (const [person, text] of texts.entries()) {
    originals.addText(text);
    for (const stretch of stretchesIn(visible(text))) {
      shared.note(foldWord(stretch.text), String(person));
    }
  }
  for (const name of names) originals.addName(name);
  const words = new MadeUpWords(stream, originals);
  return {
    mask: new TextMask({ stream, originals, shared, words, phoneDigits: () => null }),
    originals,
  };
}
