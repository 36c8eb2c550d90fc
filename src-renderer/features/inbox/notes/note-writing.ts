import type { NoteId } from '../../../../src-preload/contract/note.ts';
import { emptyNote, type NoteDraft } from './note-text.ts';

/** What is written for the team in one conversation: apart from the draft of a message, and never sent. */
export interface NoteWriting {
  readonly isOpen: boolean;
  readonly draft: NoteDraft;
  /** The note that is being changed instead. */
  readonly edit: { readonly noteId: NoteId; readonly draft: NoteDraft } | null;
  readonly isSaving: boolean;
}

export const noWriting: NoteWriting = {
  isOpen: false,
  draft: emptyNote,
  edit: null,
  isSaving: false,
};
