/**
 * One or two letters that stand for a name: of its first and last word, or null where it holds no letter, as with a
 * bare number.
 */
export function initialsOf(name: string): string | null {
  const words = name.split(/\s+/u).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  if (first === undefined) {
    return null;
  }
  const letter = (word: string): string => Array.from(word).at(0)?.toLocaleUpperCase() ?? '';
  return letter(first) + (last === undefined ? '' : letter(last));
}
