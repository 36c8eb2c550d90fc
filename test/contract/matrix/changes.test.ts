import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src-preload/contract/message.ts';
import { valuesOf } from '../../support/databases/values-of.ts';
import { GROUP, MatrixDesk, messageWhen } from './matrix-desk.ts';

let matrix: MatrixDesk;

beforeAll(async () => {
  matrix = await MatrixDesk.open();
});

afterAll(() => matrix.close());

const ANA = '34600111222@c.us';

const previewOf = async (chatId: string): Promise<object | null | undefined> => {
  const conversationId = await matrix.conversationWith(chatId);
  return (await matrix.databases.stores.conversations.summary(conversationId))?.lastMessage;
};

/** What MongoDB holds of all conversations, as text. */
async function rawPreviews({ databases }: MatrixDesk): Promise<string> {
  const documents = await databases.raw.mongo.collection('conversations').find().toArray();
  return documents.flatMap((document) => valuesOf({ ...document })).join('\n');
}

const places = [
  { place: 'in a chat of two', chatId: ANA, where: {} },
  { place: 'in a group', chatId: GROUP, where: { group: GROUP } },
];

describe.each(places)('what happens to messages $place', ({ chatId, where }) => {
  const when = (id: string, fits?: (message: Message) => boolean): Promise<Message> =>
    messageWhen(matrix, chatId, id, fits);

  it('shows an edit of the customer, in the thread and in the list', async () => {
    const id = await matrix.ana.says('Twelve chairs', where);
    await when(id);
    await matrix.ana.edits(id, 'Fourteen chairs');
    const edited = await when(id, ({ editedAt }) => editedAt !== null);
    expect(edited).toMatchObject({ content: 'Fourteen chairs', type: 'text' });
    expect(await previewOf(chatId)).toMatchObject({ preview: 'Fourteen chairs' });
    const raw = await matrix.rawText(id);
    expect(raw.includes('Twelve') || raw.includes('Fourteen')).toBe(false);
  });

  it('finds an edited message by its new words, and not by its old ones', async () => {
    const id = await matrix.ana.says('a marzipan castle', where);
    await when(id);
    await matrix.ana.edits(id, 'a nougat castle');
    await when(id, ({ editedAt }) => editedAt !== null);
    const { search } = matrix.databases.stores;
    const conversationId = await matrix.conversationWith(chatId);
    const find = async (query: string): Promise<string[]> =>
      (await search.search({ query, conversationId, limit: 5 })).items.map(
        ({ message }) => message.messageId,
      );
    expect(await find('nougat')).toEqual([id]);
    expect(await find('marzipan')).toEqual([]);
  });

  it('leaves nothing of a message that the customer revoked', async () => {
    const id = await matrix.ana.sendsDocument(Buffer.from('x'), {
      filename: 'Confidential.pdf',
      caption: 'for your eyes',
      ...where,
    });
    await when(id);
    await matrix.ana.revokes(id);
    const revoked = await when(id, ({ type }) => type === 'revoked');
    expect(revoked).toMatchObject({ content: '', media: null, details: null, reactions: [] });
    expect(await previewOf(chatId)).toMatchObject({ type: 'revoked', preview: '' });
  });

  it('shows edits and revocations from our own phone', async () => {
    const { phone } = matrix.desk.simulator;
    const [first, second] = [await phone.says(chatId, 'Tuesday'), await phone.says(chatId, 'No')];
    await when(first);
    await when(second);
    await phone.edits(first, 'Wednesday');
    await phone.revokes(second);
    expect(await when(first, ({ editedAt }) => editedAt !== null)).toMatchObject({
      direction: 'outgoing',
      content: 'Wednesday',
    });
    await when(second, ({ type }) => type === 'revoked');
  });

  it('shows one reaction a person, the newest, and none that was taken back', async () => {
    const { phone } = matrix.desk.simulator;
    const id = await matrix.ana.says('It has arrived!', where);
    await when(id);
    await matrix.ana.reacts(id, '👍');
    await when(id, ({ reactions }) => reactions.length === 1);
    await matrix.eva.reacts(id, '❤️');
    await phone.reacts(id, '🎉');
    await matrix.ana.reacts(id, '😂');
    const all = await when(id, ({ reactions }) => reactions.some(({ emoji }) => emoji === '😂'));
    expect(
      all.reactions.map(({ emoji, senderName, isOurs }) => [emoji, senderName, isOurs]),
    ).toEqual([
      ['❤️', 'Eva', false],
      ['🎉', null, true],
      ['😂', 'Ana García', false],
    ]);
    await matrix.eva.reacts(id, '');
    await when(id, ({ reactions }) => reactions.length === 2);
    expect((await matrix.rawText(id)).includes('🎉')).toBe(false);
  });

  it('counts the votes of a poll, each person’s newest', async () => {
    const id = await matrix.ana.shares(
      { kind: 'poll', question: 'When?', options: ['Today', 'Tomorrow'], allowsMultiple: true },
      where,
    );
    await when(id);
    const votes = ({ details }: Message): number[] | null =>
      details?.kind === 'poll' ? details.options.map((option) => option.votes) : null;
    await matrix.ana.votes(id, ['Today']);
    await when(id, (message) => votes(message)?.[0] === 1);
    await matrix.eva.votes(id, ['Today', 'Tomorrow']);
    await matrix.desk.simulator.phone.votes(id, ['Tomorrow']);
    await when(id, (message) => votes(message)?.join() === '2,2');
    await matrix.ana.votes(id, []);
    await when(id, (message) => votes(message)?.join() === '1,2');
  });
});

describe('what happens in a group', () => {
  const when = async (id: string): Promise<Message> => messageWhen(matrix, GROUP, id);

  it('tells who was added, who left and who was made an administrator, by their names', async () => {
    const { phone } = matrix.desk.simulator;
    const added = await phone.changesGroup(GROUP, { subtype: 'add', people: ['34600333444'] });
    expect((await when(added)).details).toEqual({
      kind: 'group_event',
      event: 'added',
      by: null,
      isByUs: true,
      people: ['Eva'],
    });
    expect(await previewOf(GROUP)).toMatchObject({
      type: 'group_event',
      preview: '',
      happened: { event: 'added', isByUs: true, people: ['Eva'] },
    });
    const promoted = await matrix.ana.changesGroup(GROUP, {
      subtype: 'promote',
      people: ['34600333444'],
    });
    expect((await when(promoted)).details).toMatchObject({ event: 'promoted', by: 'Ana García' });
    const left = await matrix.eva.changesGroup(GROUP, {
      subtype: 'leave',
      people: ['34600333444'],
    });
    expect((await when(left)).details).toMatchObject({ event: 'left', people: ['Eva'] });
    expect(await when(left)).toMatchObject({ type: 'group_event', content: '' });
    const removed = await matrix.ana.changesGroup(GROUP, {
      subtype: 'remove',
      people: ['34600000001'],
    });
    expect((await when(removed)).details).toEqual({
      kind: 'group_event',
      event: 'removed',
      by: 'Ana García',
      people: [],
      includesUs: true,
    });
    expect(await rawPreviews(matrix)).not.toMatch(/García|34600000001|"removed"/);
  });

  it('renames the conversation with the group', async () => {
    const id = await matrix.ana.changesGroup(GROUP, { subtype: 'subject', value: 'Retail' });
    expect((await when(id)).details).toMatchObject({ event: 'subject_changed', value: 'Retail' });
    const conversationId = await matrix.conversationWith(GROUP);
    await expect
      .poll(async () => (await matrix.databases.stores.conversations.find(conversationId))?.name)
      .toBe('Retail');
  });
});

describe('the status of our own messages', () => {
  it('is played when the customer has listened to a voice note', async () => {
    const { phone } = matrix.desk.simulator;
    const id = await phone.sends(ANA, { data: Buffer.from('x'), mimetype: 'audio/ogg' });
    await messageWhen(matrix, ANA, id);
    await matrix.ana.plays();
    const played = await messageWhen(matrix, ANA, id, ({ status }) => status === 'played');
    expect(played.statusUpdates.map(({ status }) => status)).toEqual(['sent', 'played']);
  });
});

describe('what happened while the app was closed', () => {
  it('is found when the messages are read again', async () => {
    const [edited, revoked, liked] = [
      await matrix.ana.says('before'),
      await matrix.ana.says('to be revoked'),
      await matrix.ana.says('to be liked'),
    ];
    await messageWhen(matrix, ANA, liked);
    await matrix.disconnect();
    await matrix.ana.edits(edited, 'after');
    await matrix.ana.revokes(revoked);
    await matrix.ana.reacts(liked, '👏');
    await matrix.connect();
    await matrix.readHistory(ANA);
    const when = (id: string): Promise<Message> => messageWhen(matrix, ANA, id);
    expect(await when(edited)).toMatchObject({ content: 'after' });
    expect((await when(edited)).editedAt).not.toBeNull();
    expect(await when(revoked)).toMatchObject({ type: 'revoked', content: '' });
    expect((await when(liked)).reactions).toMatchObject([
      { emoji: '👏', senderName: 'Ana García', isOurs: false },
    ]);
  });
});
