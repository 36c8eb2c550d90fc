import type { Draft } from '../../../../src-preload/contract/draft.ts';
import type { NoteDraft } from './note-text.ts';
import { noWriting, type NoteWriting } from './note-writing.ts';

/** What has to be kept on this computer of a note that is being written; null where nothing is. */
export function noteToKeep(writing: NoteWriting = noWriting): Draft['note'] {
  const { draft, edit } = writing;
  if (draft.text === '' && edit === null) return null;
  return { ...copy(draft), edit: edit && { ...copy(edit.draft), noteId: edit.noteId } };
}

/**
 * What was kept, in the field again. It is open where no message was begun as well; what has been typed before it was
 * read stays.
 */
export function noteFromKept(
  kept: NonNullable<Draft['note']>,
  {
    hasMessage,
    now = noWriting,
  }: { readonly hasMessage: boolean; readonly now?: NoteWriting | undefined },
): NoteWriting {
  const { edit, ...draft } = kept;
  return {
    ...now,
    isOpen: now.isOpen || !hasMessage,
    draft: now.draft.text === '' ? draft : now.draft,
    edit: now.edit ?? (edit && { noteId: edit.noteId, draft: copy(edit) }),
  };
}

function copy({ text, mentioned }: NoteDraft): {
  text: string;
  mentioned: NonNullable<Draft['note']>['mentioned'];
} {
  return { text, mentioned: mentioned.map(({ userId, name }) => ({ userId, name })) };
}
