import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { ClientHome } from '../../simulator/support/linked-client.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';

const anaId = '34600111222@c.us';

describe('trouble that the simulator plays', { timeout: 60_000 }, () => {
  let simulator: WhatsAppSimulator;
  let home: ClientHome;

  const ana = () => simulator.customer('+34600111222', { name: 'Ana' });

  const startLinked = async (options: SimulatorOptions = {}) => {
    simulator = await WhatsAppSimulator.start(options);
    await ana().says('before');
    home = await ClientHome.create(simulator);
    return home.openReady();
  };

  afterEach(async () => {
    await home.remove();
    await simulator.stop();
  });

  const written = async (body: string) =>
    (await simulator.book()).chats
      .flatMap(({ messages }) => messages)
      .filter((message) => message.body === body);

  it('delivers everything of a network gap once, in order, edits and acks included', async () => {
    const { client, record } = await startLinked();
    const sent = await client.sendMessage(anaId, 'sent before', { sendSeen: false });
    await simulator.until(() => record.acks.some(({ ack }) => ack === 2));
    const edited = await ana().says('to be edited');
    await simulator.until(() => record.messages.some((message) => message.id.id === edited));
    await simulator.network.drop();
    const texts = Array.from({ length: 60 }, (_, index) => `gap ${index}`);
    for (const text of texts) await ana().says(text);
    await ana().edits(edited, 'edited meanwhile');
    await ana().reads();
    await simulator.customer('+34600555666').says('gap of a new chat');
    await simulator.until(() => record.states.includes('TIMEOUT'));
    await simulator.network.restore();
    await simulator.until(() => record.messages.some(({ body }) => body === 'gap of a new chat'), {
      timeoutMs: 20_000,
    });
    const heard = record.messages.map(({ body }) => body).filter((body) => /^gap \d/.test(body));
    expect(heard).toEqual(texts);
    expect(record.edits).toContainEqual({ id: edited, text: 'edited meanwhile' });
    expect(record.acks).toContainEqual({ id: sent.id.id, ack: 3 });
    expect(record.states).toEqual(['TIMEOUT', 'OPENING', 'CONNECTED']);
  });

  it('keeps a message written while offline and sends it once when the network is back', async () => {
    const { client, record } = await startLinked();
    await simulator.network.drop();
    await simulator.until(() => record.states.includes('TIMEOUT'));
    const sent = await client.sendMessage(anaId, 'written offline', { sendSeen: false });
    expect(sent.ack).toBe(0);
    expect(await written('written offline')).toEqual([]);
    await simulator.network.restore();
    await simulator.until(() => record.acks.some(({ ack }) => ack === 2), { timeoutMs: 20_000 });
    expect(await written('written offline')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'has a message once when the connection breaks %s the server took it',
    async (dropOnSend) => {
      const { client, record } = await startLinked();
      await simulator.quirks.set({ dropOnSend });
      await client.sendMessage(anaId, 'once', { sendSeen: false });
      await simulator.until(() => record.acks.some(({ ack }) => ack === 2), {
        timeoutMs: 20_000,
      });
      expect(await written('once')).toHaveLength(1);
      expect(record.created.filter(({ body }) => body === 'once')).toHaveLength(1);
    },
  );

  it('reports ack -1 when the server refuses a message', async () => {
    const { client, record } = await startLinked({ quirks: { sendFails: '463' } });
    const sent = await client.sendMessage(anaId, 'refused', { sendSeen: false });
    await simulator.until(() => record.acks.some(({ ack }) => ack === -1));
    expect(record.acks).toEqual([{ id: sent.id.id, ack: -1 }]);
    expect(await written('refused')).toEqual([]);
  });

  it('acknowledges by the customer only, when told so', async () => {
    const { client, record } = await startLinked({ autoAck: { serverMs: 0, deviceMs: null } });
    await client.sendMessage(anaId, 'one', { sendSeen: false });
    await simulator.until(() => record.acks.length === 1);
    expect(await ana().receives()).toBe(1);
    await simulator.until(() => record.acks.length === 2);
    expect(await ana().reads()).toBe(1);
    await simulator.until(() => record.acks.length === 3);
    expect(record.acks.map(({ ack }) => ack)).toEqual([1, 2, 3]);
    expect(await ana().reads()).toBe(0);
  });

  it('calls _serialized $1, as WhatsApp does since July 2026', async () => {
    const { client, record } = await startLinked({ quirks: { minifiedIds: true } });
    const id = await ana().says('which id?');
    await simulator.until(() => record.messages.some((message) => message.id.id === id));
    const message = record.messages.at(-1);
    expect(message?.id._serialized).toBeUndefined();
    expect(Reflect.get(message?.id ?? {}, '$1')).toBe(`false_${anaId}_${id}`);
    expect(message?.from).toBe(anaId);
    const sent: unknown = await client.sendMessage(anaId, 'sent anyway', { sendSeen: false });
    expect(sent).toBeUndefined();
    await simulator.until(async () => (await written('sent anyway')).length === 1);
  });

  it('calls it so on ids of people and chats too', async () => {
    const { client } = await startLinked({ quirks: { minifiedIds: true, minifiedWid: true } });
    expect(client.info.wid._serialized).toBeUndefined();
    expect(Reflect.get(client.info.wid, '$1')).toBe('34600000001@c.us');
    const chatIds = await client.pupPage?.evaluate(
      "require('WAWebCollections').Chat.getModelsArray().map(({ id }) => id)",
    );
    expect(chatIds).toEqual([{ server: 'c.us', user: '34600111222', $1: anaId }]);
  });

  it('flips hasSynced, which the library takes for another login', async () => {
    const { record } = await startLinked({ quirks: { doubleSync: 1 } });
    await simulator.until(() => record.authenticated === 3);
    expect(record.ready).toBeGreaterThanOrEqual(1);
  });

  it('fails to mark as seen, which stops a send that does so first', async () => {
    const { client } = await startLinked({ quirks: { sendSeenThrows: true } });
    await expect(client.sendMessage(anaId, 'first seen')).rejects.toThrow('markedUnread');
    await client.sendMessage(anaId, 'unseen', { sendSeen: false });
    await simulator.until(async () => (await written('unseen')).length === 1);
    expect(await written('first seen')).toEqual([]);
  });

  it('throws for a module that was taken away, and reports it', async () => {
    const { client } = await startLinked();
    await simulator.quirks.set({ dropModules: ['WAWebFindChatAction'] });
    await expect(client.sendMessage('34600555666@c.us', 'x')).rejects.toThrow(
      'Requiring unknown module "WAWebFindChatAction"',
    );
    await simulator.until(async () => (await simulator.missingModules()).length > 0);
    expect(await simulator.missingModules()).toEqual(['WAWebFindChatAction']);
  });

  it('shows a conflict, which the library takes for the end', async () => {
    const { record } = await startLinked();
    await simulator.page.state('CONFLICT');
    await simulator.until(() => record.disconnected.includes('CONFLICT'));
  });

  it('reloads the page: ready again, and no message is lost or doubled', async () => {
    const { record } = await startLinked();
    const online = simulator.until('online');
    await simulator.page.reload();
    await online;
    await simulator.until(() => record.ready === 2, { timeoutMs: 20_000 });
    const id = await ana().says('after the reload');
    await simulator.until(() => record.messages.some((message) => message.id.id === id));
    const fence = await ana().says('fence');
    await simulator.until(() => record.messages.some((message) => message.id.id === fence));
    expect(record.messages.map((message) => message.id.id)).toEqual([id, fence]);
  });

  it('hangs the page, and crashes it', async () => {
    const { client } = await startLinked();
    await client.pupPage?.evaluate(
      'self.beats = [performance.now()]; setInterval(() => beats.push(performance.now()), 10);',
    );
    await simulator.page.hang(400);
    await simulator.until(
      () => client.pupPage?.evaluate('beats.some((beat, index) => beat - beats[index - 1] >= 400)'),
      { description: 'a pause of 400 ms in the page' },
    );
    const crashed = new Promise((resolve) => client.pupPage?.once('error', resolve));
    await simulator.page.crash();
    expect(String(await crashed)).toContain('crash');
  });

  it('has the messages of a replay that runs while the page connects, each once', async () => {
    const { client, record } = await startLinked();
    const dialogue = {
      id: 'long',
      turns: Array.from({ length: 400 }, (_, index) => ({
        from: 'customer' as const,
        text: `turn ${index}`,
      })),
    };
    const replay = simulator.replay([dialogue], { addressing: 'pn', perSecond: 400 });
    await simulator.page.reload();
    await simulator.until(() => record.ready === 2, { timeoutMs: 20_000 });
    await replay;
    const { chats } = await simulator.book();
    const chatId = chats.at(-1)?.chatId ?? '';
    const truth = chats.at(-1)?.messages.map(({ id }) => id) ?? [];
    const last = truth.at(-1);
    await simulator.until(() => record.messages.some((message) => message.id.id === last));
    const chat = await client.getChatById(chatId);
    const held = (await chat.fetchMessages({ limit: 1000 })).map(({ id }) => id.id);
    expect(held).toEqual(truth);
    const heard = record.messages.map(({ id }) => id.id).filter((id) => truth.includes(id));
    expect(new Set(heard).size).toBe(heard.length);
  });
});
