import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatorClient } from '../../simulator/control/simulator-client.ts';
import type { SimulatorControl } from '../../simulator/control/simulator-control.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { PageStandIn } from '../../simulator/support/page-stand-in.ts';

describe.each(['in the process', 'over loopback'])('the control API %s', (where) => {
  let simulator: WhatsAppSimulator;
  let client: SimulatorClient | null = null;
  let control: SimulatorControl;

  beforeEach(async () => {
    simulator = await WhatsAppSimulator.start();
    client =
      where === 'over loopback'
        ? await SimulatorClient.connect(await simulator.openControl())
        : null;
    control = client ?? simulator;
  });

  afterEach(async () => {
    await client?.close();
    await simulator.stop();
  });

  const ana = () => control.customer('+34600111222', { name: 'Ana', addressing: 'lid' });

  it('knows the browser arguments', () => {
    expect(control.launchArgs()).toEqual(simulator.launchArgs());
    expect(control.launchArgs()).toHaveLength(2);
  });

  it('writes the book', async () => {
    const question = await ana().says('Do you have shoes? 👟', { at: 100 });
    const answer = await control.phone.says('+34600111222', 'Yes', { at: 101, quotes: question });
    const picture = await ana().sendsImage(Buffer.from('x'), { caption: 'these', at: 102 });
    await ana().reacts(answer, '👍');
    expect(await ana().receives()).toBe(1);
    expect(await ana().reads()).toBe(1);
    expect(await control.book()).toEqual({
      me: '34600000001@c.us',
      chats: [
        {
          chatId: '734600111222@lid',
          name: 'Ana',
          number: '+34600111222',
          unreadCount: 2,
          isArchived: false,
          isPinned: false,
          isBlocked: false,
          seenByApp: 0,
          messages: [
            {
              id: question,
              fromMe: false,
              body: 'Do you have shoes? 👟',
              t: 100,
              ack: 1,
              type: 'chat',
              reactions: {},
            },
            {
              id: answer,
              fromMe: true,
              body: 'Yes',
              t: 101,
              ack: 3,
              type: 'chat',
              quotedId: question,
              reactions: { '734600111222@lid': '👍' },
            },
            {
              id: picture,
              fromMe: false,
              body: 'these',
              t: 102,
              ack: 1,
              type: 'image',
              reactions: {},
            },
          ],
        },
      ],
    });
    expect(await control.phone.reads()).toBe(1);
    expect(await control.phone.reads('+34600111222')).toBe(0);
  });

  it('edits and revokes', async () => {
    const id = await ana().says('wromg');
    await ana().edits(id, 'wrong');
    expect((await control.message(id)).body).toBe('wrong');
    await ana().revokes(id);
    expect((await control.message(id)).type).toBe('revoked');
  });

  it('has groups', async () => {
    const group = await control.group('120363000000000001@g.us', 'Team', [ana()]);
    const id = await ana().says('hello all', { group });
    expect((await control.message(id)).author).toBe('734600111222@lid');
    expect((await control.book()).chats.map(({ name }) => name)).toContain('Team');
  });

  it('links a page and hears of it', async () => {
    const heard: string[] = [];
    control.on('linked', ({ deviceId }) => heard.push(deviceId));
    const page = await PageStandIn.connect(simulator);
    const offered = control.until('qrOffered');
    await page.ask('hello', { deviceId: null, lastSeq: null });
    const { ref } = await offered;
    const deviceId = await control.phone.scan(`${ref},a,b,c,1`);
    expect(heard).toEqual([deviceId]);
    expect(await control.status()).toEqual({
      linkedDevices: 1,
      onlineDevices: 1,
      isQrOffered: false,
    });
    const unlinked = control.until('unlinked', { matching: ({ by }) => by === 'phone' });
    await control.phone.unlinks();
    await unlinked;
  });

  it('says what went wrong with a code', async () => {
    await expect(control.phone.scan()).rejects.toMatchObject({
      name: 'SimulatorError',
      code: 'qr-not-offered',
    });
    await expect(control.phone.scan('a,b')).rejects.toMatchObject({ code: 'qr-malformed' });
    await expect(control.phone.scan('a,b,c,d,e')).rejects.toMatchObject({ code: 'qr-expired' });
    await expect(control.phone.entersPairingCode('X')).rejects.toMatchObject({
      code: 'unknown-pairing-code',
    });
    await expect(control.phone.says('+34999999999', 'x')).rejects.toMatchObject({
      code: 'nothing-known',
    });
    await expect(control.customer('nobody').says('x')).rejects.toMatchObject({
      code: 'bad-request',
    });
    await expect(ana().edits('nothing', 'x')).rejects.toMatchObject({ code: 'nothing-known' });
  });

  it('tells of a change of the book, once for many', async () => {
    let changes = 0;
    control.on('changed', () => (changes += 1));
    const changed = control.until('changed');
    const turns = Array.from({ length: 20 }, () => ({ from: 'customer' as const, text: 'x' }));
    await control.replay([{ id: 'a', turns }]);
    await changed;
    expect(changes).toBe(1);
  });

  it('waits with a limit', async () => {
    await expect(control.until('seen', { timeoutMs: 20 })).rejects.toMatchObject({
      code: 'timeout',
      message: 'no event seen within 20 ms',
    });
    await expect(
      control.until(() => false, { description: 'pigs fly', timeoutMs: 20 }),
    ).rejects.toThrow('not within 20 ms: pigs fly');
  });

  it.each(['', 'x'.repeat(64 * 1024), '👩🏽‍💻', 'שלום \u202eabc', 'a\u0000b', '\ud800 alone'])(
    'carries text number %# unharmed',
    async (text) => {
      expect((await control.message(await ana().says(text))).body).toBe(text);
    },
  );

  it('loads and replays dialogues', async () => {
    const dialogues = [
      { id: 'a', turns: [{ from: 'customer' as const, text: 'hi' }] },
      { id: 'b', turns: [{ from: 'customer' as const, text: 'hello' }] },
    ];
    expect(await control.load(dialogues, { startAt: 1 })).toMatchObject({ messages: 2 });
    expect(await control.replay(dialogues, { mode: 'same-instant' })).toMatchObject({
      customerTurns: 2,
      agentTurns: 0,
    });
    const { chats } = await control.book();
    expect(chats.map(({ messages }) => messages.length)).toEqual([2, 2]);
  });
});

describe('the loopback door', () => {
  it('opens with the token only, and not after the simulator has stopped', async () => {
    const simulator = await WhatsAppSimulator.start();
    const { url, token } = await simulator.openControl();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const wrong = { url, token: 'x'.repeat(token.length) };
    await expect(SimulatorClient.connect(wrong)).rejects.toMatchObject({ code: 'cannot-connect' });
    const client = await SimulatorClient.connect({ url, token });
    await simulator.stop();
    await expect(client.book()).rejects.toMatchObject({ code: 'cannot-connect' });
    await expect(SimulatorClient.connect({ url, token })).rejects.toMatchObject({
      code: 'cannot-connect',
    });
  });
});
