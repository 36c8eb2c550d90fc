import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { settle } from './support/manual-clock.ts';
import { account } from './support/scripted-client.ts';
import { KNOWN, OTHER, sessionDesk } from './support/session-desk.ts';

const desk = sessionDesk();

describe('linking', () => {
  it('goes from the code to the connection, and tells each step once', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    desk.client().say({ kind: 'qr', qr: 'second' });
    desk.client().say({ kind: 'scanned' });
    desk.client().say({ kind: 'loading', percent: 10 });
    desk.client().say({ kind: 'loading', percent: 90 });
    expect(desk.manager.beingLinked()?.sessionId).toBe(sessionId);
    desk.client().say({ kind: 'ready', account });

    expect(desk.kinds()).toEqual([
      'starting',
      'qr',
      'qr',
      'authenticating',
      'syncing',
      'connected',
    ]);
    expect(desk.changes.map(({ eventType }) => eventType)).toEqual([
      'initializing',
      'qr_generated',
      'qr_generated',
      'authenticating',
      'syncing',
      'connected',
    ]);
    expect(desk.changes.at(-1)).toMatchObject({ account, status: 'connected', severity: 'info' });
    // Progress is shown, but is no row.
    expect(desk.changed.filter(({ state }) => state.kind === 'syncing')).toHaveLength(2);
    expect(desk.manager.list()).toEqual([
      {
        sessionId,
        pushname: 'Corner Shop',
        phoneNumber: '+34600000001',
        createdAt: 1_000_000,
        autoReconnect: true,
        phoneSeenAt: 1_000_000,
        state: { kind: 'connected', since: 1_000_000 },
      },
    ]);
    expect(desk.manager.beingLinked()).toBeNull();
    expect(desk.linked).toEqual([sessionId]);
    expect(desk.manager.connectedClient(sessionId)).toBe(desk.client());
  });

  it('says when each code runs out: the first stands for a minute, the others for twenty seconds', async () => {
    await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    expect(desk.manager.beingLinked()?.state).toEqual({
      kind: 'qr',
      qr: 'first',
      generatedAt: 1_000_000,
      expiresAt: 1_060_000,
    });
    desk.client().say({ kind: 'qr', qr: 'second' });
    expect(desk.manager.beingLinked()?.state).toMatchObject({ qr: 'second', expiresAt: 1_020_000 });
  });

  it('asks for new codes only when told to', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    desk.client().say({ kind: 'qr_expired' });
    await desk.clock.advance(600_000);
    expect(desk.client().calls).toEqual(['start']);
    await desk.manager.retry(sessionId);
    expect(desk.client().calls).toEqual(['start', 'refreshQr']);
  });

  it('is one at a time: asked again, it answers with the unfinished one', async () => {
    const first = await desk.manager.link();
    const second = await desk.manager.link(KNOWN);
    expect(second.sessionId).toBe(first.sessionId);
    expect(desk.clients).toHaveLength(1);
  });

  it('is refused without a keychain, and nothing is begun', async () => {
    desk.vault.available = false;
    await expect(desk.manager.link()).rejects.toMatchObject({ code: 'keychain_unavailable' });
    expect(desk.clients).toEqual([]);
    expect(desk.manager.list()).toEqual([]);
  });

  it('can be given up: the browser ends, then the profile is wiped', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    await desk.manager.cancelLink(sessionId);
    expect(desk.client().calls).toEqual(['start', 'stop']);
    expect(desk.vault.wiped).toEqual([sessionId]);
    expect(desk.changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'cancelled' });
    expect(desk.manager.beingLinked()).toBeNull();
  });

  it('waits for a person when it fails before the scan, and starts again when told to', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().failStart(new AppError('whatsapp_not_connected', 'no network'));
    await settle();
    expect(desk.manager.beingLinked()?.state).toEqual({
      kind: 'failed',
      code: 'whatsapp_not_connected',
    });
    await desk.clock.advance(600_000);
    expect(desk.clients).toHaveLength(1);
    await desk.manager.retry(sessionId);
    await settle();
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'qr', qr: 'again' });
    expect(desk.manager.beingLinked()?.state.kind).toBe('qr');
  });

  it('goes on by itself when the browser dies after the scan', async () => {
    await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    desk.client().say({ kind: 'scanned' });
    desk.client().say({ kind: 'dead', why: 'crash' });
    await desk.clock.advance(2_000);
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'ready', account });
    expect(desk.kinds().at(-1)).toBe('connected');
    expect(desk.linked).toHaveLength(1);
  });

  it('of an account that runs here already unlinks the new one and says so', async () => {
    const first = await desk.linkNew();
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.changes.at(-1)).toMatchObject({
      sessionId,
      state: { kind: 'failed', code: 'whatsapp_refused' },
      severity: 'error',
    });
    expect(desk.client().calls).toEqual(['start', 'logout', 'stop']);
    expect(desk.vault.wiped).toEqual([sessionId]);
    expect(desk.readies).toHaveLength(1);
    expect(desk.manager.connectedClient(first)).toBe(desk.clients[0]);
  });

  it('of another account than the session had before is refused in the same way', async () => {
    const sessionId = await desk.linkNew();
    desk.client().say({ kind: 'unlinked' });
    await settle();
    await desk.manager.link(sessionId);
    await settle();
    desk.client().say({ kind: 'ready', account: OTHER });
    await settle();
    expect(desk.changes.at(-1)?.state).toEqual({ kind: 'failed', code: 'whatsapp_refused' });
    expect(desk.client().calls).toContain('logout');
  });

  it('of two different accounts gives two sessions', async () => {
    await desk.linkNew();
    await desk.linkNew(OTHER);
    expect(desk.manager.list().map(({ state }) => state.kind)).toEqual(['connected', 'connected']);
  });
});

describe('linking by a code', () => {
  it('shows the code in the place of the QR codes, which WhatsApp goes on making', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    await desk.manager.linkByCode(sessionId, '34600000001');
    desk.client().say({ kind: 'qr', qr: 'second' });
    desk.client().say({ kind: 'qr_expired' });
    expect(desk.manager.beingLinked()?.state).toEqual({
      kind: 'pairing_code',
      code: 'ABCD1234',
      generatedAt: desk.clock.now(),
    });
    desk.client().say({ kind: 'scanned' });
    desk.client().say({ kind: 'ready', account });
    expect(desk.kinds()).toEqual(['starting', 'qr', 'pairing_code', 'authenticating', 'connected']);
    expect(JSON.stringify(desk.changes.map(({ message }) => message))).not.toContain('ABCD1234');
  });

  it('goes back to QR codes when asked', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'first' });
    await desk.manager.linkByCode(sessionId, '34600000001');
    await desk.manager.retry(sessionId);
    expect(desk.client().calls).toEqual(['start', 'code for 34600000001', 'refreshQr']);
    desk.client().say({ kind: 'qr', qr: 'second' });
    expect(desk.manager.beingLinked()?.state).toMatchObject({ kind: 'qr', qr: 'second' });
  });

  it('is refused where nothing waits to be linked', async () => {
    const sessionId = await desk.linkNew();
    await expect(desk.manager.linkByCode(sessionId, '34600000001')).rejects.toMatchObject({
      code: 'not_ready',
    });
  });
});

describe('an account that WhatsApp asks for a passkey', () => {
  it('says so, is linked in a window, and goes on without it', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.client().say({ kind: 'qr', qr: 'code' });
    desk.client().say({ kind: 'passkey_needed' });
    expect(desk.manager.beingLinked()?.state).toEqual({ kind: 'passkey_needed' });

    await desk.manager.linkInWindow(sessionId);
    await settle();
    expect(desk.looks).toEqual([{ inWindow: false }, { inWindow: true }]);
    desk.client().say({ kind: 'qr', qr: 'in the window' });
    // It is given there: nothing is to be done here.
    desk.client().say({ kind: 'passkey_needed' });
    expect(desk.manager.beingLinked()?.state.kind).toBe('qr');
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.linked).toEqual([sessionId]);
    expect(desk.looks.at(-1)).toEqual({ inWindow: false });
    expect(desk.readies).toEqual([]);
    expect(desk.manager.list()[0]?.state).toEqual({ kind: 'starting', reason: 'hidden' });
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.readies).toEqual([account.whatsappId]);
    expect(desk.manager.list()[0]?.state.kind).toBe('connected');
    expect(desk.clients.slice(0, -1).every(({ calls }) => calls.includes('stop'))).toBe(true);
  });
});
