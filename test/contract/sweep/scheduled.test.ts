import { afterEach, expect, it, vi } from 'vitest';
import { writeHandlers } from '../../../src-main/bridge/write-handlers.ts';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { Schedule } from '../../../src-preload/contract/outgoing.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser, two databases and several starts: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

let desk: RunningDesk;
afterEach(() => desk.remove());

it('a scheduled message keeps the time that was meant, in the database and in the thread, and says when it went late', async () => {
  desk = await RunningDesk.create();
  const ana = desk.simulator.customer('34600111222');
  await desk.link();
  await ana.says('Hello');
  await desk.stored(1);
  const [conversation] = (await desk.workplace.stores.conversations.page({ limit: 1 })).items;
  if (!conversation) throw new Error('There is a conversation');
  const { conversationId } = conversation;
  const send = async (text: string, schedule?: Schedule): Promise<MessageId> => {
    const handlers = writeHandlers(() => desk.workplace);
    const sent = await handlers['message.send']({
      conversationId,
      text,
      ...(schedule && { schedule }),
    });
    return sent.messageId;
  };
  const shown = async (messageId: MessageId): Promise<Message | null> => {
    const { outbox, stores } = desk.workplace;
    const message = await stores.messages.find(conversationId, messageId);
    return message && outbox.withState(message);
  };
  const stored = async (messageId: MessageId): Promise<object | null> => {
    for (const { name } of await desk.db.listCollections({ name: /^messages_/ }).toArray()) {
      const found = await desk.db.collection(name).findOne({ messageId });
      if (found) return found;
    }
    return null;
  };

  const soon = { at: Date.now() + 2_000, timeZone: 'Europe/Madrid' };
  const past = { at: Date.now() - 5 * 60_000, timeZone: 'America/Lima' };
  const told = desk.next('message.sentLate', () => true);
  const onTime = await send('on time', soon);
  const late = await send('late', past);
  const atOnce = await send('at once');
  await desk.stored(4);
  await desk.until(async () => (await shown(onTime))?.outbox === null);
  await desk.settled();

  // It did not go before its time, to WhatsApp's second; and each has what was meant, and nothing else.
  const went = await shown(onTime);
  expect(went?.timestamp).toBeGreaterThanOrEqual(soon.at - 1_000);
  expect(went).toMatchObject({ content: 'on time', schedule: soon, outbox: null });
  expect(await shown(late)).toMatchObject({ schedule: past, outbox: null });
  expect(await shown(atOnce)).not.toHaveProperty('schedule');
  expect(await stored(onTime)).toMatchObject({
    scheduledFor: new Date(soon.at),
    scheduledTimeZone: 'Europe/Madrid',
  });
  expect(await stored(atOnce)).not.toHaveProperty('scheduledFor');
  expect(await told).toMatchObject({
    conversationId,
    messageId: late,
    scheduledFor: past.at,
    timeZone: 'America/Lima',
  });
  expect(desk.published.filter(({ event }) => event === 'message.sentLate')).toHaveLength(1);

  // What happens to it later, and reading it back, take nothing of that away.
  await ana.reacts(late, '👍');
  await desk.until(async () => (await shown(late))?.reactions.length === 1);
  await desk.stop();
  await ana.reads();
  await desk.startAgain();
  await desk.until(async () => (await shown(onTime))?.status === 'read');
  expect(await shown(onTime)).toMatchObject({ schedule: soon });
  expect(await shown(late)).toMatchObject({ schedule: past, status: 'read' });
  expect(await desk.verdict()).toMatchObject({ lost: 0, duplicated: 0 });
});
