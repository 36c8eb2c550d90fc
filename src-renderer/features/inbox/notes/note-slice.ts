import type { Draft } from '../../../../src-preload/contract/draft.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Note } from '../../../../src-preload/contract/note.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';
import { noteFromKept } from './kept-note.ts';
import { emptyNote, type NoteDraft, toNoteBody, toNoteDraft } from './note-text.ts';
import { noWriting, type NoteWriting } from './note-writing.ts';

export interface NoteSlice {
  readonly notes: ReadonlyMap<ConversationId, RemoteData<readonly Note[]>>;
  readonly noteFields: ReadonlyMap<ConversationId, NoteWriting>;
  readonly loadNotes: (conversationId: ConversationId) => Promise<void>;
  /** Fetches those of the open conversation again; of others when they are opened. */
  readonly refreshNotes: () => Promise<void>;
  readonly receiveNote: (note: Note) => void;
  /** Puts what this computer has kept of a note into the field again. */
  readonly restoreNote: (conversationId: ConversationId, kept: NonNullable<Draft['note']>) => void;
  readonly openNote: (conversationId: ConversationId, isOpen: boolean) => void;
  readonly setNoteDraft: (conversationId: ConversationId, draft: NoteDraft) => void;
  /** With null the change that was begun is left. */
  readonly editNote: (conversationId: ConversationId, note: Note | null) => void;
  /** Keeps what is written; it stays in the field when it could not be kept. */
  readonly saveNote: (conversationId: ConversationId) => Promise<void>;
  readonly deleteNote: (note: Note) => Promise<void>;
}

/** The list with a note as it is now, in the order of their times. */
function placeNote(notes: readonly Note[], note: Note): readonly Note[] {
  const others = notes.filter(({ noteId }) => noteId !== note.noteId);
  if (note.isDeleted) return others;
  return [...others, note].sort((one, other) => one.timestamp - other.timestamp);
}

export function createNoteSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): NoteSlice {
  /** What came while lists were on their way: it may be newer than they are. */
  let arrivals: Note[] = [];
  let loads = 0;

  const write = (conversationId: ConversationId, notes: RemoteData<readonly Note[]>): void =>
    set({ notes: new Map(get().notes).set(conversationId, notes) });

  const change = (conversationId: ConversationId, changed: Partial<NoteWriting>): void => {
    const before = get().noteFields.get(conversationId) ?? noWriting;
    set({
      noteFields: new Map(get().noteFields).set(conversationId, { ...before, ...changed }),
    });
    if (changed.draft !== undefined || changed.edit !== undefined) get().keepSoon(conversationId);
  };

  return {
    notes: new Map(),
    noteFields: new Map(),

    async loadNotes(conversationId) {
      const known = (): RemoteData<readonly Note[]> => get().notes.get(conversationId) ?? idle;
      if (known().status === 'loading') return;
      write(conversationId, toLoading(known()));
      loads += 1;
      try {
        const listed = await call(bridge, 'note.list', { conversationId });
        const mine = arrivals.filter((note) => note.conversationId === conversationId);
        write(conversationId, toReady(mine.reduce(placeNote, listed)));
      } catch (error) {
        write(conversationId, toFailed(known(), toBridgeFailure(error)));
      } finally {
        loads -= 1;
        if (loads === 0) arrivals = [];
      }
    },

    async refreshNotes() {
      const { selectedId, notes, loadNotes } = get();
      const open = selectedId === null ? undefined : notes.get(selectedId);
      set({ notes: new Map(selectedId === null || !open ? [] : [[selectedId, open]]) });
      if (selectedId !== null && open !== undefined) await loadNotes(selectedId);
    },

    receiveNote(note) {
      if (loads > 0) arrivals.push(note);
      const known = get().notes.get(note.conversationId);
      if (known !== undefined) {
        write(
          note.conversationId,
          mapShown(known, (notes) => placeNote(notes, note)),
        );
      }
      void get().lookUpColleague(note.authorId);
    },

    restoreNote(conversationId, kept) {
      const hasMessage = (get().drafts.get(conversationId) ?? '') !== '';
      const now = get().noteFields.get(conversationId);
      change(conversationId, noteFromKept(kept, { hasMessage, now }));
    },

    openNote(conversationId, isOpen) {
      change(conversationId, { isOpen });
    },

    setNoteDraft(conversationId, draft) {
      const { edit } = get().noteFields.get(conversationId) ?? noWriting;
      change(conversationId, edit === null ? { draft } : { edit: { ...edit, draft } });
    },

    editNote(conversationId, note) {
      const colleagues = shownValue(get().colleagues) ?? [];
      change(conversationId, {
        isOpen: true,
        edit: note && { noteId: note.noteId, draft: toNoteDraft(note.body, colleagues) },
      });
    },

    async saveNote(conversationId) {
      const { edit, draft, isSaving } = get().noteFields.get(conversationId) ?? noWriting;
      const body = toNoteBody(edit?.draft ?? draft);
      if (body === '' || isSaving) return;
      change(conversationId, { isSaving: true });
      try {
        const note =
          edit === null
            ? await call(bridge, 'note.write', { conversationId, body })
            : await call(bridge, 'note.edit', { noteId: edit.noteId, body });
        change(
          conversationId,
          edit === null ? { draft: emptyNote, isSaving: false } : { edit: null, isSaving: false },
        );
        get().receiveNote(note);
      } catch (error) {
        change(conversationId, { isSaving: false });
        reportFailure(toBridgeFailure(error));
      }
    },

    async deleteNote(note) {
      try {
        await call(bridge, 'note.delete', { noteId: note.noteId });
        get().receiveNote({ ...note, isDeleted: true });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
