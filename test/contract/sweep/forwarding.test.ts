import { afterEach, expect, it, vi } from 'vitest';
import { writeHandlers } from '../../../src-main/bridge/write-handlers.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser, two databases and several starts: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ANA = '34600111222';
const EVA = '34600333444';
const FILE = Buffer.from('%PDF-1.7 the menu of the day');

let desk: RunningDesk;
afterEach(() => desk.remove());

async function conversationWith(number: string) {
  const { items } = await desk.workplace.stores.conversations.page({ limit: 50 });
  const found = items.find(({ phoneNumber }) => phoneNumber === `+${number}`);
  if (!found) throw new Error('There is no such conversation');
  return found.conversationId;
}

/** What stands in the outbox for this conversation, as it is shown. */
function waiting(conversationId: ConversationId): Message[] {
  const { outbox } = desk.workplace;
  return outbox.pending(conversationId).map((item) => outbox.shown(item));
}

it('a message that is forwarded while there is no connection waits with the others, and goes once, in its turn', async () => {
  desk = await RunningDesk.create();
  const customer = desk.simulator.customer(ANA);
  const text = MessageId.parse(await customer.says('a word for Eva'));
  const other = MessageId.parse(await customer.says('thought better of'));
  const file = MessageId.parse(
    await customer.sendsDocument(FILE, { filename: 'menu.pdf', caption: 'the menu' }),
  );
  const poll = MessageId.parse(
    await customer.shares({ kind: 'poll', question: 'When?', options: ['Today', 'Tomorrow'] }),
  );
  const call = MessageId.parse(await customer.shares({ kind: 'call', outcome: 'missed' }));
  await desk.simulator.customer(EVA).says('Hello');
  await desk.link();
  await desk.stored(6);
  const [ana, eva] = [await conversationWith(ANA), await conversationWith(EVA)];
  const { stores } = desk.workplace;
  await desk.until(async () => (await stores.messages.find(ana, file))?.media?.state === 'stored');
  const sessionId = (await stores.conversations.find(ana))?.sessionId;
  if (!sessionId) throw new Error('There is an account');

  await desk.simulator.network.drop();
  await desk.until(async () => desk.workplace.clientOf(sessionId) === null);
  const handlers = writeHandlers(() => desk.workplace);
  const forward = (messageId: MessageId) =>
    handlers['message.forward']({ conversationId: ana, messageId, to: eva });
  await handlers['message.send']({ conversationId: eva, text: 'first' });
  for (const messageId of [text, other, file, poll]) await forward(messageId);
  await handlers['message.send']({ conversationId: eva, text: 'last' });
  const look = ({ type, content, isForwarded, outbox }: Message) => [
    type,
    content,
    isForwarded,
    outbox?.state,
  ];
  expect(waiting(eva).map(look)).toEqual([
    ['text', 'first', false, 'queued'],
    ['text', 'a word for Eva', true, 'queued'],
    ['text', 'thought better of', true, 'queued'],
    ['document', 'the menu', true, 'queued'],
    ['poll', 'When?', true, 'queued'],
    ['text', 'last', false, 'queued'],
  ]);
  // What cannot be made anew does not wait, and says so.
  await expect(forward(call)).rejects.toMatchObject({ code: 'whatsapp_not_connected' });
  expect(waiting(ana)).toEqual([]);
  const cancelled = waiting(eva).find(({ content }) => content === 'thought better of');
  if (!cancelled) throw new Error('It waits');
  expect(await desk.workplace.outbox.discard(cancelled.messageId)).toBe(true);

  // It is on the disk: the app may end meanwhile.
  await desk.stop();
  await desk.simulator.network.restore();
  await desk.startAgain();
  await desk.stored(11);
  await desk.settled();
  expect(waiting(eva)).toEqual([]);
  const book = (await desk.simulator.book()).chats.find(({ chatId }) => chatId === `${EVA}@c.us`);
  const sent = (book?.messages ?? []).slice(1);
  const fields = await Promise.all(sent.map(({ id }) => desk.simulator.message(id)));
  expect(fields.map(({ type, fields: each }) => [type, each?.isForwarded ?? false])).toEqual([
    ['chat', false],
    ['chat', true],
    ['document', true],
    ['poll_creation', true],
    ['chat', false],
  ]);
  expect(fields.map(({ body }) => body).slice(0, 2)).toEqual(['first', 'a word for Eva']);
  const document = sent[2];
  if (!document) throw new Error('It was sent');
  expect(Buffer.from(await desk.simulator.file(document.id))).toEqual(FILE);
  expect(await desk.verdict()).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0 });
});
