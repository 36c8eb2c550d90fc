import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import whatsappWeb, { type Client } from 'whatsapp-web.js';
import { pixelPng } from '../../simulator/server/pixel-png.ts';
import type { ClientRecord } from '../../simulator/support/client-recorder.ts';
import { ClientHome } from '../../simulator/support/linked-client.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';

const { MessageMedia } = whatsappWeb;
const group = '120363000000000001@g.us';

describe('a linked whatsapp-web.js client in the simulator', { timeout: 30_000 }, () => {
  let simulator: WhatsAppSimulator;
  let home: ClientHome;
  let client: Client;
  let record: ClientRecord;

  const ana = () => simulator.customer('+34 600 111 222', { name: 'Ana Souza', pushname: 'Ana' });
  const bia = () =>
    simulator.customer('+34 600 333 444', {
      name: 'Bia Lima',
      pushname: 'Bia',
      addressing: 'lid',
    });
  const anaId = '34600111222@c.us';
  const biaLid = '734600333444@lid';

  const arrival = async (id: string) => {
    await simulator.until(() => record.messages.some((message) => message.id.id === id), {
      description: `message ${id}`,
    });
    const message = record.messages.find((candidate) => candidate.id.id === id);
    if (message === undefined) throw new Error('unreachable: just found');
    return message;
  };
  const acked = (id: string, ack: number) =>
    simulator.until(() => record.acks.some((entry) => entry.id === id && entry.ack === ack), {
      description: `ack ${ack} of ${id}`,
    });
  const anasChat = async () =>
    (await simulator.book()).chats.find(({ chatId }) => chatId === anaId);

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start();
    for (let index = 0; index < 30; index += 1) {
      await ana().says(`history ${index}`, { at: 1_700_000_000 + index });
    }
    await bia().meets();
    await simulator.group(group, 'Team', [ana()]);
    home = await ClientHome.create(simulator);
    ({ client, record } = await home.openReady());
  }, 60_000);

  afterAll(async () => {
    await home.remove();
    await simulator.stop();
  });

  beforeEach(() => {
    record.acks.length = 0;
  });

  it('knows who it is', async () => {
    expect(client.info.wid._serialized).toBe('34600000001@c.us');
    expect(client.info.pushname).toBe('Corner Shop');
    expect(client.info.platform).toBe('smba');
    expect(await client.getState()).toBe('CONNECTED');
    expect(await client.getWWebVersion()).toBe('2.3000.1043000000');
    expect(record.authenticated).toBe(1);
  });

  it('lists the chats with unread count, last message and members', async () => {
    const chats = await client.getChats();
    const anas = chats.find((chat) => chat.id._serialized === anaId);
    expect(anas).toMatchObject({ name: 'Ana Souza', unreadCount: 30, isGroup: false });
    expect(anas?.lastMessage.body).toBe('history 29');
    const team = chats.find((chat) => chat.isGroup);
    expect(team?.name).toBe('Team');
    expect(Reflect.get(team ?? {}, 'participants')).toHaveLength(2);
  });

  it('lists the contacts, with the phone number of those known by LID', async () => {
    const contacts = await client.getContacts();
    expect(contacts.find(({ name }) => name === 'Bia Lima')?.number).toBe('34600333444');
    expect(contacts.find(({ name }) => name === 'Ana Souza')?.isMyContact).toBe(true);
  });

  it('pages back through the history', async () => {
    const messages = await (await client.getChatById(anaId)).fetchMessages({ limit: 25 });
    expect(messages.map(({ body }) => body)).toEqual(
      Array.from({ length: 25 }, (_, index) => `history ${index + 5}`),
    );
  });

  it('hears an incoming text, its links and the unread count', async () => {
    const message = await arrival(await ana().says('In stock? https://example.com/p/1'));
    expect(message).toMatchObject({ from: anaId, fromMe: false, deviceType: 'android' });
    expect(message.links[0]?.link).toBe('https://example.com/p/1');
    await simulator.until(() => record.unreadChats.some((chat) => chat.unreadCount === 31));
    expect((await message.getChat()).name).toBe('Ana Souza');
    expect((await message.getContact()).pushname).toBe('Ana');
  });

  it('hears somebody known by LID and finds their phone number', async () => {
    const message = await arrival(await bia().says('hi from Bia'));
    expect(message.from).toBe(biaLid);
    expect((await message.getContact()).number).toBe('34600333444');
    const [ids] = await client.getContactLidAndPhone([message.from]);
    expect(ids?.pn).toBe('34600333444@c.us');
  });

  it('hears a stranger who had no chat', async () => {
    const stranger = simulator.customer('+44 20 7946 0000', { pushname: 'Zoe' });
    const message = await arrival(await stranger.says('hello?'));
    expect((await message.getContact()).pushname).toBe('Zoe');
    expect((await message.getChat()).unreadCount).toBe(1);
  });

  it('hears a group and who wrote there', async () => {
    const message = await arrival(await ana().says('good morning', { group }));
    expect(message).toMatchObject({ from: group, author: anaId });
  });

  it('hears a message first as ciphertext, then readable', async () => {
    const id = await ana().says('readable later', { deciphersAfterMs: 50 });
    await simulator.until(() => record.ciphertexts.some((message) => message.id.id === id));
    expect((await arrival(id)).body).toBe('readable later');
  });

  it.each([
    ['empty', ''],
    ['64 KB', 'ñ'.repeat(32 * 1024)],
    ['emoji', '👩🏽‍💻🇪🇸 ok'],
    ['right to left', 'مرحبا \u202eabc\u202c שלום'],
    ['control characters', 'a\u0000b\u2028c</script>d'],
  ])('carries %s text both ways unharmed', async (_name, text) => {
    expect((await arrival(await ana().says(text))).body).toBe(text);
    if (text === '') return;
    const sent = await client.sendMessage(anaId, text, { sendSeen: false });
    await acked(sent.id.id, 1);
    expect((await simulator.message(sent.id.id)).body).toBe(text);
  });

  it('sends a text and sees it sent, received and read', async () => {
    const sent = await client.sendMessage(anaId, 'Yes, we have it.', { sendSeen: false });
    await acked(sent.id.id, 2);
    expect(await ana().reads()).toBeGreaterThan(0);
    await acked(sent.id.id, 3);
    const own = record.acks.filter(({ id }) => id === sent.id.id).map(({ ack }) => ack);
    expect(own).toEqual([1, 2, 3]);
    expect(await simulator.message(sent.id.id)).toMatchObject({ fromMe: true, ack: 3 });
    expect(record.created.filter(({ id }) => id.id === sent.id.id)).toHaveLength(1);
  });

  it('sends to a LID contact by phone number, and refuses a number without WhatsApp', async () => {
    const sent = await client.sendMessage('34600333444@c.us', 'hi Bia', { sendSeen: false });
    expect(sent.to).toBe(biaLid);
    await expect(client.sendMessage('34999999999@c.us', 'x')).rejects.toThrow('No LID for user');
    expect((await client.getNumberId('34600111222'))?._serialized).toBe(anaId);
    expect(await client.getNumberId('34999999999')).toBeNull();
  });

  it('answers with a quote, and reads one', async () => {
    const question = await arrival(await ana().says('How much?'));
    const answer = await question.reply('Ten.', undefined, { sendSeen: false });
    await acked(answer.id.id, 1);
    expect((await simulator.message(answer.id.id)).quotedId).toBe(question.id.id);
    expect((await answer.getQuotedMessage()).id.id).toBe(question.id.id);
    const back = await arrival(await ana().says('Deal', { quotes: answer.id.id }));
    expect(back.hasQuotedMsg).toBe(true);
    expect((await back.getQuotedMessage()).body).toBe('Ten.');
  });

  it('sends a picture with a caption and gets the same bytes back', async () => {
    const picture = new MessageMedia('image/png', pixelPng.toString('base64'), 'photo.png');
    const sent = await client.sendMessage(anaId, picture, { caption: 'look', sendSeen: false });
    await acked(sent.id.id, 1);
    expect(await simulator.message(sent.id.id)).toMatchObject({ type: 'image', body: 'look' });
    expect((await sent.downloadMedia()).data).toBe(pixelPng.toString('base64'));
    await simulator.until(() => record.uploaded.some(({ id }) => id.id === sent.id.id));
  });

  it('sends a document and a voice note as such, and no broken picture', async () => {
    const base64 = Buffer.from('%PDF-1.4 x').toString('base64');
    const pdf = new MessageMedia('application/pdf', base64, 'offer.pdf');
    const document = await client.sendMessage(anaId, pdf, { sendMediaAsDocument: true });
    expect(document.type).toBe('document');
    expect((await document.downloadMedia()).filename).toBe('offer.pdf');
    const ogg = new MessageMedia('audio/ogg; codecs=opus', base64, 'a.ogg');
    const voice = await client.sendMessage(anaId, ogg, { sendAudioAsVoice: true });
    expect(voice.type).toBe('ptt');
    const broken = new MessageMedia('image/png', base64, 'x.png');
    await expect(client.sendMessage(anaId, broken)).rejects.toThrow('media-fault');
  });

  it('downloads what customers send, until it has expired', async () => {
    const picture = await arrival(await ana().sendsImage(pixelPng, { caption: 'see' }));
    expect(picture).toMatchObject({ hasMedia: true, body: 'see' });
    expect(await picture.downloadMedia()).toMatchObject({
      data: pixelPng.toString('base64'),
      mimetype: 'image/png',
    });
    const order = await ana().sendsDocument(Buffer.from('order'), { filename: 'order.pdf' });
    expect((await (await arrival(order)).downloadMedia()).filename).toBe('order.pdf');
    const expired = await arrival(await ana().sendsImage(pixelPng, { trouble: { gone: 404 } }));
    expect(await expired.downloadMedia()).toBeUndefined();
  });

  it('marks a chat as seen, and hears that the phone has', async () => {
    const seen = simulator.until('seen', { matching: ({ chatId }) => chatId === anaId });
    expect(await client.sendSeen(anaId)).toBe(true);
    await seen;
    expect((await client.getChatById(anaId)).unreadCount).toBe(0);
    expect((await anasChat())?.unreadCount).toBe(0);
    await arrival(await ana().says('and another'));
    expect(await simulator.phone.reads(anaId)).toBe(1);
    await simulator.until(async () => (await client.getChatById(anaId)).unreadCount === 0, {
      description: 'unread count 0 in the client',
    });
  });

  it('hears what the owner writes on the phone as created only', async () => {
    const id = await simulator.phone.says('+34 600 111 222', 'from the phone');
    await simulator.until(() => record.created.some((message) => message.id.id === id));
    // A customer's message after it: had there been a `message` event, it would be here by now.
    await arrival(await ana().says('fence'));
    expect(record.messages.some((message) => message.id.id === id)).toBe(false);
    expect(record.created.find((message) => message.id.id === id)?.fromMe).toBe(true);
  });

  it('hears edits, reactions and revocations of a customer', async () => {
    const id = await ana().says('wromg');
    await arrival(id);
    await ana().edits(id, 'wrong');
    await simulator.until(() => record.edits.some((edit) => edit.id === id));
    expect(record.edits.at(-1)?.text).toBe('wrong');
    await ana().reacts(id, '👍');
    await simulator.until(() => record.reactions.some(({ reaction }) => reaction === '👍'));
    expect(record.reactions.at(-1)?.senderId).toBe(anaId);
    await ana().revokes(id);
    await simulator.until(() => record.revoked.some((message) => message.id.id === id));
    expect(await simulator.message(id)).toMatchObject({ type: 'revoked', body: '' });
  });

  it('edits, reacts and revokes itself', async () => {
    const sent = await client.sendMessage(anaId, 'version 1', { sendSeen: false });
    await acked(sent.id.id, 1);
    expect((await sent.edit('version 2'))?.body).toBe('version 2');
    expect((await simulator.message(sent.id.id)).body).toBe('version 2');
    const question = await arrival(await ana().says('ok?'));
    await question.react('❤️');
    expect((await simulator.message(question.id.id)).reactions).toEqual({
      '34600000001@c.us': '❤️',
    });
    const revoked = simulator.until('revoked');
    await sent.delete(true);
    expect((await revoked).id).toBe(sent.id.id);
  });

  it('shows that it is typing, and hears calls', async () => {
    const typing = simulator.until('typing');
    await (await client.getChatById(anaId)).sendStateTyping();
    expect(await typing).toEqual({ chatId: anaId, state: 'composing' });
    const call = await ana().calls();
    await simulator.until(() => record.calls.includes(call));
  });

  it('finds a profile picture and loads it through the page', async () => {
    const url = await client.getProfilePicUrl(anaId);
    expect(url).toContain('pps.whatsapp.net');
    const picture = await MessageMedia.fromUrl(url, { client, unsafeMime: true });
    expect(picture.data).toBe(pixelPng.toString('base64'));
  });

  it('hears 300 messages in a row, each once and in order', async () => {
    const texts = Array.from({ length: 300 }, (_, index) => `burst ${index}`);
    for (const text of texts) await ana().says(text);
    const heard = () => record.messages.filter(({ body }) => body.startsWith('burst '));
    await simulator.until(() => heard().length >= 300, { timeoutMs: 20_000 });
    expect(heard().map(({ body }) => body)).toEqual(texts);
  });

  it('asked for nothing that the page does not have', async () => {
    expect(await simulator.missingModules()).toEqual([]);
  });
});
