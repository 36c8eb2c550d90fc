import { describe, expect, it } from 'vitest';
import type { Result } from '../../../../src-preload/contract/result.ts';
import type { EncryptionStatus } from '../../../../src-preload/contract/workspace.ts';
import {
  createWorkspaceStore,
  startWorkspace,
} from '../../../../src-renderer/features/workspace/workspace-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { deferred, testDependencies } from '../samples.ts';

const status: EncryptionStatus = { keyVersion: 1, rotation: null };

function workspace() {
  const dependencies = testDependencies();
  const store = createWorkspaceStore(dependencies);
  startWorkspace(store, dependencies);
  return { ...dependencies, store };
}

describe('unlocking', () => {
  it('hands the passphrase over as it was typed, and says why when it was not right', async () => {
    const { store, bridge } = workspace();
    bridge.handle('workspace.unlock', () => fail('passphrase_wrong'));
    await store.getState().unlock(' not  it ');
    expect(bridge.inputsOf('workspace.unlock')).toEqual([{ passphrase: ' not  it ' }]);
    expect(store.getState()).toMatchObject({
      isBusy: false,
      failure: { code: 'passphrase_wrong' },
    });
    bridge.handle('workspace.unlock', () => succeed(null));
    await store.getState().unlock('it');
    expect(store.getState()).toMatchObject({ isBusy: false, failure: null });
  });

  it('asks once, however often the button is pressed', async () => {
    const { store, bridge } = workspace();
    const answer = deferred<Result<null>>();
    bridge.handle('workspace.unlock', () => answer.promise);
    const first = store.getState().unlock('it');
    await store.getState().unlock('it');
    expect(store.getState().isBusy).toBe(true);
    answer.resolve(succeed(null));
    await first;
    expect(bridge.inputsOf('workspace.unlock')).toHaveLength(1);
  });
});

describe('renewing the key', () => {
  it('shows the new version, and how far it is', async () => {
    const { store, bridge } = workspace();
    bridge
      .handle('workspace.status', () => succeed(status))
      .handle('workspace.rotateKey', () => succeed({ keyVersion: 2, rotation: null }));
    await store.getState().load();
    store.getState().begin('rotate');
    await store.getState().rotate('it');
    expect(store.getState()).toMatchObject({ task: null, status: { value: { keyVersion: 2 } } });
    bridge.emit('workspace.rotationProgress', { done: 200, total: 450 });
    expect(store.getState().status).toMatchObject({
      value: { keyVersion: 2, rotation: { done: 200, total: 450 } },
    });
  });

  it('loses no progress that overtakes the answer', async () => {
    const { store, bridge } = workspace();
    bridge.handle('workspace.rotateKey', () => {
      bridge.emit('workspace.rotationProgress', { done: 450, total: 450 });
      return succeed({ keyVersion: 2, rotation: null });
    });
    await store.getState().rotate('it');
    expect(store.getState().status).toMatchObject({
      value: { keyVersion: 2, rotation: { done: 450, total: 450 } },
    });
  });

  it('leaves the dialog open, and the version as it was, when the passphrase is wrong', async () => {
    const { store, bridge } = workspace();
    bridge
      .handle('workspace.status', () => succeed(status))
      .handle('workspace.rotateKey', () => fail('passphrase_wrong'));
    await store.getState().load();
    store.getState().begin('rotate');
    await store.getState().rotate('not it');
    expect(store.getState()).toMatchObject({
      task: 'rotate',
      failure: { code: 'passphrase_wrong' },
      status: { value: status },
    });
    store.getState().cancel();
    expect(store.getState()).toMatchObject({ task: null, failure: null });
  });
});

describe('changing the passphrase', () => {
  it('is not asked for with one that is too short', async () => {
    const { store, bridge } = workspace();
    store.getState().begin('changePassphrase');
    await store.getState().changePassphrase('it', 'only eleven');
    expect(store.getState()).toMatchObject({ task: 'changePassphrase', isTooShort: true });
    expect(bridge.inputsOf('workspace.changePassphrase')).toEqual([]);
  });

  it('closes the dialog and says that it was done', async () => {
    const { store, bridge } = workspace();
    bridge.handle('workspace.changePassphrase', () => succeed(null));
    store.getState().begin('changePassphrase');
    await store.getState().changePassphrase('it', 'another passphrase');
    expect(store.getState()).toMatchObject({ task: null, done: 'changePassphrase' });
    expect(bridge.inputsOf('workspace.changePassphrase')).toEqual([
      { current: 'it', next: 'another passphrase' },
    ]);
  });
});

it('the state of the encryption that could not be read is asked for again', async () => {
  const { store, bridge } = workspace();
  bridge.handle('workspace.status', () => fail('not_ready'));
  await store.getState().load();
  expect(store.getState().status).toMatchObject({ status: 'failed' });
  bridge.handle('workspace.status', () => succeed(status));
  await store.getState().load();
  expect(store.getState().status).toEqual({ status: 'ready', value: status });
});
