import whatsappWeb from 'whatsapp-web.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { ClientHome, closeClient } from '../../simulator/support/linked-client.ts';
import { WhatsAppSimulator } from '../../simulator/whatsapp-simulator.ts';

describe('linking and unlinking in the simulator', { timeout: 60_000 }, () => {
  let simulator: WhatsAppSimulator;
  let home: ClientHome;

  const start = async (options: SimulatorOptions = {}) => {
    simulator = await WhatsAppSimulator.start(options);
    home = await ClientHome.create(simulator);
  };
  const ana = () => simulator.customer('+34600111222', { name: 'Ana' });

  afterEach(async () => {
    await home.remove();
    await simulator.stop();
  });

  it('shows a QR, refreshes it, and accepts only the one that is offered', async () => {
    await start({ qrIntervalMs: 400, qrMaxRefs: 50 });
    await expect(simulator.phone.scan()).rejects.toMatchObject({ code: 'qr-not-offered' });
    const { record } = home.open();
    await simulator.until(() => record.qr.length >= 2, { timeoutMs: 30_000 });
    const [first = ''] = record.qr;
    expect(first.split(',')).toHaveLength(5);
    expect(new Set(record.qr).size).toBe(record.qr.length);
    await expect(simulator.phone.scan(first)).rejects.toMatchObject({ code: 'qr-expired' });
    await expect(simulator.phone.scan('x')).rejects.toMatchObject({ code: 'qr-malformed' });
    const linked = simulator.until('linked');
    // Two scans of what is shown at this instant would race with the refresh; the phone takes the current one.
    const deviceId = await simulator.phone.scan();
    expect((await linked).deviceId).toBe(deviceId);
    await simulator.until(() => record.ready === 1, { timeoutMs: 20_000 });
  });

  it('turns idle when the QRs run out', async () => {
    await start({ qrIntervalMs: 150, qrMaxRefs: 3 });
    const { client, record } = home.open();
    await simulator.until(() => record.qr.length > 0, { timeoutMs: 30_000 });
    await simulator.until(
      async () => (await client.getState()) === whatsappWeb.WAState.UNPAIRED_IDLE,
    );
    expect(record.qr.length).toBeLessThanOrEqual(3);
    await expect(simulator.phone.scan()).rejects.toMatchObject({ code: 'qr-not-offered' });
  });

  it('links by pairing code, and refuses more when limited', async () => {
    await start();
    const { client, record } = home.open();
    await simulator.until(() => record.qr.length > 0, { timeoutMs: 30_000 });
    await simulator.quirks.set({ pairingCodeRateLimited: true });
    await expect(client.requestPairingCode('34600000001')).rejects.toThrow(
      /IQErrorRateOverlimit|CompanionHello/,
    );
    await simulator.quirks.clear();
    const code = await client.requestPairingCode('34600000001');
    expect(record.codes).toContain(code);
    await simulator.phone.entersPairingCode(code);
    await simulator.until(() => record.ready === 1);
  });

  it('starts again without a QR, without events for what came meanwhile', async () => {
    await start();
    const first = await home.openReady();
    await closeClient(first.client);
    const id = await ana().says('while closed');
    const { client, record } = await home.openReady();
    expect(record.qr).toEqual([]);
    const fence = await ana().says('fence');
    await simulator.until(() => record.messages.some((message) => message.id.id === fence));
    expect(record.messages.map((message) => message.id.id)).toEqual([fence]);
    const chat = await client.getChatById('34600111222@c.us');
    const ids = (await chat.fetchMessages({ limit: 10 })).map((message) => message.id.id);
    expect([...ids].sort()).toEqual([id, fence].sort());
  });

  // Chromium writes localStorage lazily, so that a kill can lose it, as on the real page: tried again then.
  it('keeps the session when the browser is killed', async () => {
    await start();
    await closeClient((await home.openReady()).client);
    const { client } = await home.openReady();
    const gone = new Promise((resolve) => client.pupBrowser?.once('disconnected', resolve));
    client.pupBrowser?.process()?.kill('SIGKILL');
    await gone;
    await closeClient(client);
    const again = await home.openReady();
    expect(again.record.qr).toEqual([]);
  });

  it('is told of an unlink on the phone, and links again', async () => {
    await start();
    const { record } = await home.openReady();
    const qrs = record.qr.length;
    await simulator.phone.unlinks();
    await simulator.until(() => record.disconnected.includes('LOGOUT'));
    await simulator.until(() => record.qr.length > qrs, { timeoutMs: 20_000 });
    const ready = record.ready;
    await simulator.phone.scan(record.qr.at(-1));
    await simulator.until(() => record.ready > ready);
    const id = await ana().says('after linking again');
    await simulator.until(() => record.messages.some((message) => message.id.id === id));
  });

  it('logs out, and the device is gone from the phone', async () => {
    await start();
    const { client } = await home.openReady();
    const unlinked = simulator.until('unlinked');
    await client.logout();
    expect(await unlinked).toEqual({ by: 'app' });
    const { record } = home.open();
    await simulator.until(() => record.qr.length > 0, { timeoutMs: 30_000 });
  });
});
