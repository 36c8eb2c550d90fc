import { useEffect } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Note } from '../../../../src-preload/contract/note.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useInbox } from '../inbox-context.ts';

const none: readonly Note[] = [];

/** The notes of a conversation, oldest first; fetched when they are not there. Where there are none, always the same. */
export function useNotes(conversationId: ConversationId): readonly Note[] {
  const notes = useInbox((state) => state.notes.get(conversationId));
  const loadNotes = useInbox((state) => state.loadNotes);
  const isKnown = notes !== undefined;
  useEffect(() => {
    if (!isKnown) void loadNotes(conversationId);
  }, [isKnown, loadNotes, conversationId]);
  const known = notes && shownValue(notes);
  return known === undefined || known.length === 0 ? none : known;
}
