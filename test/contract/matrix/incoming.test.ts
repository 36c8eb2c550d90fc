import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Author, kinds } from './kinds.ts';
import { GROUP, MatrixDesk, messageWhen } from './matrix-desk.ts';

let matrix: MatrixDesk;

beforeAll(async () => {
  matrix = await MatrixDesk.open();
});

afterAll(() => matrix.close());

const ANA = '34600111222@c.us';

const customer = (group?: string): Author => {
  const where = group === undefined ? {} : { group };
  return {
    says: (text, options) => matrix.ana.says(text, { ...where, ...options }),
    sends: ({ data, ...details }, options) =>
      matrix.ana.sendsFile(data, { ...details, ...where, ...options }),
    shares: (content, options) => matrix.ana.shares(content, { ...where, ...options }),
  };
};

const phone = (chat: string): Author => ({
  says: (text, options) => matrix.desk.simulator.phone.says(chat, text, options),
  sends: (file, options) => matrix.desk.simulator.phone.sends(chat, file, options),
  shares: (content, options) => matrix.desk.simulator.phone.shares(chat, content, options),
});

const authors = [
  { who: 'a customer', chatId: ANA, isOurs: false, author: () => customer() },
  { who: 'a customer in a group', chatId: GROUP, isOurs: false, author: () => customer(GROUP) },
  { who: 'the owner’s phone', chatId: ANA, isOurs: true, author: () => phone(ANA) },
  { who: 'the owner’s phone in a group', chatId: GROUP, isOurs: true, author: () => phone(GROUP) },
];

describe.each(authors)('what comes from $who', ({ chatId, isOurs, author }) => {
  it.each(kinds)('is $name: in the window, and sealed in the database', async (kind) => {
    const id = await kind.send(author());
    const message = await messageWhen(matrix, chatId, id);
    expect(message).toMatchObject(kind.expected);
    expect(message).toMatchObject({
      messageId: id,
      direction: isOurs ? 'outgoing' : 'incoming',
      senderName: chatId === GROUP && !isOurs ? 'Ana García' : null,
    });
    if (message.replyTo) expect(message.replyTo.isOurs).toBe(isOurs);

    const raw = await matrix.rawText(id);
    expect(raw).toContain(id);
    expect(kind.secrets.filter((secret) => raw.includes(secret))).toEqual([]);
  });

  it('is the same when it is read back from history', async () => {
    const conversationId = await matrix.conversationWith(chatId);
    const { messages } = matrix.databases.stores;
    const before = await messages.page({ conversationId, limit: 200 });
    await matrix.readHistory(chatId);
    const after = await messages.page({ conversationId, limit: 200 });
    expect(after.items).toEqual(before.items);
    expect(matrix.journal.setAsideCount).toBe(0);
  });
});
