import { expect, expectTypeOf, it } from 'vitest';
import { noteHandlers } from '../../../src-main/bridge/note-handlers.ts';
import type { OutboxItem } from '../../../src-main/outbox/outbox-item.ts';
import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import { type MessageId, UserId } from '../../../src-preload/contract/ids.ts';
import { mentionOf, Note, type NoteId, partsOfNote } from '../../../src-preload/contract/note.ts';
import { objectId, uuid } from '../../support/preview/sample-data.ts';
import { conversation } from '../renderer/samples.ts';

type Parts = ReturnType<Parameters<typeof noteHandlers>[0]>;

const { conversationId } = conversation(1, 100);
const ana = UserId.parse(objectId(1));
const luis = UserId.parse(objectId(2));
const stranger = UserId.parse(objectId(9));

/** A workplace that tells what was used of it, and what was published. */
function workplaceWithNotes() {
  const used = new Set<string>();
  const published: [string, unknown][] = [];
  const written = (body: string, mentions: readonly UserId[], at: number): Note =>
    Note.parse({
      noteId: uuid(7),
      conversationId,
      authorId: ana,
      body,
      mentions,
      timestamp: at,
      editedAt: null,
      isDeleted: false,
    });
  // Of each part only what is used here.
  const parts = {
    user: { userId: ana, name: 'Ana', email: 'ana@example.com' },
    clock: { now: () => 1_000 },
    publish: (event: string, payload: unknown) => published.push([event, payload]),
    stores: {
      users: { list: () => Promise.resolve([{ userId: ana }, { userId: luis }]) },
      conversations: { summary: () => Promise.resolve(conversation(1, 100)) },
      notes: {
        write: (
          _id: string,
          _author: string,
          input: { body: string; mentions: UserId[]; at: number },
        ) => Promise.resolve(written(input.body, input.mentions, input.at)),
        edit: () => Promise.resolve('notAuthor'),
        remove: () => Promise.resolve('notFound'),
        see: (id: string) => Promise.resolve(id === conversationId ? 'changed' : 'unchanged'),
      },
    },
  };
  const workplace = new Proxy(parts, {
    get: (target, name, receiver) => {
      used.add(String(name));
      return Reflect.get(target, name, receiver) as unknown;
    },
  }) as unknown as Parts;
  return { handlers: noteHandlers(() => workplace), used, published };
}

it('a note is stored and shown, with those users whom it mentions, and touches nothing that sends', async () => {
  const { handlers, used, published } = workplaceWithNotes();
  const body = `Ask ${mentionOf(luis)} or ${mentionOf(stranger)}`;
  const note = await handlers['note.write']({ conversationId, body });
  expect(note).toMatchObject({ body, mentions: [luis], timestamp: 1_000 });
  expect(published).toEqual([['note.changed', note]]);
  expect([...used].sort()).toEqual(['clock', 'publish', 'stores', 'user']);
});

it('who may not change a note is told so, and nothing is published', async () => {
  const { handlers, published } = workplaceWithNotes();
  const { noteId } = await handlers['note.write']({ conversationId, body: 'x' });
  published.length = 0;
  await expect(handlers['note.edit']({ noteId, body: 'y' })).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await expect(handlers['note.delete']({ noteId })).rejects.toMatchObject({ code: 'not_found' });
  expect(published).toEqual([]);
});

it('no type lets a note stand where a message is sent', () => {
  expectTypeOf<Note>().not.toExtend<CommandInput<'message.send'>>();
  expectTypeOf<Note>().not.toExtend<OutboxItem>();
  expectTypeOf<NoteId>().not.toExtend<MessageId>();
  // What writes notes is given neither outbox, nor accounts, nor pace.
  expectTypeOf<keyof Parts>().toEqualTypeOf<'stores' | 'user' | 'clock' | 'publish'>();
});

it('a text is taken apart at its mentions', () => {
  const text = `${mentionOf(luis)}, see <@nobody>`;
  expect(partsOfNote(text)).toEqual([{ userId: luis }, { text: ', see <@nobody>' }]);
});

it('a mention that was seen is shown as seen in every window, and one that had been is not told again', async () => {
  const { handlers, published } = workplaceWithNotes();
  await handlers['note.see']({ conversationId: conversation(2, 100).conversationId });
  expect(published).toEqual([]);
  await handlers['note.see']({ conversationId });
  expect(published).toEqual([['conversation.changed', conversation(1, 100)]]);
});
