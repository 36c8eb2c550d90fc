import { describe, expect, it } from 'vitest';
import type { Session, SessionState } from '../../../../src-preload/contract/session.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createPairingStore,
  mayBeRefused,
  type PairingStore,
  startPairing,
} from '../../../../src-renderer/features/pairing/pairing-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleSession } from '../../../support/preview/sample-data.ts';
import { testDependencies, type TestDependencies, usualSettings } from '../samples.ts';

const qr: SessionState = { kind: 'qr', qr: 'code', generatedAt: 0, expiresAt: 20_000 };

interface Pairing extends TestDependencies {
  readonly store: PairingStore;
  readonly timesClosed: () => number;
}

async function openPairing(session: Session | null): Promise<Pairing> {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('session.beingLinked', () => succeed(session))
    .handle('settings.get', () => succeed(usualSettings))
    .handle('session.retry', () => succeed(null))
    .handle('session.cancelLink', () => succeed(null));
  let timesClosed = 0;
  const store = createPairingStore(dependencies, () => {
    timesClosed += 1;
  });
  startPairing(store, dependencies);
  await new Promise((resolve) => setTimeout(resolve, 0));
  return { ...dependencies, store, timesClosed: () => timesClosed };
}

function stateOf(store: PairingStore): string | undefined {
  return shownValue(store.getState().session)?.state.kind;
}

describe('how far back messages are fetched', () => {
  it('is as the settings say until it is chosen', async () => {
    const { bridge, store } = await openPairing(sampleSession(0, qr));
    expect(store.getState().historyDays).toBe(90);
    bridge.handle('settings.set', () => succeed({ ...usualSettings, historyDays: 7 }));
    await store.getState().setHistoryDays(7);
    expect(bridge.inputsOf('settings.set')).toEqual([{ historyDays: 7 }]);
    expect(store.getState().historyDays).toBe(7);
  });

  it('is what it was when the choice could not be kept', async () => {
    const { bridge, store, reported } = await openPairing(sampleSession(0, qr));
    bridge.handle('settings.set', () => fail('internal'));
    await store.getState().setHistoryDays(7);
    expect(store.getState().historyDays).toBe(90);
    expect(reported).toHaveLength(1);
  });
});

describe('linking with a number', () => {
  it('asks for a code with what was typed, and says beside the field why there is none', async () => {
    const session = sampleSession(0, qr);
    const { bridge, store, reported } = await openPairing(session);
    bridge.handle('session.linkByCode', () => fail('whatsapp_wait_hours'));
    await store.getState().choose('number');
    store.getState().setPhoneNumber('+34 600 111 222');
    await store.getState().requestCode();
    expect(bridge.inputsOf('session.linkByCode')).toEqual([
      { sessionId: session.sessionId, phoneNumber: '+34 600 111 222' },
    ]);
    expect(store.getState().codeFailure?.code).toBe('whatsapp_wait_hours');
    expect(reported).toEqual([]);
    store.getState().setPhoneNumber('+34 600 111 223');
    expect(store.getState().codeFailure).toBeNull();
  });

  it('goes back to QR codes when a code is on show', async () => {
    const session = sampleSession(0, { kind: 'pairing_code', code: 'ABCD1234', generatedAt: 0 });
    const { bridge, store } = await openPairing(session);
    await store.getState().choose('qr');
    expect(bridge.inputsOf('session.retry')).toEqual([{ sessionId: session.sessionId }]);
  });

  it('knows the browsers as soon as WhatsApp asks for a passkey, and links in the chosen one', async () => {
    const session = sampleSession(0, qr);
    const { bridge, store } = await openPairing(session);
    bridge
      .handle('session.browsers', () => succeed(['own', 'edge']))
      .handle('session.linkInWindow', () => succeed(null));
    bridge.emit('session.changed', { ...session, state: { kind: 'passkey_needed' } });
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(shownValue(store.getState().browsers)).toEqual(['own', 'edge']);
    await store.getState().linkInWindow('edge');
    expect(bridge.inputsOf('session.linkInWindow')).toEqual([
      { sessionId: session.sessionId, browser: 'edge' },
    ]);
  });
});

describe('a phone that refuses because four devices are linked', () => {
  const minute = 60_000;

  it('is thought of when codes have come and gone for a minute and nothing has happened', async () => {
    const session = sampleSession(0, qr);
    const { bridge, store } = await openPairing(session);
    const likelyAt = (now: number): boolean => mayBeRefused(store.getState(), now);
    const later = { ...session, state: { ...qr, qr: 'next', generatedAt: 45_000 } };
    bridge.emit('session.changed', later);
    expect(likelyAt(minute - 1)).toBe(false);
    expect(likelyAt(minute)).toBe(true);
    bridge.emit('session.changed', { ...session, state: { kind: 'authenticating' } });
    expect(likelyAt(10 * minute)).toBe(false);
  });

  it('is thought of anew for a code to type', async () => {
    const session = sampleSession(0, qr);
    const { bridge, store } = await openPairing(session);
    const state = { kind: 'pairing_code', code: 'ABCD1234', generatedAt: 50_000 } as const;
    bridge.emit('session.changed', { ...session, state });
    expect(mayBeRefused(store.getState(), 100_000)).toBe(false);
    expect(mayBeRefused(store.getState(), 110_000)).toBe(true);
  });
});

describe('the pairing store', () => {
  it('follows the account that is being linked, and no other', async () => {
    const session = sampleSession(0, qr);
    const { bridge, store } = await openPairing(session);
    expect(stateOf(store)).toBe('qr');
    bridge.emit('session.changed', sampleSession(1, { kind: 'banned' }));
    expect(stateOf(store)).toBe('qr');
    bridge.emit('session.changed', { ...session, state: { kind: 'authenticating' } });
    expect(stateOf(store)).toBe('authenticating');
  });

  it('asks again what is being linked when something begins', async () => {
    const { bridge, store } = await openPairing(null);
    const session = sampleSession(0, { kind: 'starting' });
    bridge.handle('session.beingLinked', () => succeed(session));
    bridge.emit('session.changed', session);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(stateOf(store)).toBe('starting');
  });

  it('asks for a new code and gives up for the account at hand', async () => {
    const session = sampleSession(0, { kind: 'qr_expired' });
    const { bridge, store, timesClosed } = await openPairing(session);
    await store.getState().retry();
    await store.getState().cancel();
    const { sessionId } = session;
    expect(bridge.inputsOf('session.retry')).toEqual([{ sessionId }]);
    expect(bridge.inputsOf('session.cancelLink')).toEqual([{ sessionId }]);
    expect(timesClosed()).toBe(0);
  });

  it('closes its window itself only where there is nothing to give up', async () => {
    const { bridge, store, timesClosed } = await openPairing(null);
    await store.getState().cancel();
    expect(timesClosed()).toBe(1);
    expect(bridge.inputsOf('session.cancelLink')).toEqual([]);
  });

  it('links an account again after it ended, and reports when that fails', async () => {
    const session = sampleSession(0, { kind: 'disconnected', reason: 'unlinked_by_phone' });
    const { bridge, store, reported } = await openPairing(session);
    bridge.handle('session.link', () => succeed({ ...session, state: { kind: 'starting' } }));
    await store.getState().linkAgain();
    expect(stateOf(store)).toBe('starting');
    bridge.handle('session.link', () => fail('whatsapp_failed'));
    await store.getState().linkAgain();
    expect(reported).toHaveLength(1);
    expect(store.getState().busy).toBe(false);
  });
});
