import { foldMessage } from './message-words.ts';

const CHARACTER_OF_WORD = /[\p{L}\p{N}]/u;

/** Finds a phrase as whole words in folded texts (`foldMessage`): capitals, accents and more blanks do not count. */
export function phraseMatcher(phrase: string): (folded: string) => string | null {
  const wanted = foldMessage(phrase).replace(/\s+/g, ' ');
  const isCut = (character: string | undefined): boolean =>
    character === undefined || !CHARACTER_OF_WORD.test(character);
  const beginsWord = CHARACTER_OF_WORD.test(wanted.at(0) ?? '');
  const endsWord = CHARACTER_OF_WORD.test(wanted.at(-1) ?? '');
  return (folded) => {
    if (wanted === '') return null;
    const text = /\s\s|[^\S ]/.test(folded) ? folded.replace(/\s+/g, ' ') : folded;
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const end = at + wanted.length;
      if ((!beginsWord || isCut(text[at - 1])) && (!endsWord || isCut(text[end]))) return wanted;
    }
    return null;
  };
}
