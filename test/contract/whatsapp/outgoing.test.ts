import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FileForm } from '../../../src-preload/contract/outgoing.ts';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import type {
  OutgoingContent,
  OutgoingMessage,
} from '../../../src-main/whatsapp/whatsapp-client.ts';
import type { WhatsAppWebClient } from '../../../src-main/whatsapp/whatsapp-web-client.ts';
import { pixelPng } from '../../simulator/server/pixel-png.ts';
import type { RecordedClient } from './support/recorded-client.ts';
import { TestDesk } from './support/test-desk.ts';

const ANA = '34600111222@c.us';
const GROUP = '120363000000000001@g.us';
let lastId = 0;
const newMessageId = (): string => {
  lastId += 1;
  return `3EB0F${lastId.toString(16).padStart(17, '0').toUpperCase()}`;
};

interface Sample {
  name: string;
  content: OutgoingContent;
  /** The bytes of its file. */
  bytes?: Buffer;
  /** What WhatsApp's book says of it. */
  book: object;
}

const fileSample = (
  form: FileForm,
  mimeType: string,
  bytes: Buffer,
  book: { type: string; body: string; fields?: object },
): Sample => ({
  name: form,
  bytes,
  content: {
    kind: 'file',
    fileId: randomUUID(),
    form,
    fileName: `a file.${form}`,
    mimeType,
    fileSize: bytes.length,
    caption: book.body,
  },
  book,
});

const card = (name: string) => ({
  name,
  vcard: `BEGIN:VCARD\nVERSION:3.0\nFN:${name}\nTEL;waid=34600111333:+34 600 111 333\nEND:VCARD`,
});

const samples: Sample[] = [
  {
    name: 'text',
    content: { kind: 'text', text: 'Sí, hay pan 🥖' },
    book: { type: 'chat', body: 'Sí, hay pan 🥖' },
  },
  fileSample('image', 'image/png', pixelPng, { type: 'image', body: 'our shop' }),
  fileSample('video', 'video/mp4', Buffer.alloc(3_000, 'v'), { type: 'video', body: 'a film' }),
  fileSample('audio', 'audio/mpeg', Buffer.alloc(2_000, 'a'), { type: 'audio', body: '' }),
  fileSample('voice_note', 'audio/ogg; codecs=opus', Buffer.alloc(1_000, 'o'), {
    type: 'ptt',
    body: '',
  }),
  fileSample('document', 'application/pdf', Buffer.alloc(5_000, 'd'), {
    type: 'document',
    body: 'the menu',
    fields: { filename: 'a file.document', size: 5_000, mimetype: 'application/pdf' },
  }),
  fileSample('sticker', 'image/webp', Buffer.alloc(900, 's'), { type: 'sticker', body: '' }),
  {
    name: 'location',
    content: {
      kind: 'location',
      latitude: 40.4168,
      longitude: -3.7038,
      name: 'The shop',
      address: 'Sol 1',
    },
    book: { type: 'location', fields: { lat: 40.4168, lng: -3.7038, loc: 'The shop\nSol 1' } },
  },
  {
    name: 'contact',
    content: { kind: 'contact', cards: [card('Luis')] },
    book: {
      type: 'vcard',
      body: card('Luis').vcard,
      fields: { vcardFormattedName: 'Luis' },
    },
  },
  {
    name: 'several contacts',
    content: { kind: 'contact', cards: [card('Luis'), card('Eva')] },
    book: {
      type: 'multi_vcard',
      fields: {
        vcardList: [
          { displayName: 'Luis', vcard: card('Luis').vcard },
          { displayName: 'Eva', vcard: card('Eva').vcard },
        ],
      },
    },
  },
  {
    name: 'poll',
    content: {
      kind: 'poll',
      question: 'When?',
      options: ['Today', 'Tomorrow'],
      allowsMultiple: false,
    },
    book: {
      type: 'poll_creation',
      fields: {
        pollName: 'When?',
        pollOptions: [
          { name: 'Today', localId: 0 },
          { name: 'Tomorrow', localId: 1 },
        ],
        pollSelectableOptionsCount: 1,
      },
    },
  },
];

const chats = [
  ['a person', ANA],
  ['a group', GROUP],
] as const;

async function stage(client: WhatsAppWebClient, sample: Sample): Promise<void> {
  const { content, bytes } = sample;
  if (content.kind !== 'file' || bytes === undefined) return;
  await client.stageFile({ fileId: content.fileId, offset: 0, bytes });
}

describe('what goes out', () => {
  let desk: TestDesk;
  let recorded: RecordedClient<WhatsAppWebClient>;
  let client: WhatsAppWebClient;
  beforeAll(async () => {
    desk = await TestDesk.create();
    const ana = desk.simulator.customer('34600111222', { name: 'Ana' });
    await ana.meets();
    await desk.simulator.group(GROUP, 'Neighbours', [ana, desk.simulator.customer('34600111444')]);
    recorded = await desk.ready({ send: 5_000 });
    client = recorded.client;
  });
  afterAll(() => desk.remove());

  const matrix = chats.flatMap(([chat, chatId]) =>
    samples.map((sample) => ({ ...sample, chat, chatId })),
  );

  it.each(matrix)('$name to $chat, as it is and once', async ({ chatId, ...sample }) => {
    const messageId = newMessageId();
    await stage(client, sample);
    expect(await client.send({ chatId, messageId, content: sample.content })).toBe('sent');
    const kept = await desk.simulator.message(messageId);
    expect(kept).toMatchObject({ ...sample.book, fromMe: true });
    // WhatsApp has it; the phone of whom it is for may have it already, too.
    expect([1, 2]).toContain(kept.ack);
    if (sample.bytes !== undefined) {
      // An image is looked at by the page, and comes out as the same bytes here.
      expect(await desk.simulator.file(messageId)).toEqual(sample.bytes);
    }
    // It comes back as an event, and is found again under its id.
    const seen = await recorded.until('its event', () =>
      recorded.messages.find((message) => message.messageId === messageId),
    );
    expect(seen).toMatchObject({ chatId, fromMe: true });
    const found = await client.findOwnMessage({ chatId, messageId });
    expect(translateMessage(found)?.type).toBe(seen.type);
    expect(await timesInBook(messageId)).toBe(1);
  });

  it('answers of what a customer wrote a while ago, in either chat', async () => {
    const ana = desk.simulator.customer('34600111222');
    for (const [, chatId] of chats) {
      const group = chatId === GROUP ? { group: GROUP } : {};
      const asked = await ana.says('Do you have bread?', group);
      for (let turn = 0; turn < 30; turn++) await ana.says(`and ${turn}`, group);
      const messageId = newMessageId();
      const content = { kind: 'text' as const, text: 'Yes' };
      await client.send({ chatId, messageId, content, quotedMessageId: asked });
      expect(await desk.simulator.message(messageId)).toMatchObject({ quotedId: asked });
    }
  });

  it('no answer to what WhatsApp does not have: that is told, and nothing goes', async () => {
    const messageId = newMessageId();
    const message: OutgoingMessage = {
      chatId: ANA,
      messageId,
      content: { kind: 'text', text: 'Yes' },
      quotedMessageId: '3EB0NOTTHERE',
    };
    await expect(client.send(message)).rejects.toMatchObject({ code: 'quoted_message_missing' });
    expect(await timesInBook(messageId)).toBe(0);
  });

  it('the people who are named in a text, and that it was forwarded', async () => {
    const messageId = newMessageId();
    const content = { kind: 'text' as const, text: 'Ask @34600111222' };
    await client.send({
      chatId: GROUP,
      messageId,
      content,
      mentions: [ANA],
      isForwarded: true,
    });
    expect(await desk.simulator.message(messageId)).toMatchObject({
      fields: { mentionedJidList: [ANA], isForwarded: true },
    });
  });

  it('a file of 20 MB in pieces, and nothing of a file whose beginning the page has lost', async () => {
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'large file ');
    const large = fileSample('document', 'application/zip', bytes, { type: 'document', body: '' });
    await stage(client, large);
    const messageId = newMessageId();
    await client.send({ chatId: ANA, messageId, content: large.content });
    expect(bytes.equals(await desk.simulator.file(messageId))).toBe(true);
    const piece = { fileId: randomUUID(), offset: 1_000, bytes: Buffer.alloc(10) };
    await expect(client.stageFile(piece)).rejects.toMatchObject({ code: 'whatsapp_failed' });
  });

  it('no file that cannot be uploaded; it can be tried again', async () => {
    const sample = fileSample('document', 'text/plain', Buffer.from('x'), {
      type: 'document',
      body: '',
    });
    const messageId = newMessageId();
    const message: OutgoingMessage = { chatId: ANA, messageId, content: sample.content };
    await desk.simulator.quirks.set({ uploadFails: true });
    await stage(client, sample);
    await expect(client.send(message)).rejects.toMatchObject({ code: 'whatsapp_failed' });
    await desk.simulator.quirks.set({ uploadFails: undefined });
    expect(await client.findOwnMessage(message)).toBeNull();
    await stage(client, sample);
    expect(await client.send(message)).toBe('sent');
    expect(await timesInBook(messageId)).toBe(1);
  });

  it('once, when the upload outlasts the patience of who sends it and is asked for again', async () => {
    const sample = fileSample('document', 'text/plain', Buffer.from('slow'), {
      type: 'document',
      body: '',
    });
    const messageId = newMessageId();
    const message: OutgoingMessage = { chatId: ANA, messageId, content: sample.content };
    await desk.simulator.quirks.set({ uploadMs: 7_000 });
    await stage(client, sample);
    await expect(client.send(message)).rejects.toMatchObject({ code: 'whatsapp_failed' });
    // As the outbox does: looked for, not there yet, sent again.
    expect(await client.findOwnMessage(message)).toBeNull();
    await stage(client, sample);
    expect(await client.send(message)).toBe('sent');
    await desk.simulator.quirks.set({ uploadMs: undefined });
    expect(await timesInBook(messageId)).toBe(1);
  }, 30_000);

  it('once, when the page says that it failed though WhatsApp has it', async () => {
    const messageId = newMessageId();
    const message: OutgoingMessage = {
      chatId: ANA,
      messageId,
      content: { kind: 'text', text: 'it went' },
    };
    await desk.simulator.quirks.set({ sendThrowsAfter: 'a fault of the page' });
    expect(await client.send(message)).toBe('sent');
    expect(await client.send(message)).toBe('sent');
    await desk.simulator.quirks.set({ sendThrowsAfter: undefined });
    expect(await timesInBook(messageId)).toBe(1);
  });

  it('as pending, when WhatsApp never answers; a second try sends nothing', async () => {
    const messageId = newMessageId();
    const message: OutgoingMessage = {
      chatId: ANA,
      messageId,
      content: { kind: 'text', text: 'no tick' },
    };
    await desk.simulator.quirks.set({ ackNever: true });
    expect(await client.send(message)).toBe('pending');
    expect(translateMessage(await client.findOwnMessage(message))).toMatchObject({
      status: 'sending',
    });
    await desk.simulator.quirks.set({ ackNever: undefined });
    expect(await client.send(message)).toBe('pending');
    expect(await timesInBook(messageId)).toBe(1);
  }, 30_000);

  it('without a word to WhatsApp that the chat was seen', async () => {
    const seen: string[] = [];
    const stop = desk.simulator.on('seen', ({ chatId }) => seen.push(chatId));
    await desk.simulator.customer('34600111222').says('unread');
    await recorded.message('unread');
    for (const sample of samples) {
      await stage(client, sample);
      await client.send({ chatId: ANA, messageId: newMessageId(), content: sample.content });
    }
    stop();
    expect(seen).toEqual([]);
    const book = await desk.simulator.book();
    expect(book.chats.find(({ chatId }) => chatId === ANA)?.unreadCount).toBeGreaterThan(0);
  });

  const timesInBook = async (messageId: string): Promise<number> => {
    const book = await desk.simulator.book();
    return book.chats.flatMap(({ messages }) => messages).filter(({ id }) => id === messageId)
      .length;
  };
});

describe('what was written is changed', () => {
  let desk: TestDesk;
  let recorded: RecordedClient<WhatsAppWebClient>;
  let client: WhatsAppWebClient;
  beforeAll(async () => {
    desk = await TestDesk.create();
    await desk.simulator.customer('34600111222', { name: 'Ana' }).meets();
    await desk.simulator.customer('34600111444', { name: 'Luis' }).meets();
    recorded = await desk.ready();
    client = recorded.client;
  });
  afterAll(() => desk.remove());

  const written = async (text: string): Promise<string> => {
    const messageId = newMessageId();
    await client.send({ chatId: ANA, messageId, content: { kind: 'text', text } });
    return messageId;
  };

  it('a text of ours, while WhatsApp allows that', async () => {
    const messageId = await written('9 euro');
    await client.change({ kind: 'edit', chatId: ANA, messageId, text: '8 euro' });
    expect(await desk.simulator.message(messageId)).toMatchObject({ body: '8 euro' });
    const at = Math.floor(Date.now() / 1000) - 20 * 60;
    const old = await desk.simulator.phone.says(ANA, 'too old', { at });
    await recorded.message('too old');
    await expect(
      client.change({ kind: 'edit', chatId: ANA, messageId: old, text: 'x' }),
    ).rejects.toMatchObject({ code: 'whatsapp_no_longer_allowed' });
    const theirs = await desk.simulator.customer('34600111222').says('theirs');
    await recorded.message('theirs');
    await expect(
      client.change({ kind: 'edit', chatId: ANA, messageId: theirs, text: 'x' }),
    ).rejects.toMatchObject({ code: 'whatsapp_no_longer_allowed' });
  });

  it('a message of ours is deleted for everybody, one of theirs is not', async () => {
    const messageId = await written('oops');
    await client.change({ kind: 'revoke', chatId: ANA, messageId });
    expect(await desk.simulator.message(messageId)).toMatchObject({ type: 'revoked', body: '' });
    const theirs = await desk.simulator.customer('34600111222').says('stays');
    await recorded.message('stays');
    await expect(
      client.change({ kind: 'revoke', chatId: ANA, messageId: theirs }),
    ).rejects.toMatchObject({ code: 'whatsapp_no_longer_allowed' });
  });

  it('a reaction is given, and taken back', async () => {
    const messageId = await desk.simulator.customer('34600111222').says('thank you');
    await recorded.message('thank you');
    await client.change({ kind: 'react', chatId: ANA, messageId, emoji: '❤️' });
    const { reactions } = await desk.simulator.message(messageId);
    expect(Object.values(reactions)).toEqual(['❤️']);
    await client.change({ kind: 'react', chatId: ANA, messageId, emoji: '' });
    expect((await desk.simulator.message(messageId)).reactions).toEqual({});
  });

  it('a message is forwarded, and shown as that', async () => {
    const messageId = await written('the opening hours');
    const to = '34600111444@c.us';
    await client.change({ kind: 'forward', chatId: ANA, messageId, to });
    const { chats: all } = await desk.simulator.book();
    const [forwarded] = all.find(({ chatId }) => chatId === to)?.messages ?? [];
    expect(await desk.simulator.message(forwarded?.id ?? '')).toMatchObject({
      body: 'the opening hours',
      fields: { isForwarded: true },
    });
  });

  it('nothing of what WhatsApp does not have', async () => {
    const change = { chatId: ANA, messageId: '3EB0NOTTHERE' };
    await expect(client.change({ kind: 'revoke', ...change })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('nothing while the line is down, and that is told', async () => {
    const messageId = await written('stays as it is');
    await desk.simulator.network.drop();
    await expect.poll(() => client.probe(), { timeout: 10_000 }).toBe('not_connected');
    await expect(client.change({ kind: 'revoke', chatId: ANA, messageId })).rejects.toMatchObject({
      code: 'whatsapp_not_connected',
    });
    await desk.simulator.network.restore();
  });
});

it('a message whose browser is killed between the send and the tick is found again, and not sent twice', async () => {
  const desk = await TestDesk.create();
  try {
    await desk.simulator.customer('34600111222').meets();
    const first = await desk.ready({ send: 1_500 });
    const messageId = newMessageId();
    const content = { kind: 'text' as const, text: 'once' };
    const message: OutgoingMessage = { chatId: ANA, messageId, content };
    await desk.simulator.quirks.set({ ackNever: true });
    expect(await first.client.send(message)).toBe('pending');
    for (const pid of desk.browserPids()) process.kill(pid, 'SIGKILL');
    await first.next('dead');
    await first.client.stop();
    await desk.simulator.quirks.set({ ackNever: undefined });

    const { client } = await desk.ready();
    // What the outbox does: look first.
    expect(translateMessage(await client.findOwnMessage(message))).toMatchObject({ messageId });
    const { chats: all } = await desk.simulator.book();
    expect(all.flatMap(({ messages }) => messages).map(({ body }) => body)).toEqual(['once']);
  } finally {
    await desk.remove();
  }
}, 60_000);
