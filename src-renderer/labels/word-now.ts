import { findLabel, type Label } from '../../src-preload/contract/label.ts';

/**
 * What a word is called that named a label before the team's labels became others: the name that the label has now, null
 * where it is gone, and the word itself where it was no label of the team.
 */
export function wordNow(
  word: string,
  before: readonly Label[],
  now: readonly Label[],
): string | null {
  const old = findLabel(before, word);
  if (old === undefined) return word;
  return now.find(({ labelId }) => labelId === old.labelId)?.name ?? null;
}
