import { type Note, partsOfNote } from '../../src-preload/contract/note.ts';
import type { Stores } from '../store/stores.ts';
import type { Mention } from './notifier.ts';

/** What a notification tells of a note; null where its conversation or its author is not there. */
export async function readMention(
  { conversations, users }: Pick<Stores, 'conversations' | 'users'>,
  note: Note,
): Promise<Mention | null> {
  const [conversation, everybody] = await Promise.all([
    conversations.summary(note.conversationId),
    users.list(),
  ]);
  const names = new Map(everybody.map(({ userId, name }) => [userId, name]));
  const author = names.get(note.authorId);
  if (!conversation || author === undefined) return null;
  const text = partsOfNote(note.body)
    .map((part) => ('text' in part ? part.text : `@${names.get(part.userId) ?? '?'}`))
    .join('');
  return {
    noteId: note.noteId,
    conversation,
    author,
    text,
    at: note.editedAt ?? note.timestamp,
  };
}
