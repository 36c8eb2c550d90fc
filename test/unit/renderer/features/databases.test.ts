import { describe, expect, it } from 'vitest';
import {
  storeProblems,
  type StoreTest,
  storeTestSteps,
} from '../../../../src-preload/contract/store-connection.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { createFirstRunStore } from '../../../../src-renderer/features/first-run/first-run-store.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import {
  noSecurity,
  problemsWithSecurity,
  type SecurityDraft,
  toSecurity,
} from '../../../../src-renderer/ui/security-draft.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import {
  sampleConnections,
  sampleFailedTest,
  sampleTest,
} from '../../../support/preview/sample-stores.ts';
import { testDependencies } from '../samples.ts';

const pem = (label: string) => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----`;
const authority = { name: 'ca.pem', text: pem('CERTIFICATE') };
const certificate = { name: 'me.pem', text: pem('CERTIFICATE') };
const key = { name: 'me.key', text: pem('EC PRIVATE KEY') };
const worked: StoreTest = sampleTest('x');

describe('certificates that are chosen', () => {
  it('become what goes with the address; nothing chosen says nothing', () => {
    expect(toSecurity(noSecurity)).toBeUndefined();
    const full: SecurityDraft = {
      allowPlainText: false,
      certificateAuthority: authority,
      clientCertificate: certificate,
      clientKey: key,
    };
    expect(toSecurity(full)).toEqual({
      allowPlainText: false,
      certificateAuthority: authority.text,
      client: { certificate: certificate.text, key: key.text },
    });
    expect(problemsWithSecurity(full)).toEqual({});
  });

  it('are told when they are something else, or only half of a pair', () => {
    const wrong = { name: 'x', text: 'nothing of the kind' };
    expect(problemsWithSecurity({ ...noSecurity, certificateAuthority: wrong })).toEqual({
      certificateAuthority: 'noCertificate',
    });
    expect(problemsWithSecurity({ ...noSecurity, clientCertificate: certificate })).toEqual({
      clientKey: 'incomplete',
    });
    const swapped = { ...noSecurity, clientCertificate: key, clientKey: certificate };
    expect(problemsWithSecurity(swapped)).toEqual({
      clientCertificate: 'noCertificate',
      clientKey: 'noKey',
    });
  });

  it('keep the first run from going on while one is wrong', async () => {
    const dependencies = testDependencies();
    const store = createFirstRunStore(dependencies);
    const { change, changeSecurity, testStores } = store.getState();
    change({ storeKind: 'servers', mongodbUrl: 'mongodb://one', postgresUrl: 'postgres://two' });
    changeSecurity('mongodb', { ...noSecurity, clientKey: key });
    await testStores();
    expect(dependencies.bridge.inputsOf('setup.testStores')).toEqual([]);
    dependencies.bridge.handle('setup.testStores', () =>
      succeed({ mongodb: worked, postgres: worked }),
    );
    changeSecurity('mongodb', { ...noSecurity, clientCertificate: certificate, clientKey: key });
    await testStores();
    expect(dependencies.bridge.inputsOf('setup.testStores')).toMatchObject([
      { mongodbSecurity: { client: { key: key.text } } },
    ]);
    // What was tested is no longer what stands there.
    changeSecurity('postgres', { ...noSecurity, allowPlainText: true });
    expect(store.getState().test).toEqual({ status: 'idle' });
  });
});

describe('the databases in the settings', () => {
  function settings() {
    const dependencies = testDependencies();
    dependencies.bridge.handle('settings.stores', () => succeed(sampleConnections));
    return { ...dependencies, store: createSettingsStore(dependencies) };
  }

  it('show how they are reached, and the steps of a test', async () => {
    const { store, bridge } = settings();
    bridge.handle('settings.testStores', () =>
      succeed({ mongodb: worked, postgres: sampleFailedTest }),
    );
    await store.getState().loadConnections();
    await store.getState().testStores();
    expect(shownValue(store.getState().connections)).toEqual(sampleConnections);
    expect(shownValue(store.getState().storeTest)?.postgres.code).toBe('database_refused_login');
  });

  it('are asked for nothing while nothing was filled in', async () => {
    const { store, bridge } = settings();
    store.getState().beginChange();
    await store.getState().keepChange();
    expect(bridge.inputsOf('settings.changeStores')).toEqual([]);
  });

  it('change only what was filled in, and the form closes when it was kept', async () => {
    const { store, bridge } = settings();
    bridge.handle('settings.changeStores', () =>
      succeed({ kept: true, test: { mongodb: worked, postgres: worked } }),
    );
    store.getState().beginChange();
    store.getState().changeDraft('mongodb', { url: ' mongodb://new ' });
    await store.getState().keepChange();
    expect(bridge.inputsOf('settings.changeStores')).toEqual([{ mongodbUrl: 'mongodb://new' }]);
    expect(store.getState().draft).toBeNull();
    expect(bridge.inputsOf('settings.stores')).toHaveLength(1);
  });

  it('keep the form with what was typed when one of them does not work', async () => {
    const { store, bridge } = settings();
    bridge.handle('settings.changeStores', () =>
      succeed({ kept: false, test: { mongodb: worked, postgres: sampleFailedTest } }),
    );
    store.getState().beginChange();
    store.getState().changeDraft('postgres', { url: 'postgres://x', keepsSecurity: false });
    await store.getState().keepChange();
    // Certificates that are no longer wanted are given up, and not kept by silence.
    expect(bridge.inputsOf('settings.changeStores')).toEqual([
      { postgresUrl: 'postgres://x', postgresSecurity: { allowPlainText: false } },
    ]);
    expect(store.getState().draft?.postgres.url).toBe('postgres://x');
    expect(shownValue(store.getState().change)?.kept).toBe(false);
  });

  it('say what went wrong when they could not even be tested', async () => {
    const { store, bridge } = settings();
    bridge.handle('settings.changeStores', () => fail('keychain_unavailable'));
    store.getState().beginChange();
    store.getState().changeDraft('postgres', { url: 'postgres://x' });
    await store.getState().keepChange();
    expect(store.getState().change).toMatchObject({
      status: 'failed',
      failure: { code: 'keychain_unavailable' },
    });
  });
});

describe('the words about a test', () => {
  it('name every step, and give advice for every problem', () => {
    const { t } = createI18n();
    for (const step of storeTestSteps) expect(t(`databases.steps.${step}`)).not.toContain('.');
    const advice = storeProblems.map((problem) => t(`databases.problems.${problem}`));
    expect(new Set(advice).size).toBe(storeProblems.length);
    for (const sentence of advice) expect(sentence).toMatch(/\.$/);
  });
});
