import type { UserId } from '../../src-preload/contract/ids.ts';
import { mentionsIn, type Note } from '../../src-preload/contract/note.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { NoteRefusal } from '../store/note-store.ts';
import type { HandlersOf } from './handlers.ts';

/** The team's notes go to the database and to the windows, and nowhere else: nothing here knows outbox or accounts. */
export function noteHandlers(
  workplace: () => Pick<Workplace, 'stores' | 'user' | 'clock' | 'publish'>,
): HandlersOf<'note'> {
  /** Whoever is mentioned and is a user of the app; any other id is only text. */
  const usersIn = async (text: string): Promise<UserId[]> => {
    const mentioned = mentionsIn(text);
    if (mentioned.length === 0) return [];
    const known = new Set((await workplace().stores.users.list()).map(({ userId }) => userId));
    return mentioned.filter((userId) => known.has(userId));
  };
  const tell = (changed: Note | NoteRefusal): Note => {
    if (changed === 'notFound') throw new AppError('not_found', 'There is no such note');
    if (changed === 'notAuthor') {
      throw new AppError('not_allowed', 'Only its author may change a note');
    }
    workplace().publish('note.changed', changed);
    return changed;
  };
  return {
    'note.list': ({ conversationId }) => workplace().stores.notes.list(conversationId),

    'note.write': async ({ conversationId, body }) => {
      const { stores, user, clock } = workplace();
      const mentions = await usersIn(body);
      const input = { body, mentions, at: clock.now() };
      const note = await stores.notes.write(conversationId, user.userId, input);
      if (!note) throw new AppError('not_found', 'There is no such conversation');
      return tell(note);
    },

    'note.see': async ({ conversationId }) => {
      const { stores, user, publish } = workplace();
      if ((await stores.notes.see(conversationId, user.userId)) === 'unchanged') return null;
      const summary = await stores.conversations.summary(conversationId);
      if (summary) publish('conversation.changed', summary);
      return null;
    },

    'note.edit': async ({ noteId, body }) => {
      const { stores, user, clock } = workplace();
      const mentions = await usersIn(body);
      const input = { body, mentions, at: clock.now() };
      return tell(await stores.notes.edit(noteId, user.userId, input));
    },

    'note.delete': async ({ noteId }) => {
      const { stores, user, clock } = workplace();
      tell(await stores.notes.remove(noteId, user.userId, clock.now()));
      return null;
    },
  };
}
