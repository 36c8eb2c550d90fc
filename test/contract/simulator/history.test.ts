import { afterEach, describe, expect, it } from 'vitest';
import type { Client } from 'whatsapp-web.js';
import { readDialogues } from '../../simulator/control/dialogues.ts';
import { SimulatorClient } from '../../simulator/control/simulator-client.ts';
import type { SimulatorControl } from '../../simulator/control/simulator-control.ts';
import { ClientHome } from '../../simulator/support/linked-client.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';

const fixture = new URL('../../fixtures/order-dialogues-sample.jsonl', import.meta.url);
const anaId = '34600111222@c.us';

async function stanzaIds(client: Client, chatId: string, limit: number): Promise<string[]> {
  const chat = await client.getChatById(chatId);
  return (await chat.fetchMessages({ limit })).map(({ id }) => id.id);
}

async function trueIds(control: SimulatorControl, chatId: string): Promise<string[]> {
  const chat = (await control.book()).chats.find((candidate) => candidate.chatId === chatId);
  return (chat?.messages ?? []).map(({ id }) => id);
}

describe('history in the simulator', { timeout: 60_000 }, () => {
  let simulator: WhatsAppSimulator;
  let home: ClientHome;

  const start = async () => {
    simulator = await WhatsAppSimulator.start();
    home = await ClientHome.create(simulator);
  };

  afterEach(async () => {
    await home.remove();
    await simulator.stop();
  });

  it('pages through 2,000 messages quickly and in true order', async () => {
    await start();
    const ana = simulator.customer('+34600111222');
    for (let index = 0; index < 2_000; index += 1) {
      await ana.says(`m${index}`, { at: 1_700_000_000 + index });
    }
    const { client } = await home.openReady();
    const before = performance.now();
    // More than there are, so that the library does not sort: its order of one second is wrong.
    const ids = await stanzaIds(client, anaId, 5_000);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(ids).toEqual(await trueIds(simulator, anaId));
  });

  it('pages through messages of one second without loss', async () => {
    await start();
    const ana = simulator.customer('+34600111222');
    for (let index = 0; index < 95; index += 1) await ana.says(`m${index}`, { at: 1_700_000_000 });
    const { client } = await home.openReady();
    expect(await stanzaIds(client, anaId, 1_000)).toEqual(await trueIds(simulator, anaId));
    // A second look finds the same, in the order of the chat.
    expect(await stanzaIds(client, anaId, 1_000)).toEqual(await trueIds(simulator, anaId));
  });

  it('finds a message that came late and belongs far back', async () => {
    await start();
    const ana = simulator.customer('+34600111222');
    for (let index = 0; index < 70; index += 1) {
      await ana.says(`m${index}`, { at: 1_700_000_000 + index });
    }
    const { client, record } = await home.openReady();
    const late = await ana.says('late', { at: 1_700_000_010 });
    await simulator.until(() => record.messages.some(({ id }) => id.id === late));
    const ids = await stanzaIds(client, anaId, 1_000);
    expect([...ids].sort()).toEqual([...(await trueIds(simulator, anaId))].sort());
  });

  it('starts with 1,000 chats, of which it gets one message each', async () => {
    await start();
    const [sample] = await readDialogues(fixture);
    if (sample === undefined) throw new Error('the fixture is empty');
    await simulator.load(Array.from({ length: 1_000 }, () => sample));
    const { client } = await home.openReady();
    const chats = await client.getChats();
    expect(chats).toHaveLength(1_000);
    expect(chats.every((chat) => chat.lastMessage.body === sample.turns.at(-1)?.text)).toBe(true);
  });

  it('loads the fixture and replays it live, driven over loopback', async () => {
    await start();
    const remote = await SimulatorClient.connect(await simulator.openControl());
    const dialogues = await readDialogues(fixture);
    const counts = await remote.load(dialogues);
    expect(counts).toEqual({
      dialogues: 40,
      messages: 176,
      customerTurns: 90,
      agentTurns: 86,
    });
    const remoteHome = await ClientHome.create(remote);
    try {
      const { client, record } = await remoteHome.openReady();
      const chats = await client.getChats();
      expect(chats).toHaveLength(40);
      expect(chats.every(({ unreadCount }) => unreadCount === 0)).toBe(true);
      for (const mode of ['interleaved', 'same-instant'] as const) {
        const heardBefore = record.created.length;
        const before = new Set((await remote.book()).chats.flatMap(idsOf));
        expect((await remote.replay(dialogues, { mode })).messages).toBe(176);
        await remote.until(() => record.created.length >= heardBefore + 176);
        const heard = record.created.slice(heardBefore);
        const truth = (await remote.book()).chats.flatMap(idsOf).filter((id) => !before.has(id));
        expect(heard.map(({ id }) => id.id).sort()).toEqual(truth.sort());
        expect(heard.filter(({ fromMe }) => !fromMe)).toHaveLength(90);
      }
      for (const { chatId } of (await remote.book()).chats.slice(0, 5)) {
        const ids = await stanzaIds(client, chatId, 1_000);
        expect(ids).toEqual(await trueIds(remote, chatId));
      }
    } finally {
      await remoteHome.remove();
      await remote.close();
    }
  });
});

function idsOf({ messages }: { messages: readonly { id: string }[] }): string[] {
  return messages.map(({ id }) => id);
}
