import { describe, expect, it } from 'vitest';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { ProfileUnreadableError } from '../../../src-main/whatsapp/vault/profile-unreadable-error.ts';
import { settle } from './support/manual-clock.ts';
import { account } from './support/scripted-client.ts';
import { KNOWN, OTHER, sessionDesk } from './support/session-desk.ts';

const desk = sessionDesk();

describe('restoring', () => {
  it('starts what is linked, and shows the rest as it is', async () => {
    const never = SessionId.parse('00000000-0000-4000-8000-00000000aaaa');
    const gone = SessionId.parse('00000000-0000-4000-8000-00000000bbbb');
    desk.vault.linked.add(KNOWN);
    await desk.manager.startAll([
      { sessionId: KNOWN, createdAt: 5, account },
      { sessionId: never, createdAt: 6 },
      { sessionId: gone, createdAt: 7, account: OTHER },
    ]);
    expect(desk.vault.recovered).toBe(1);
    expect(desk.clients).toHaveLength(1);
    expect(desk.manager.list().map(({ state }) => state)).toEqual([
      { kind: 'starting' },
      { kind: 'disconnected', reason: 'cancelled' },
      { kind: 'disconnected', reason: 'logged_out' },
    ]);
    expect(desk.manager.beingLinked()).toBeNull();
  });

  it('never shows a code: a session that asks for one is no longer linked', async () => {
    await desk.restore();
    desk.client().say({ kind: 'qr', qr: 'unasked' });
    await settle();
    expect(desk.kinds()).toEqual(['starting', 'disconnected']);
    expect(desk.changes.at(-1)).toMatchObject({
      state: { reason: 'unlinked_by_phone' },
      severity: 'warning',
    });
    expect(desk.client().calls).toEqual(['start', 'stop']);
    expect(desk.vault.wiped).toEqual([KNOWN]);
  });

  it('waits longer after every failure, two seconds to five minutes, without end', async () => {
    await desk.restore();
    const delays: number[] = [];
    for (let failure = 0; failure < 12; failure += 1) {
      desk.client().failStart(new AppError('whatsapp_not_connected', 'no network'));
      await settle();
      const { state } = desk.changes.at(-1) ?? {};
      if (state?.kind !== 'reconnecting' || state.retryAt === undefined)
        throw new Error('no retry');
      expect(state.attempt).toBe(failure + 1);
      delays.push(state.retryAt - desk.clock.now());
      await desk.clock.advance(state.retryAt - desk.clock.now());
    }
    expect(delays).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000,
      300_000,
    ]);
    expect(desk.clients).toHaveLength(13);
    expect(desk.clients.slice(0, -1).every(({ calls }) => calls.includes('stop'))).toBe(true);
  });

  it('starts with a short wait again after a connection that lasted a minute, not before', async () => {
    await desk.restore();
    desk.client().say({ kind: 'dead', why: 'crash' });
    await desk.clock.advance(2_000);
    desk.client().say({ kind: 'ready', account });
    await desk.clock.advance(59_000);
    desk.client().say({ kind: 'dead', why: 'crash' });
    expect(desk.changes.at(-1)?.state).toMatchObject({ kind: 'reconnecting', attempt: 2 });
    await desk.clock.advance(4_000);
    desk.client().say({ kind: 'ready', account });
    await desk.clock.advance(60_000);
    desk.client().say({ kind: 'dead', why: 'crash' });
    expect(desk.changes.at(-1)?.state).toMatchObject({ kind: 'reconnecting', attempt: 1 });
  });

  it('does not try again what only a person can mend', async () => {
    await desk.restore();
    desk.client().failStart(new AppError('keychain_unavailable', 'locked'));
    await desk.clock.advance(600_000);
    expect(desk.clients).toHaveLength(1);
    expect(desk.changes.at(-1)?.state).toEqual({ kind: 'failed', code: 'keychain_unavailable' });
  });

  it('asks for linking again when the sealed profile does not open', async () => {
    await desk.restore();
    desk.client().failStart(new ProfileUnreadableError(new Error('damaged')));
    await settle();
    expect(desk.changes.at(-1)?.state).toEqual({
      kind: 'disconnected',
      reason: 'unlinked_by_phone',
    });
    // What was put aside stays.
    expect(desk.vault.wiped).toEqual([]);
    await desk.manager.link(KNOWN);
    await settle();
    desk.client().say({ kind: 'qr', qr: 'again' });
    expect(desk.manager.beingLinked()?.sessionId).toBe(KNOWN);
  });
});

describe('an account that another desktop runs', () => {
  const known = { sessionId: KNOWN, createdAt: 1, account };

  async function start(): Promise<void> {
    desk.vault.linked.add(KNOWN);
    await desk.manager.startAll([known]);
    await settle();
  }

  it('is not started, and stands by', async () => {
    desk.admission = 'held_elsewhere';
    await start();
    expect(desk.clients.flatMap(({ calls }) => calls)).not.toContain('start');
    expect(desk.manager.list()).toMatchObject([
      { state: { kind: 'standby', reason: 'held_elsewhere' } },
    ]);
    expect(desk.kinds()).toEqual(['starting', 'standby']);
  });

  it('is started as soon as it may be', async () => {
    desk.admission = 'held_elsewhere';
    await start();
    desk.admission = 'granted';
    desk.manager.resume(KNOWN);
    await settle();
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.manager.connectedClient(KNOWN)).toBe(desk.client());
    expect(desk.readies).toEqual([account.whatsappId]);
  });

  it('is ended while it runs, and its link stays', async () => {
    await start();
    desk.client().say({ kind: 'ready', account });
    await settle();
    await desk.manager.standBy(KNOWN, 'held_elsewhere');
    expect(desk.client().calls).toEqual(['start', 'stop']);
    expect(desk.vault.wiped).toEqual([]);
    expect(desk.manager.connectedClient(KNOWN)).toBeNull();
    desk.manager.resume(KNOWN);
    await settle();
    expect(desk.clients).toHaveLength(2);
  });

  it('may be linked here, and stands by from then on; nothing is read of it', async () => {
    const { sessionId } = await desk.manager.link();
    await settle();
    desk.admission = 'held_elsewhere';
    desk.client().say({ kind: 'qr', qr: 'code' });
    desk.client().say({ kind: 'scanned' });
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.linked).toEqual([sessionId]);
    expect(desk.readies).toEqual([]);
    expect(desk.client().calls).toEqual(['start', 'stop']);
    expect(desk.manager.beingLinked()).toBeNull();
    expect(desk.changes.at(-1)).toMatchObject({ status: 'disconnected', account });
  });

  it('can be logged out while it stands by', async () => {
    desk.admission = 'held_elsewhere';
    await start();
    await desk.manager.logout(KNOWN);
    expect(desk.vault.wiped).toEqual([KNOWN]);
    expect(desk.manager.list()).toMatchObject([
      { state: { kind: 'disconnected', reason: 'logged_out' } },
    ]);
  });

  it('that has ended here is not brought back by a word about standing by', async () => {
    await start();
    desk.client().say({ kind: 'unlinked' });
    await settle();
    await desk.manager.standBy(KNOWN, 'held_elsewhere');
    desk.manager.resume(KNOWN);
    expect(desk.manager.list()).toMatchObject([{ state: { kind: 'disconnected' } }]);
    expect(desk.clients).toHaveLength(1);
  });
});

describe('an account that does not reconnect by itself', () => {
  it('stops where its connection fails, and connects when a person asks for it', async () => {
    desk.vault.linked.add(KNOWN);
    await desk.manager.startAll([
      { sessionId: KNOWN, createdAt: 5, account, autoReconnect: false },
    ]);
    await settle();
    desk.client().say({ kind: 'ready', account });
    desk.client().say({ kind: 'dead', why: 'the browser has ended' });
    await desk.clock.advance(600_000);
    expect(desk.clients).toHaveLength(1);
    expect(desk.manager.list()[0]).toMatchObject({
      autoReconnect: false,
      state: { kind: 'disconnected', reason: 'line_lost' },
    });
    await desk.manager.setAutoReconnect(KNOWN, true);
    await desk.manager.retry(KNOWN);
    await settle();
    desk.client().say({ kind: 'ready', account });
    desk.client().say({ kind: 'dead', why: 'the browser has ended' });
    await desk.clock.advance(10_000);
    expect(desk.clients).toHaveLength(3);
  });
});
