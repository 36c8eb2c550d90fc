import { beforeEach, describe, expect, it } from 'vitest';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import { mentionOf, Note } from '../../../../src-preload/contract/note.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import {
  mentionBefore,
  toNoteBody,
  toNoteDraft,
} from '../../../../src-renderer/features/inbox/notes/note-text.ts';
import { toThreadRows } from '../../../../src-renderer/features/inbox/thread-rows.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, type TestDependencies, testDependencies } from '../samples.ts';

const { conversationId } = conversation(1, 100);
const ana = { userId: UserId.parse(objectId(1)), name: 'Ana' };
const anaMaria = { userId: UserId.parse(objectId(2)), name: 'Ana María' };

function note(number: number, timestamp: number, change: Partial<Note> = {}): Note {
  return Note.parse({
    noteId: uuid(number),
    conversationId,
    authorId: ana.userId,
    body: `note ${number}`,
    mentions: [],
    timestamp,
    editedAt: null,
    isDeleted: false,
    ...change,
  });
}

let dependencies: TestDependencies;
let store: InboxStore;
const bodies = () =>
  shownValue(store.getState().notes.get(conversationId) ?? { status: 'idle' })?.map(
    ({ body }) => body,
  );
const writing = () => store.getState().noteFields.get(conversationId);

beforeEach(() => {
  dependencies = testDependencies();
  store = createInboxStore(dependencies);
  dependencies.bridge.handle('user.list', () => succeed([]));
});

describe('what is written as a note', () => {
  it('goes to the notes, never to the outbox, and leaves the draft of the message alone', async () => {
    dependencies.bridge.handle('note.write', ({ body }) => succeed(note(1, 100, { body })));
    await store.getState().loadNotes(conversationId);
    store.getState().setDraft(conversationId, 'Dear customer');
    store.getState().setNoteDraft(conversationId, { text: ' Pays late ', mentioned: [] });
    await store.getState().saveNote(conversationId);
    expect(dependencies.bridge.inputsOf('note.write')).toEqual([
      { conversationId, body: 'Pays late' },
    ]);
    expect(dependencies.bridge.inputsOf('message.send')).toEqual([]);
    expect(store.getState().drafts.get(conversationId)).toBe('Dear customer');
    expect(bodies()).toEqual(['Pays late']);
    expect(writing()).toMatchObject({ draft: { text: '' }, isSaving: false });
  });

  it('stays in the field when it cannot be kept', async () => {
    dependencies.bridge.handle('note.write', () => fail('database_unreachable'));
    store.getState().setNoteDraft(conversationId, { text: 'Pays late', mentioned: [] });
    await store.getState().saveNote(conversationId);
    expect(writing()).toMatchObject({ draft: { text: 'Pays late' }, isSaving: false });
    expect(dependencies.reported).toHaveLength(1);
  });

  it('is changed apart from the note that was begun', async () => {
    dependencies.bridge.handle('note.edit', ({ body }) => succeed(note(1, 100, { body })));
    store.getState().setNoteDraft(conversationId, { text: 'Begun', mentioned: [] });
    store.getState().editNote(conversationId, note(1, 100));
    store.getState().setNoteDraft(conversationId, { text: 'Changed', mentioned: [] });
    await store.getState().saveNote(conversationId);
    expect(dependencies.bridge.inputsOf('note.edit')).toEqual([
      { noteId: uuid(1), body: 'Changed' },
    ]);
    expect(writing()).toMatchObject({ edit: null, draft: { text: 'Begun' } });
  });
});

it('notes of colleagues come and go as they are told, also while the list is on its way', async () => {
  dependencies.bridge.handle('note.list', () => {
    store.getState().receiveNote(note(2, 50));
    return succeed([note(1, 100)]);
  });
  await store.getState().loadNotes(conversationId);
  expect(bodies()).toEqual(['note 2', 'note 1']);
  store.getState().receiveNote(note(1, 100, { isDeleted: true, body: '' }));
  expect(bodies()).toEqual(['note 2']);
});

it('a mention is kept as an id, the longer name first, and edited as a name', () => {
  const text = 'Ask @Ana María, not @Ana';
  const body = toNoteBody({ text, mentioned: [ana, anaMaria] });
  expect(body).toBe(`Ask ${mentionOf(anaMaria.userId)}, not ${mentionOf(ana.userId)}`);
  expect(toNoteDraft(body, [ana, anaMaria])).toEqual({ text, mentioned: [anaMaria, ana] });
});

it('a mention begins with an @ at the start of a word', () => {
  expect(mentionBefore('Ask @an', 7)).toEqual({ from: 4, query: 'an' });
  expect(mentionBefore('ana@example', 11)).toBeNull();
  expect(mentionBefore('Ask @ana ', 9)).toBeNull();
});

it('notes stand between the messages at their time, and in the day that they belong to', () => {
  const dayOf = (timestamp: number): string => String(Math.floor(timestamp / 1_000));
  const messages = [message('A', 100), message('B', 1_500)];
  const notes = [note(1, 50), note(2, 900), note(3, 1_200), note(4, 9_000)];
  const keys = (beginsHistory: boolean, reachesNewest: boolean) =>
    toThreadRows(messages, { dayOf, beginsHistory, notes, reachesNewest }).map(({ key }) => key);
  const middle = ['A', `note ${uuid(2)}`, 'day B', `note ${uuid(3)}`, 'B'];
  expect(keys(true, true)).toEqual(['day A', `note ${uuid(1)}`, ...middle, `note ${uuid(4)}`]);
  expect(keys(false, false)).toEqual(middle);
});
