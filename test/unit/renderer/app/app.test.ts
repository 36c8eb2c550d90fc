import { describe, expect, it } from 'vitest';
import type { AppState, Health } from '../../../../src-preload/contract/app.ts';
import { BridgeFailure } from '../../../../src-renderer/bridge/bridge-failure.ts';
import { createAppStore, screenOf, startApp } from '../../../../src-renderer/app/app-store.ts';
import { createStores, startWindow, startWork } from '../../../../src-renderer/app/stores.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { createSampleBridge, sampleUser } from '../../../support/preview/sample-bridge.ts';
import { sampleSession } from '../../../support/preview/sample-data.ts';
import { testDependencies } from '../samples.ts';

const ready: AppState = { phase: 'ready', user: sampleUser };
const starting: AppState = { phase: 'starting', progress: { step: 'connecting' } };
const up: Health = { mongo: 'up', postgres: 'up', keychain: 'up', waiting: 0, setAside: 0 };

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('the screen of the main window', () => {
  it('follows the phase', () => {
    const stateFailure = null;
    expect(screenOf({ state: null, stateFailure, inFirstRun: false })).toBe('starting');
    expect(screenOf({ state: ready, stateFailure, inFirstRun: false })).toBe('ready');
  });

  it('stays in the wizard while the app starts for the first time, until it is left', () => {
    const store = createAppStore(testDependencies());
    store.getState().receiveState({ phase: 'first_run' });
    store.getState().receiveState(starting);
    store.getState().receiveState(ready);
    expect(screenOf(store.getState())).toBe('first_run');
    store.getState().finishFirstRun();
    expect(screenOf(store.getState())).toBe('ready');
  });

  it('says so when not even the state can be read', () => {
    const stateFailure = new BridgeFailure('app.state', {
      code: 'internal',
      retryable: true,
      reference: '1',
    });
    expect(screenOf({ state: null, stateFailure, inFirstRun: false })).toBe('unreachable');
  });

  it('does not go back to an older state when an event overtakes the answer', async () => {
    const dependencies = testDependencies();
    dependencies.bridge
      .handle('app.state', async () => {
        await settle();
        return succeed(starting);
      })
      .handle('app.health', () => succeed(up));
    const store = createAppStore(dependencies);
    startApp(store, dependencies);
    dependencies.bridge.emit('app.stateChanged', ready);
    await settle();
    await settle();
    expect(store.getState().state).toEqual(ready);
  });
});

describe('the stores together', () => {
  function window(appState: AppState) {
    const bridge = createSampleBridge({
      filling: 'full',
      theme: 'light',
      language: 'en',
      now: 1_800_000_000_000,
      accounts: [],
      appState,
      isTroubled: false,
      delay: 0,
    });
    const dependencies = { bridge, reportFailure: () => undefined };
    return { bridge, dependencies, stores: createStores(dependencies) };
  }

  it('end the wizard when the phone has scanned the code', async () => {
    const { bridge, dependencies, stores } = window({ phase: 'first_run' });
    startWindow(stores, dependencies);
    startWork(stores, dependencies);
    await settle();
    stores.firstRun.setState({ step: 'link' });
    const scanned = sampleSession(0, { kind: 'authenticating' });
    bridge.emit('session.changed', scanned);
    expect(stores.app.getState().inFirstRun).toBe(true);
    bridge.emit('session.changed', { ...scanned, state: { kind: 'syncing', percent: 3 } });
    expect(stores.app.getState().inFirstRun).toBe(false);
  });

  it('fetch what is shown again when the databases are back, and nothing that never was', async () => {
    const { bridge, dependencies, stores } = window(ready);
    startWindow(stores, dependencies);
    startWork(stores, dependencies);
    await stores.leads.getState().load();
    await settle();
    bridge.emit('app.healthChanged', { ...up, postgres: 'down' });
    await settle();
    expect(bridge.inputsOf('conversation.list')).toHaveLength(1);
    bridge.emit('app.healthChanged', up);
    await settle();
    expect(bridge.inputsOf('conversation.list')).toHaveLength(2);
    expect(bridge.inputsOf('lead.totals')).toHaveLength(2);
    expect(bridge.inputsOf('contact.list')).toHaveLength(0);
  });

  it('fetch nothing twice when the databases come up with the app', async () => {
    const { bridge, dependencies, stores } = window(starting);
    bridge.handle('app.health', () => succeed({ ...up, mongo: 'down', postgres: 'down' }));
    startWindow(stores, dependencies);
    await settle();
    bridge.handle('app.health', () => succeed(up));
    bridge.emit('app.stateChanged', ready);
    startWork(stores, dependencies);
    await settle();
    bridge.emit('app.healthChanged', up);
    await settle();
    expect(stores.app.getState().health).toEqual(up);
    expect(bridge.inputsOf('conversation.list')).toHaveLength(1);
  });

  it('stop listening altogether', async () => {
    const { bridge, dependencies, stores } = window(ready);
    const stops = [startWindow(stores, dependencies), startWork(stores, dependencies)];
    await settle();
    for (const stop of stops) stop();
    for (const event of [
      'app.stateChanged',
      'app.healthChanged',
      'settings.changed',
      'session.changed',
      'conversation.changed',
      'message.changed',
      'message.discarded',
      'lead.changed',
    ] as const) {
      expect(bridge.listenerCount(event)).toBe(0);
    }
  });
});
