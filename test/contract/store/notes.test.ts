import { randomUUID } from 'node:crypto';
import { Binary, ObjectId } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { mentionOf, type Note, NoteId } from '../../../src-preload/contract/note.ts';
import { startStoreDatabases } from '../../support/databases/start-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let open: MongoStores;
let stop: () => Promise<void>;
const ana = UserId.parse(new ObjectId().toHexString());
const luis = UserId.parse(new ObjectId().toHexString());

beforeAll(async () => {
  const databases = await startStoreDatabases();
  open = await openMongoStores(databases);
  stop = async () => {
    await open.close();
    await databases.stop();
  };
}, 120_000);

afterAll(() => stop());

async function write(conversationId: ConversationId, text: string, at: number): Promise<Note> {
  const mentions = text.includes(mentionOf(luis)) ? [luis] : [];
  const note = await open.notes.write(conversationId, ana, { body: text, mentions, at });
  if (!note) throw new Error('The conversation is there');
  return note;
}

it('notes come back in the order of their times, with who wrote them and whom they mention', async () => {
  const conversationId = await open.conversation();
  await write(conversationId, 'Second', 2_000);
  await write(conversationId, `First, for ${mentionOf(luis)}`, 1_000);
  expect(await open.notes.list(conversationId)).toMatchObject([
    { body: `First, for ${mentionOf(luis)}`, authorId: ana, mentions: [luis], timestamp: 1_000 },
    { body: 'Second', authorId: ana, mentions: [], timestamp: 2_000, editedAt: null },
  ]);
  expect(await open.notes.list(await open.conversation())).toEqual([]);
  const nowhere = ConversationId.parse(randomUUID());
  expect(await open.notes.write(nowhere, ana, { body: 'x', mentions: [], at: 1 })).toBeNull();
});

it('a note is no message: nothing of its conversation changes, and no search finds it', async () => {
  const conversationId = await open.conversation();
  await open.write(conversationId, [{ content: 'Good morning', at: '2030-01-01' }]);
  const before = await open.conversations.summary(conversationId);
  await write(conversationId, 'Zanahoria', Date.parse('2030-02-01'));
  expect(await open.conversations.summary(conversationId)).toEqual(before);
  const { items } = await open.messages.page({ conversationId, limit: 10 });
  expect(items.map(({ content }) => content)).toEqual(['Good morning']);
  expect((await open.search.search({ query: 'Zanahoria', limit: 5 })).items).toEqual([]);
});

it('only its author edits or deletes a note, and what was deleted is gone from the database', async () => {
  const conversationId = await open.conversation();
  const { noteId } = await write(conversationId, `Ask ${mentionOf(luis)}`, 1_000);
  const input = { body: 'Done', mentions: [], at: 5_000 };
  expect(await open.notes.edit(noteId, luis, input)).toBe('notAuthor');
  expect(await open.notes.remove(noteId, luis, 5_000)).toBe('notAuthor');
  expect(await open.notes.edit(noteId, ana, input)).toMatchObject({
    body: 'Done',
    mentions: [],
    timestamp: 1_000,
    editedAt: 5_000,
  });
  expect(await open.notes.remove(noteId, ana, 6_000)).toMatchObject({ body: '', isDeleted: true });
  expect(await open.notes.list(conversationId)).toEqual([]);
  expect(await open.notes.find(noteId)).toMatchObject({ isDeleted: true, body: '' });
  expect(await open.notes.edit(noteId, ana, input)).toBe('notFound');
  expect(await open.notes.remove(NoteId.parse(randomUUID()), ana, 1)).toBe('notFound');
  const raw = await open.context.db.collection('conversation_notes').findOne({ noteId });
  expect(raw).not.toHaveProperty('text');
});

it('a conversation is one that mentions somebody as long as a note of another does, seen or not', async () => {
  const conversationId = await open.conversation();
  const luiss = async (): Promise<unknown> => {
    const viewer = { userId: luis, now: 1 };
    const question = { filter: { mentionsMe: true }, sort: 'mentions', viewer } as const;
    const { items } = await open.conversations.page({ question, limit: 50 });
    return items.find((each) => each.conversationId === conversationId)?.mention;
  };
  expect(await open.notes.see(conversationId, luis)).toBe('unchanged');
  const first = await write(conversationId, `Ask ${mentionOf(luis)}`, 1_000);
  const second = await write(conversationId, `And ${mentionOf(luis)}`, 2_000);
  expect(await luiss()).toBe('unseen');
  expect(await open.notes.see(conversationId, luis)).toBe('changed');
  expect(await luiss()).toBe('seen');
  // Another word in the same note is no other mention.
  const again = { body: `Ask ${mentionOf(luis)}!`, mentions: [luis], at: 3_000 };
  await open.notes.edit(first.noteId, ana, again);
  expect(await luiss()).toBe('seen');
  await open.notes.edit(first.noteId, ana, { body: 'Ask', mentions: [], at: 4_000 });
  expect(await luiss()).toBe('seen');
  await open.notes.edit(first.noteId, ana, again);
  expect(await luiss()).toBe('unseen');
  await open.notes.remove(second.noteId, ana, 5_000);
  expect(await luiss()).toBe('unseen');
  await open.notes.remove(first.noteId, ana, 6_000);
  expect(await luiss()).toBeUndefined();
  // Nobody is told what they wrote themselves.
  await open.notes.write(conversationId, luis, { body: 'x', mentions: [luis], at: 7_000 });
  expect(await luiss()).toBeUndefined();
});

it('the text is sealed with the key of its conversation, for its own note alone', async () => {
  const conversationId = await open.conversation();
  const one = await write(conversationId, 'Secret one', 1_000);
  const other = await write(conversationId, 'Secret other', 2_000);
  const collection = open.context.db.collection('conversation_notes');
  const raw = await collection.findOne({ noteId: one.noteId });
  expect(JSON.stringify(raw)).not.toContain('Secret');
  const sealed: unknown = raw?.text;
  if (!(sealed instanceof Binary)) throw new Error('It is sealed');
  expect(Buffer.from(sealed.buffer).toString('latin1')).not.toContain('Secret');
  await collection.updateOne({ noteId: other.noteId }, { $set: { text: sealed } });
  expect((await open.notes.list(conversationId)).map(({ body }) => body)).toEqual([
    'Secret one',
    '',
  ]);
});
