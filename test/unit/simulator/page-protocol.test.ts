import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';
import { PageStandIn } from '../../simulator/support/page-stand-in.ts';

const fromPage = (id: string, body = 'hi') => ({
  key: { fromMe: true, remote: '34600111222@c.us', id },
  from: '34600000001@c.us',
  to: '34600111222@c.us',
  type: 'chat',
  body,
  t: 5,
  ack: 0,
});

describe('the protocol between page and server', () => {
  let simulator: WhatsAppSimulator;
  let page: PageStandIn;

  const ana = () => simulator.customer('+34600111222', { name: 'Ana' });

  beforeEach(async () => {
    simulator = await WhatsAppSimulator.start({ autoAck: { serverMs: 0, deviceMs: 0 } });
    await ana().says('before');
    page = await PageStandIn.connect(simulator);
  });

  afterEach(async () => {
    await simulator.stop();
  });

  const link = async () => {
    await page.ask('hello', { deviceId: null, lastSeq: null });
    return simulator.phone.scan();
  };

  it('greets a stranger with a QR and a linked page with the whole picture', async () => {
    const welcome = await page.ask('hello', { deviceId: null, lastSeq: null });
    expect(welcome.status).toBe('unpaired');
    const deviceId = await simulator.phone.scan();
    const again = await PageStandIn.connect(simulator);
    const fresh = await again.ask('hello', { deviceId, lastSeq: null });
    expect(fresh.status === 'fresh' && fresh.bootstrap.messages.map(({ body }) => body)).toEqual([
      'before',
    ]);
    const unknown = await again.ask('hello', { deviceId: 'somebody', lastSeq: null });
    expect(unknown.status).toBe('unauthorized');
  });

  it('answers a page that comes back with exactly what it missed', async () => {
    const deviceId = await link();
    await ana().says('heard');
    await simulator.until(() => page.entries().length === 1);
    const lastSeq = page.entries()[0]?.seq ?? null;
    await page.close();
    const missed = await ana().says('missed');
    await ana().edits(missed, 'missed and edited');
    const again = await PageStandIn.connect(simulator);
    const welcome = await again.ask('hello', { deviceId, lastSeq });
    expect(welcome.status === 'resumed' && welcome.missed.map(({ event }) => event)).toEqual([
      'message',
      'edit',
    ]);
    await ana().says('live');
    await simulator.until(() => again.entries().length === 1);
    expect(again.entries()[0]?.seq).toBe((lastSeq ?? 0) + 3);
  });

  it('takes a message once, however often the page sends it, and does not echo it', async () => {
    await link();
    const outgoing: string[] = [];
    simulator.on('outgoing', ({ message }) => outgoing.push(message.id));
    await page.ask('send', { message: fromPage('3EB0A') });
    await page.ask('send', { message: fromPage('3EB0A') });
    await simulator.until(() => page.entries().some(({ event }) => event === 'ack'));
    expect(outgoing).toEqual(['3EB0A']);
    expect(page.entries().filter(({ event }) => event === 'message')).toEqual([]);
    const [chat] = (await simulator.book()).chats;
    expect(chat?.messages.filter(({ fromMe }) => fromMe)).toHaveLength(1);
  });

  it('tells a second linked page of what the first one sends', async () => {
    await link();
    const other = await PageStandIn.connect(simulator);
    await other.ask('hello', { deviceId: null, lastSeq: null });
    await simulator.phone.scan();
    await page.ask('send', { message: fromPage('3EB0A') });
    await simulator.until(() => other.entries().some(({ event }) => event === 'message'));
  });

  it('refuses what does not fit the protocol, and goes on', async () => {
    await link();
    await expect(page.askAnything('send', { message: { body: 1 } })).rejects.toThrow('Invalid');
    await expect(page.askAnything('constructor', {})).rejects.toThrow('unknown method');
    await expect(page.ask('edit', { id: 'nothing', text: 'x' })).rejects.toThrow('no message');
    expect(await page.ask('presence', { available: true })).toBeNull();
  });

  it('cuts pages off and lets them in again', async () => {
    await link();
    await simulator.network.drop();
    await simulator.until(() => !page.isOpen);
    await expect(PageStandIn.connect(simulator)).rejects.toThrow();
    await simulator.network.restore();
    expect((await PageStandIn.connect(simulator)).isOpen).toBe(true);
  });

  it('forgets a device that was unlinked', async () => {
    const deviceId = await link();
    await simulator.phone.unlinks();
    const again = await PageStandIn.connect(simulator);
    expect((await again.ask('hello', { deviceId, lastSeq: null })).status).toBe('unauthorized');
    await ana().says('not for you');
    expect(again.entries()).toEqual([]);
  });

  it('sends a browser everywhere but nowhere else', () => {
    const [rules = '', pin = ''] = simulator.launchArgs();
    expect(rules).toContain('MAP * ~NOTFOUND');
    expect(pin).toMatch(/^--ignore-certificate-errors-spki-list=[A-Za-z0-9+/]{43}=$/);
  });
});
