import type { User } from '../../../../src-preload/contract/app.ts';
import { mentionOf, partsOfNote } from '../../../../src-preload/contract/note.ts';

export type Mentioned = Pick<User, 'userId' | 'name'>;

/** A note as it is being written: with names, and whose they are. */
export interface NoteDraft {
  readonly text: string;
  readonly mentioned: readonly Mentioned[];
}

export const emptyNote: NoteDraft = { text: '', mentioned: [] };

/** As it is kept, with ids for the names that were chosen. A name inside a longer one is not taken for it. */
export function toNoteBody({ text, mentioned }: NoteDraft): string {
  return [...mentioned]
    .sort((one, other) => other.name.length - one.name.length)
    .reduce((body, { userId, name }) => body.replaceAll(`@${name}`, mentionOf(userId)), text)
    .trim();
}

/** Back into names, to be edited. Somebody who is not known (any more) stays an id. */
export function toNoteDraft(body: string, colleagues: readonly Mentioned[]): NoteDraft {
  const mentioned: Mentioned[] = [];
  const text = partsOfNote(body).map((part) => {
    if ('text' in part) return part.text;
    const colleague = colleagues.find(({ userId }) => userId === part.userId);
    if (colleague === undefined) return mentionOf(part.userId);
    mentioned.push(colleague);
    return `@${colleague.name}`;
  });
  return { text: text.join(''), mentioned };
}

/** What is typed after an @ right before the caret, and where that stands; null where nobody is being mentioned. */
export function mentionBefore(
  text: string,
  caret: number,
): { readonly from: number; readonly query: string } | null {
  const found = /(?:^|\s)@([^\s@]*)$/u.exec(text.slice(0, caret));
  if (found === null) return null;
  const query = found[1] ?? '';
  return { from: caret - query.length - 1, query };
}
