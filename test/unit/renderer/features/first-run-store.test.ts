import { describe, expect, it } from 'vitest';
import type { StoreTestResult, User } from '../../../../src-preload/contract/app.ts';
import type { StoreTest } from '../../../../src-preload/contract/store-connection.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import {
  createFirstRunStore,
  problemsWithStores,
  problemsWithYou,
  startFirstRun,
  type WizardFields,
} from '../../../../src-renderer/features/first-run/first-run-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleUser } from '../../../support/preview/sample-bridge.ts';
import { deferred, testDependencies } from '../samples.ts';

const filled: WizardFields = {
  name: ' Ana Torres ',
  email: ' ana@example.com ',
  storeKind: 'servers',
  mongodbUrl: ' mongodb://one ',
  postgresUrl: 'postgres://two',
  passphrase: 'correct horse battery staple',
};

const worked: StoreTest = { ok: true, steps: [] };

function wizard() {
  const dependencies = testDependencies();
  const store = createFirstRunStore(dependencies);
  startFirstRun(store, dependencies);
  return { ...dependencies, store };
}

describe('what the wizard asks for', () => {
  it('is a name of 1 to 200 characters and an e-mail address', () => {
    expect(problemsWithYou(filled)).toEqual({});
    expect(problemsWithYou({ ...filled, name: '  ', email: 'ana@' })).toEqual({
      name: 'nameMissing',
      email: 'emailInvalid',
    });
    expect(problemsWithYou({ ...filled, name: 'x'.repeat(201) })).toEqual({ name: 'nameTooLong' });
  });

  it('is both addresses for servers, and nothing for this computer', () => {
    expect(problemsWithStores({ ...filled, mongodbUrl: ' ', postgresUrl: '' })).toEqual({
      mongodbUrl: 'addressMissing',
      postgresUrl: 'addressMissing',
    });
    expect(problemsWithStores({ ...filled, mongodbUrl: '', storeKind: 'local' })).toEqual({});
  });
});

describe('the wizard', () => {
  it('stays at a step with problems, and forgets a problem when its field is changed', () => {
    const { store } = wizard();
    store.getState().continueToStores();
    expect(store.getState().step).toBe('you');
    expect(Object.keys(store.getState().problems)).toEqual(['name', 'email']);
    store.getState().change({ name: 'Ana' });
    expect(Object.keys(store.getState().problems)).toEqual(['email']);
    store.getState().change({ email: 'ana@example.com' });
    store.getState().continueToStores();
    expect(store.getState().step).toBe('stores');
  });

  it('tests the addresses and shows one result for each', async () => {
    const { store, bridge } = wizard();
    const result: StoreTestResult = {
      mongodb: { ok: true, steps: [] },
      postgres: { ok: false, code: 'database_refused_login', steps: [] },
    };
    bridge.handle('setup.testStores', () => succeed(result));
    store.getState().change(filled);
    await store.getState().testStores();
    expect(store.getState().test).toEqual({ status: 'ready', value: result });
    expect(bridge.inputsOf('setup.testStores')).toEqual([
      { mongodbUrl: 'mongodb://one', postgresUrl: 'postgres://two' },
    ]);
  });

  it('drops the result for an address that was changed meanwhile', async () => {
    const { store, bridge } = wizard();
    const answer = deferred<Result<StoreTestResult>>();
    bridge.handle('setup.testStores', () => answer.promise);
    store.getState().change(filled);
    const testing = store.getState().testStores();
    store.getState().change({ mongodbUrl: 'mongodb://other' });
    answer.resolve(succeed({ mongodb: worked, postgres: worked }));
    await testing;
    expect(store.getState().test).toEqual({ status: 'idle' });
  });

  it('sets up with trimmed fields, shows the progress, and ends with linking', async () => {
    const { store, bridge } = wizard();
    const answer = deferred<Result<User>>();
    bridge.handle('setup.complete', () => answer.promise);
    store.getState().change(filled);
    const completing = store.getState().complete();
    expect(store.getState().step).toBe('finishing');
    bridge.emit('app.stateChanged', {
      phase: 'starting',
      progress: { step: 'migrations', percent: 40 },
    });
    expect(store.getState().progress).toEqual({ step: 'migrations', percent: 40 });
    answer.resolve(succeed(sampleUser));
    await completing;
    expect(store.getState().step).toBe('link');
    expect(bridge.inputsOf('setup.complete')).toEqual([
      {
        name: 'Ana Torres',
        email: 'ana@example.com',
        passphrase: 'correct horse battery staple',
        stores: {
          kind: 'servers',
          addresses: { mongodbUrl: 'mongodb://one', postgresUrl: 'postgres://two' },
        },
      },
    ]);
  });

  it('asks for the passphrase once the data has a place, and takes none that is too short', async () => {
    const { store, bridge } = wizard();
    store.getState().continueToPassphrase();
    expect(store.getState().step).toBe('passphrase');
    store.getState().change({ passphrase: ' only eleven ' });
    await store.getState().complete();
    expect(store.getState()).toMatchObject({
      step: 'passphrase',
      problems: { passphrase: 'passphraseTooShort' },
    });
    expect(bridge.inputsOf('setup.complete')).toEqual([]);
    store.getState().goBack();
    expect(store.getState()).toMatchObject({ step: 'stores', problems: {} });
  });

  it('stays at the data while an address is missing', () => {
    const { store } = wizard();
    store.setState({ step: 'stores' });
    store.getState().change({ storeKind: 'servers' });
    store.getState().continueToPassphrase();
    expect(store.getState().step).toBe('stores');
    expect(Object.keys(store.getState().problems)).toEqual(['mongodbUrl', 'postgresUrl']);
  });

  it('goes back to the passphrase, which is kept, when it is not the workspace’s', async () => {
    const { store, bridge } = wizard();
    bridge.handle('setup.complete', () => fail('passphrase_wrong'));
    store.getState().change(filled);
    await store.getState().complete();
    expect(store.getState()).toMatchObject({
      step: 'passphrase',
      failure: { code: 'passphrase_wrong' },
      fields: filled,
    });
  });

  it('goes back to the data with the reason and every input kept when setting up fails', async () => {
    const { store, bridge } = wizard();
    bridge.handle('setup.complete', () => fail('database_not_replica_set'));
    store.getState().change(filled);
    await store.getState().complete();
    expect(store.getState().step).toBe('stores');
    expect(store.getState().failure?.code).toBe('database_not_replica_set');
    expect(store.getState().fields).toEqual(filled);
  });
});
