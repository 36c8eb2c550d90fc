import { afterEach, describe, expect, it } from 'vitest';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
afterEach(() => desk.remove());

describe('linking an account', () => {
  it('shows a code, notices the scan, loads and is ready with the account', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    await recorded.client.start();
    const { qr } = await recorded.next('qr');
    expect(qr.split(',')).toHaveLength(5);

    await desk.simulator.phone.scan(qr);
    const { account } = await recorded.next('ready');

    expect(account).toEqual({
      whatsappId: '34600000001@c.us',
      phoneNumber: '34600000001',
      pushname: 'Corner Shop',
      platform: 'smba',
    });
    const kinds = recorded.events.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== 'loading')).toEqual(['qr', 'scanned', 'ready']);
    expect(recorded.all('loading').at(-1)).toEqual({ kind: 'loading', percent: 100 });
    expect(await recorded.client.probe()).toBe('connected');
  });

  it('shows each new code once, then says that they ran out, and gets new ones when asked', async () => {
    desk = await TestDesk.create({ qrIntervalMs: 300, qrMaxRefs: 3 });
    const recorded = desk.recorded();
    await recorded.client.start();
    await recorded.next('qr_expired');
    const codes = recorded.all('qr').map(({ qr }) => qr);
    expect(codes).toHaveLength(3);
    expect(new Set(codes).size).toBe(3);

    const before = recorded.events.length;
    // By itself it shows nothing more.
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(recorded.events).toHaveLength(before);
    await recorded.client.refreshQr();
    const { qr } = await recorded.next('qr', before);
    expect(codes).not.toContain(qr);
    await desk.simulator.phone.scan(qr);
    await recorded.next('ready');
  });

  it('is ready once, however often WhatsApp says that it has synchronised', async () => {
    desk = await TestDesk.create({ quirks: { doubleSync: 3 } });
    const recorded = await desk.ready();
    await desk.simulator.customer('34600111222').says('once');
    await recorded.message('once');
    expect(recorded.all('ready')).toHaveLength(1);
    expect(recorded.messages.map(({ content }) => content)).toEqual(['once']);
  });

  it('is ready although WhatsApp synchronised before anybody listened', async () => {
    desk = await TestDesk.create();
    const first = await desk.ready();
    await first.client.stop();
    await desk.simulator.quirks.set({ instantSync: true });
    const again = await desk.ready();
    expect(again.all('qr')).toEqual([]);
    await desk.simulator.customer('34600111222').says('heard');
    await again.message('heard');
  });

  it('survives that the page loads itself anew right after the scan', async () => {
    desk = await TestDesk.create({ quirks: { reloadAfterPair: true } });
    const recorded = await desk.ready();
    await desk.simulator.customer('34600111222').says('after the reload');
    await recorded.message('after the reload');
    expect(recorded.messages).toHaveLength(1);
  });

  it('forgets the device at WhatsApp and the profile here when it logs out', async () => {
    desk = await TestDesk.create();
    const recorded = await desk.ready();
    const unlinked = desk.simulator.until('unlinked');
    await recorded.client.logout();
    expect(await unlinked).toEqual({ by: 'app' });
    expect(desk.plainProfiles()).toEqual([]);
    expect(await desk.vault.isLinked(desk.sessionId)).toBe(false);
    expect(recorded.all('unlinked')).toEqual([]);
  });

  it('goes by a code that is typed on the phone', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    await recorded.client.start();
    await recorded.next('qr');
    await recorded.client.requestPairingCode('34600000001');
    const { code } = await recorded.next('pairing_code');
    expect(code).toMatch(/^[A-Z0-9]{8}$/);
    await desk.simulator.phone.entersPairingCode(code);
    const { account } = await recorded.next('ready');
    expect(account.phoneNumber).toBe('34600000001');
    const kinds = recorded.events.map(({ kind }) => kind).filter((kind) => kind !== 'loading');
    expect(kinds).toEqual(['qr', 'pairing_code', 'scanned', 'ready']);
  });

  it('goes back from a code to type to one to scan', async () => {
    desk = await TestDesk.create();
    const recorded = desk.recorded();
    await recorded.client.start();
    await recorded.next('qr');
    await recorded.client.requestPairingCode('34600000001');
    const { code } = await recorded.next('pairing_code');
    const before = recorded.events.length;
    await recorded.client.refreshQr();
    const { qr } = await recorded.next('qr', before);
    await desk.simulator.phone.scan(qr);
    await recorded.next('ready');
    await expect(desk.simulator.phone.entersPairingCode(code)).rejects.toThrow();
  });

  it('says that one has to wait when WhatsApp gives no more codes, and the QR code still works', async () => {
    desk = await TestDesk.create({ quirks: { pairingCodeRateLimited: true } });
    const recorded = desk.recorded();
    await recorded.client.start();
    const { qr } = await recorded.next('qr');
    await expect(recorded.client.requestPairingCode('34600000001')).rejects.toMatchObject({
      code: 'whatsapp_wait_hours',
    });
    expect(recorded.all('pairing_code')).toEqual([]);
    await desk.simulator.phone.scan(qr);
    await recorded.next('ready');
  });

  it('hears nothing when the phone has four devices already, and is linked once it has room', async () => {
    desk = await TestDesk.create({ quirks: { devicesFull: true } });
    const recorded = desk.recorded();
    await recorded.client.start();
    const { qr } = await recorded.next('qr');
    await expect(desk.simulator.phone.scan(qr)).rejects.toMatchObject({ code: 'devices-full' });
    await recorded.client.requestPairingCode('34600000001');
    const { code } = await recorded.next('pairing_code');
    await expect(desk.simulator.phone.entersPairingCode(code)).rejects.toMatchObject({
      code: 'devices-full',
    });
    expect(recorded.events.map(({ kind }) => kind)).toEqual(['qr', 'pairing_code']);
    await desk.simulator.quirks.clear();
    await desk.simulator.phone.entersPairingCode(code);
    await recorded.next('ready');
  });

  it('gives up a code that never comes', { timeout: 40_000 }, async () => {
    desk = await TestDesk.create({ quirks: { pairingCodeHangs: true } });
    const recorded = desk.recorded();
    await recorded.client.start();
    await recorded.next('qr');
    await expect(recorded.client.requestPairingCode('34600000001')).rejects.toMatchObject({
      code: 'whatsapp_not_connected',
    });
  });

  it('says when WhatsApp asks for a passkey, which nobody can give in a hidden window', async () => {
    desk = await TestDesk.create({ quirks: { asksForPasskey: true } });
    const recorded = desk.recorded();
    await recorded.client.start();
    await desk.simulator.phone.scan((await recorded.next('qr')).qr);
    await recorded.next('passkey_needed');
    expect(recorded.all('ready')).toEqual([]);
    // Nor has the phone a device more.
    expect(await desk.simulator.status()).toMatchObject({ linkedDevices: 0, onlineDevices: 0 });
  });
});
