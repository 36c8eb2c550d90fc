import { afterEach, describe, expect, it } from 'vitest';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import { TestDesk } from './support/test-desk.ts';

const ANA = '34600111222@c.us';
/** A second in the past. */
const START = 1_760_000_000;

let desk: TestDesk;
afterEach(() => desk.remove());

/** Ana has written so many messages, `perSecond` of them in each second; `m0` is the oldest. */
async function deskWithHistory(count: number, perSecond: number): Promise<void> {
  desk = await TestDesk.create();
  const ana = desk.simulator.customer('34600111222');
  for (let index = 0; index < count; index += 1) {
    await ana.says(`m${index}`, { at: START + Math.floor(index / perSecond) });
  }
}

function contents(messages: readonly unknown[]): string[] {
  return messages.map((raw) => translateMessage(raw)?.content ?? '');
}

function texts(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `m${from + index}`);
}

describe('the history of a chat', () => {
  it('comes whole and in order, however many messages it has', async () => {
    await deskWithHistory(2_300, 3);
    const { client } = await desk.ready();
    const all = await client.history({ chatId: ANA, since: 0, limit: 10_000 });
    expect(contents(all.messages)).toEqual(texts(0, 2_300));
    expect(all.end).toBe('beginning');
  });

  it('keeps the order of messages of the same second, and reads it the same way again', async () => {
    await deskWithHistory(90, 90);
    const recorded = await desk.ready();
    const input = { chatId: ANA, since: START * 1000, limit: 500 };
    const first = await recorded.client.history(input);
    expect(contents(first.messages)).toEqual(texts(0, 90));
    await desk.simulator.customer('34600111222').says('m90', { at: START });
    await recorded.message('m90');
    expect(contents((await recorded.client.history(input)).messages)).toEqual(texts(0, 91));
  });

  it('ends with the newest when there are more than asked for, and says that there is more', async () => {
    await deskWithHistory(100, 10);
    const { client } = await desk.ready();
    const some = await client.history({ chatId: ANA, since: 0, limit: 40 });
    expect(contents(some.messages)).toEqual(texts(60, 100));
    expect(some.end).toBe('limit');
    const exactly = await client.history({ chatId: ANA, since: 0, limit: 100 });
    expect(contents(exactly.messages)).toEqual(texts(0, 100));
    expect(exactly.end).toBe('beginning');
  });

  it('can be read batch by batch, and no second is divided', async () => {
    await deskWithHistory(100, 7);
    const { client } = await desk.ready();
    const read: string[][] = [];
    let before: number | undefined;
    for (;;) {
      const { messages, end } = await client.history({ chatId: ANA, since: 0, before, limit: 30 });
      read.unshift(contents(messages));
      if (end !== 'limit') break;
      const [oldest] = messages;
      before = translateMessage(oldest)?.timestamp;
    }
    expect(read.flat()).toEqual(texts(0, 100));
    expect(read.length).toBeGreaterThan(2);
    for (const batch of read) expect(batch.length).toBeLessThan(30 + 7);
  });

  it('reads back to a moment, the whole second included, and not further', async () => {
    await deskWithHistory(100, 10);
    const { client } = await desk.ready();
    const recent = await client.history({
      chatId: ANA,
      since: (START + 7) * 1000 + 999,
      limit: 500,
    });
    expect(contents(recent.messages)).toEqual(texts(70, 100));
    expect(recent.end).toBe('since');
    const none = await client.history({ chatId: ANA, since: (START + 60) * 1000, limit: 500 });
    expect(none).toEqual({ messages: [], end: 'since' });
  });

  it('of a chat that is not there is empty and complete', async () => {
    desk = await TestDesk.create();
    const { client } = await desk.ready();
    expect(await client.history({ chatId: '34600999999@c.us', since: 0, limit: 10 })).toEqual({
      messages: [],
      end: 'beginning',
    });
  });

  it('has what came while the app was away, and it raises no event', async () => {
    desk = await TestDesk.create();
    const ana = desk.simulator.customer('34600111222');
    await ana.says('before');
    const first = await desk.ready();
    await first.client.stop();
    await ana.says('while away');
    const again = await desk.ready();
    const { messages } = await again.client.history({ chatId: ANA, since: 0, limit: 50 });
    expect(contents(messages)).toEqual(['before', 'while away']);
    expect(again.messages).toEqual([]);
  });

  it('leaves out what is not deciphered yet; that comes as an event when it is', async () => {
    desk = await TestDesk.create();
    const ana = desk.simulator.customer('34600111222');
    await ana.says('readable');
    const recorded = await desk.ready();
    const id = await ana.says('readable later', { deciphersAfterMs: 1_500 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const early = await recorded.client.history({ chatId: ANA, since: 0, limit: 50 });
    expect(contents(early.messages)).toEqual(['readable']);
    expect(recorded.messages).toEqual([]);
    expect(await recorded.message('readable later')).toMatchObject({ messageId: id, type: 'text' });
    expect(recorded.messages).toHaveLength(1);
  });
});
