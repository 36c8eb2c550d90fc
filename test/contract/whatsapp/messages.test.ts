import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Quirks } from '../../simulator/quirks.ts';
import { translateAck } from '../../../src-main/whatsapp/translators/translate-ack.ts';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import { translatePlace } from '../../../src-main/whatsapp/translators/translate-place.ts';
import { translateUnread } from '../../../src-main/whatsapp/translators/translate-unread.ts';
import type { SendResult } from '../../../src-main/whatsapp/whatsapp-client.ts';
import type { WhatsAppWebClient } from '../../../src-main/whatsapp/whatsapp-web-client.ts';
import type { RecordedClient } from './support/recorded-client.ts';
import { TestDesk } from './support/test-desk.ts';

const ANA = '34600111222@c.us';
let lastId = 0;
/** As WhatsApp Web makes them: 3EB0 and 18 hexadecimal digits. */
function newMessageId(): string {
  lastId += 1;
  return `3EB0${lastId.toString(16).padStart(18, '0').toUpperCase()}`;
}

function sendText(
  client: WhatsAppWebClient,
  { text, ...message }: { chatId: string; messageId: string; text: string },
): Promise<SendResult> {
  return client.send({ ...message, content: { kind: 'text', text } });
}

const pages: { name: string; quirks: Quirks }[] = [
  { name: 'a page as whatsapp-web.js knows it', quirks: {} },
  { name: 'a page whose ids lost _serialized', quirks: { minifiedIds: true, minifiedWid: true } },
];

describe.each(pages)('messages on $name', ({ quirks }) => {
  let desk: TestDesk;
  let recorded: RecordedClient<WhatsAppWebClient>;
  let client: WhatsAppWebClient;
  beforeAll(async () => {
    desk = await TestDesk.create({ quirks });
    await desk.simulator.customer('34600111222', { name: 'Ana García', pushname: 'Ana' }).meets();
    recorded = await desk.ready();
    client = recorded.client;
  });
  afterAll(() => desk.remove());

  const acksOf = (messageId: string): string[] =>
    recorded
      .all('raw')
      .filter(({ event }) => event.type === 'ack')
      .map(({ event }) => translateAck(event.raw))
      .filter((ack) => ack?.messageId === messageId)
      .map((ack) => ack?.status ?? '');

  it('arrive from customers, with the unread count after them', async () => {
    const before = recorded.events.length;
    const id = await desk.simulator.customer('34600111222').says('¿Tienen pan? 🥖');
    const message = await recorded.message('¿Tienen pan? 🥖');
    expect(message).toMatchObject({
      messageId: id,
      chatId: ANA,
      fromMe: false,
      from: ANA,
      type: 'text',
      pushname: 'Ana',
      status: 'delivered',
    });
    const unread = await recorded.until('the unread count', (events) =>
      events.slice(before).find((event) => event.kind === 'raw' && event.event.type === 'unread'),
    );
    expect(unread.kind === 'raw' && translateUnread(unread.event.raw)).toEqual({
      kind: 'unread',
      chatId: ANA,
      unreadCount: 1,
    });
    const types = recorded.events
      .slice(before)
      .flatMap((e) => (e.kind === 'raw' ? e.event.type : []));
    expect(types).toEqual(['message', 'unread']);
  });

  it('arrive from the owner’s phone as our own', async () => {
    const id = await desk.simulator.phone.says(ANA, 'written on the phone');
    const message = await recorded.message('written on the phone');
    expect(message).toMatchObject({ messageId: id, chatId: ANA, fromMe: true, status: 'sent' });
  });

  it('arrive from people whom WhatsApp hides behind a LID', async () => {
    const hidden = desk.simulator.customer('34600333444', { name: 'Eva', addressing: 'lid' });
    const { lid } = await hidden.meets();
    await hidden.says('hidden');
    expect(await recorded.message('hidden')).toMatchObject({ chatId: lid, from: lid });
    const contact = await client.contact(lid);
    expect(contact).toMatchObject({ whatsappId: lid, name: 'Eva', phoneNumber: '34600333444' });
  });

  it('go out under the id that was chosen, and their ticks come back', async () => {
    const messageId = newMessageId();
    expect(await sendText(client, { chatId: ANA, text: 'Sí, claro', messageId })).toBe('sent');
    expect(await desk.simulator.message(messageId)).toMatchObject({
      body: 'Sí, claro',
      fromMe: true,
    });
    await recorded.until('delivered', () => acksOf(messageId).includes('delivered'));
    await desk.simulator.customer('34600111222').reads();
    await recorded.until('read', () => acksOf(messageId).includes('read'));
    expect(acksOf(messageId)).toEqual(['sent', 'delivered', 'read']);
    expect(recorded.messages.filter((message) => message.messageId === messageId)).toHaveLength(1);
  });

  it('are recognised when they were sent before, and never sent twice', async () => {
    const messageId = newMessageId();
    expect(await client.findOwnMessage({ chatId: ANA, messageId })).toBeNull();
    await sendText(client, { chatId: ANA, text: 'just once', messageId });
    const found = await client.findOwnMessage({ chatId: ANA, messageId });
    expect(translateMessage(found)).toMatchObject({
      messageId,
      content: 'just once',
      fromMe: true,
    });

    expect(await sendText(client, { chatId: ANA, text: 'just once', messageId })).toBe('sent');
    const { chats } = await desk.simulator.book();
    const bodies = chats.flatMap(({ messages }) => messages.map(({ body }) => body));
    expect(bodies.filter((body) => body === 'just once')).toHaveLength(1);
  });

  it('keep their order when they are sent at once, each with its own id', async () => {
    const ids = [newMessageId(), newMessageId(), newMessageId()];
    await Promise.all(
      ids.map((messageId, index) =>
        sendText(client, { chatId: ANA, text: `in a row ${index}`, messageId }),
      ),
    );
    const { chats } = await desk.simulator.book();
    const sent = chats.flatMap(({ messages }) => messages).filter(({ id }) => ids.includes(id));
    expect(sent.map(({ id }) => id)).toEqual(ids);
  });

  it('to a number without WhatsApp are refused as such', async () => {
    await expect(
      sendText(client, { chatId: '34999999999@c.us', text: 'x', messageId: newMessageId() }),
    ).rejects.toMatchObject({ code: 'whatsapp_number_unknown' });
  });

  it('carry 64 KB, right-to-left and control characters unchanged', async () => {
    const text = `${'ä'.repeat(60_000)} مرحبا \u0000 end`;
    const messageId = newMessageId();
    await sendText(client, { chatId: ANA, text, messageId });
    expect((await desk.simulator.message(messageId)).body).toBe(text);
    await desk.simulator.customer('34600111222').says(`answer: ${text}`);
    expect((await recorded.message(`answer: ${text}`)).fromMe).toBe(false);
  });

  it('mark the chat as seen when asked', async () => {
    await desk.simulator.customer('34600111222').says('unseen');
    await recorded.message('unseen');
    const seen = desk.simulator.until('seen');
    await client.markSeen(ANA);
    expect(await seen).toEqual({ chatId: ANA });
    const chats = await client.chats();
    expect(chats.find(({ chatId }) => chatId === ANA)).toMatchObject({
      unreadCount: 0,
      name: 'Ana García',
    });
  });

  it('tell where their chat is: pinned, three at most, and archived, from here and from the phone', async () => {
    const numbers = ['34600777001', '34600777002', '34600777003', '34600777004'];
    for (const number of numbers) await desk.simulator.customer(number).says(`from ${number}`);
    await recorded.message('from 34600777004');
    const chat = (number = ''): string => `${number}@c.us`;
    const told = async (number: string | undefined, isArchived: boolean, isPinned: boolean) =>
      recorded.until('the place of a chat', (events) =>
        events.find(
          (event) =>
            event.kind === 'raw' &&
            event.event.type === 'place' &&
            isDeepStrictEqual(translatePlace(event.event.raw), {
              kind: 'place',
              chatId: chat(number),
              isArchived,
              isPinned,
            }),
        ),
      );
    const [first, second, third, fourth] = numbers;
    await client.placeChats([chat(first)], 'pin');
    await told(first, false, true);
    await client.placeChats([chat(second), chat(third)], 'pin');
    await expect(client.placeChats([chat(fourth)], 'pin')).rejects.toMatchObject({
      code: 'whatsapp_pins_full',
    });
    // What is archived is pinned no longer, and leaves room for another one.
    await client.placeChats([chat(first)], 'archive');
    await told(first, true, false);
    await client.placeChats([chat(fourth)], 'pin');
    await told(fourth, false, true);
    await desk.simulator.phone.pins(`+${fourth ?? ''}`, false);
    await told(fourth, false, false);
    await desk.simulator.phone.keepsArchived(false);
    await desk.simulator.customer(first ?? '').says('I am back');
    await told(first, false, false);
    const { chats } = await desk.simulator.book();
    expect(chats.filter(({ isPinned }) => isPinned).map(({ chatId }) => chatId)).toEqual([
      chat(second),
      chat(third),
    ]);
    await client.placeChats([chat(second), chat(third)], 'unpin');
  });

  it('stop when their writer is blocked, from here and from the phone, and each is told', async () => {
    const told = (isBlocked: boolean, since: number) =>
      recorded.until('the block list', (events) =>
        events
          .slice(since)
          .find(
            (event) =>
              event.kind === 'blocked' &&
              event.isBlocked === isBlocked &&
              event.whatsappIds.includes(ANA),
          ),
      );
    const isBlocked = async () => {
      const { chats } = await desk.simulator.book();
      return chats.find(({ chatId }) => chatId === ANA)?.isBlocked;
    };
    const begin = recorded.events.length;
    await client.setBlocked(ANA, true);
    const event = await told(true, begin);
    // Her LID as well: she is blocked whatever WhatsApp calls her.
    expect(event.kind === 'blocked' && event.whatsappIds.length).toBe(2);
    expect(await isBlocked()).toBe(true);
    expect(await client.contact(ANA)).toMatchObject({ isBlocked: true });
    // Once more changes nothing.
    await client.setBlocked(ANA, true);
    const unblocked = recorded.events.length;
    await desk.simulator.phone.blocks('+34600111222', false);
    await told(false, unblocked);
    expect(await client.contact(ANA)).toMatchObject({ isBlocked: false });
    await desk.simulator.phone.blocks('+34600111222');
    await told(true, unblocked);
    const again = recorded.events.length;
    await client.setBlocked(ANA, false);
    await told(false, again);
    expect(await isBlocked()).toBe(false);
    await expect(client.setBlocked('34999999999@c.us', true)).rejects.toThrow();
  });

  it('arrive in order and each once when 300 come at once', async () => {
    const customers = [0, 1, 2].map((n) => desk.simulator.customer(`3460055500${n}`));
    for (let turn = 0; turn < 300; turn += 1) await customers[turn % 3]?.says(`burst ${turn}`);
    await recorded.message('burst 299');
    const burst = recorded.messages.filter(({ content }) => content.startsWith('burst '));
    expect(burst.map(({ content }) => content)).toEqual(
      Array.from({ length: 300 }, (_, turn) => `burst ${turn}`),
    );
  });

  it('know chats and contacts as plain values', async () => {
    const contacts = await client.contacts();
    const ana = contacts.find(({ whatsappId }) => whatsappId === ANA);
    // The other id by which WhatsApp knows her.
    expect(ana?.siblingId).toMatch(/^\d+@lid$/);
    expect(ana).toEqual({
      whatsappId: ANA,
      name: 'Ana García',
      pushname: 'Ana',
      shortName: 'Ana',
      phoneNumber: '34600111222',
      siblingId: ana?.siblingId,
      isBusiness: false,
      isVerified: false,
      isBlocked: false,
    });
    expect(await client.contact('nonsense')).toBeNull();
  });
});

describe('sending in trouble', () => {
  let desk: TestDesk;
  let recorded: RecordedClient<WhatsAppWebClient>;
  let client: WhatsAppWebClient;
  beforeAll(async () => {
    desk = await TestDesk.create();
    await desk.simulator.customer('34600111222').meets();
    recorded = await desk.ready({ send: 1_500 });
    client = recorded.client;
  });
  afterAll(() => desk.remove());

  const timesSent = async (text: string): Promise<number> => {
    const { chats } = await desk.simulator.book();
    return chats.flatMap(({ messages }) => messages).filter(({ body }) => body === text).length;
  };
  const lineUpAfter = async (down: number): Promise<void> => {
    await recorded.until('the line is up again', (events) =>
      events.slice(down).find((event) => event.kind === 'line' && event.up),
    );
  };

  it('fails at once while the line is down, and the message is not sent later by itself', async () => {
    const before = recorded.events.length;
    await desk.simulator.network.drop(1_000);
    await recorded.until('the line is down', (events) =>
      events.slice(before).find((event) => event.kind === 'line' && !event.up),
    );
    await expect(
      sendText(client, { chatId: ANA, text: 'while down', messageId: newMessageId() }),
    ).rejects.toMatchObject({ code: 'whatsapp_not_connected', retryable: true });
    await lineUpAfter(before);
    expect(await timesSent('while down')).toBe(0);
  });

  it.each(['before', 'after'] as const)(
    'repeats under the same id when the line broke %s WhatsApp had it: one message in the end',
    async (dropOnSend) => {
      const before = recorded.events.length;
      const messageId = newMessageId();
      const input = { chatId: ANA, text: `broken ${dropOnSend}`, messageId };
      await desk.simulator.quirks.set({ dropOnSend });
      const first = await sendText(client, input).catch((error: unknown) => error);
      await lineUpAfter(before);
      // What the outbox does: look first, and repeat when nothing is there.
      if ((await client.findOwnMessage(input)) === null) {
        expect(first).toMatchObject({ code: 'whatsapp_not_connected' });
        expect(await sendText(client, input)).toBe('sent');
      }
      expect(await timesSent(input.text)).toBe(1);
      expect(translateMessage(await client.findOwnMessage(input))).toMatchObject({ messageId });
    },
  );

  it('says so when WhatsApp refuses a message, and can send it again later', async () => {
    const messageId = newMessageId();
    await desk.simulator.quirks.set({ sendFails: '463' });
    await expect(
      sendText(client, { chatId: ANA, text: 'refused', messageId }),
    ).rejects.toMatchObject({ code: 'whatsapp_refused', retryable: false });
    expect(await client.findOwnMessage({ chatId: ANA, messageId })).toBeNull();
    await desk.simulator.quirks.set({ sendFails: undefined });
    expect(await sendText(client, { chatId: ANA, text: 'refused', messageId })).toBe('sent');
    expect(await timesSent('refused')).toBe(1);
  });

  it('survives a page whose own send fails', async () => {
    await desk.simulator.quirks.set({ sendThrows: 'a fault of the page' });
    await expect(
      sendText(client, { chatId: ANA, text: 'thrown', messageId: newMessageId() }),
    ).rejects.toMatchObject({ code: 'whatsapp_failed' });
    await desk.simulator.quirks.set({ sendThrows: undefined });
  });

  it('finds a message that the page put under the other id of the person', async () => {
    await desk.simulator.quirks.set({ sendIndexedUnderSibling: true });
    const messageId = newMessageId();
    expect(await sendText(client, { chatId: ANA, text: 'sibling', messageId })).toBe('sent');
    await desk.simulator.quirks.set({ sendIndexedUnderSibling: undefined });
    expect(await timesSent('sibling')).toBe(1);
  });

  it('is not bothered by a page that cannot mark chats as seen', async () => {
    await desk.simulator.quirks.set({ sendSeenThrows: true });
    const messageId = newMessageId();
    expect(await sendText(client, { chatId: ANA, text: 'unbothered', messageId })).toBe('sent');
    await expect(client.markSeen(ANA)).rejects.toMatchObject({ code: 'whatsapp_failed' });
  });
});
