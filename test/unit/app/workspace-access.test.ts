import { beforeEach, describe, expect, it } from 'vitest';
import { WorkspaceAccess, type WorkspaceEntry } from '../../../src-main/app/workspace-access.ts';
import type { KeyRing } from '../../../src-main/crypto/key-ring.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { RotationProgress } from '../../../src-preload/contract/workspace.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { PASSPHRASE, QUICK_COST, testDesktop } from '../../support/databases/test-workspace.ts';

const enter: WorkspaceEntry = { kind: 'enter', passphrase: PASSPHRASE };

let store: KeyStore;
let progress: RotationProgress[];
let closed: number;
let access: WorkspaceAccess;

beforeEach(() => {
  store = memoryKeyStore();
  progress = [];
  closed = 0;
  access = new WorkspaceAccess({
    secrets: memorySecretStore(),
    passphraseCost: QUICK_COST,
    onProgress: (each) => progress.push(each),
    onLocked: () => {},
    log: recordedLog(),
  });
});

/** Only what the access touches of the stores. */
const open = async (openKeys: (store: KeyStore) => Promise<KeyRing>): Promise<Stores> => {
  await openKeys(store);
  return { close: async () => closed++ } as unknown as Stores;
};

async function rotated(): Promise<void> {
  await expect.poll(() => progress.at(-1)).toEqual({ done: 1, total: 1 });
}

describe('the access to the workspace', () => {
  it('is open as long as the stores are', async () => {
    await expect(access.status()).rejects.toMatchObject({ code: 'not_ready' });
    const stores = await access.openStores(enter, open);
    expect(await access.status()).toEqual({ keyVersion: 1, rotation: null });
    await stores.close();
    expect(closed).toBe(1);
    await expect(access.status()).rejects.toMatchObject({ code: 'not_ready' });
    await expect(access.rotateKey(PASSPHRASE)).rejects.toMatchObject({ code: 'not_ready' });
  });

  it('opens with the keychain once it has been entered', async () => {
    await (await access.openStores(enter, open)).close();
    await access.openStores({ kind: 'keychain' }, open);
    expect(await access.status()).toMatchObject({ keyVersion: 1 });
  });

  it('does not open when the stores do not, nor they when it is locked', async () => {
    const failing = async (openKeys: (store: KeyStore) => Promise<KeyRing>): Promise<Stores> => {
      await openKeys(store);
      throw new Error('the second database');
    };
    await expect(access.openStores(enter, failing)).rejects.toThrow('the second database');
    await expect(access.status()).rejects.toMatchObject({ code: 'not_ready' });
    await testDesktop(store).enter();
    const stranger: WorkspaceEntry = { kind: 'unlock', passphrase: 'not the passphrase' };
    await expect(access.openStores(stranger, open)).rejects.toMatchObject({
      code: 'passphrase_wrong',
    });
  });

  it('renews the key, and tells how far it is', async () => {
    await access.openStores(enter, open);
    expect(await access.rotateKey(PASSPHRASE)).toMatchObject({ keyVersion: 2 });
    await rotated();
    expect(await store.countDataKeys(2)).toEqual({ all: 1, before: 0 });
  });

  it('goes on at the next start with a renewal that was cut short', async () => {
    const workspace = await testDesktop(store).enter();
    await workspace.makeNextVersion(PASSPHRASE, 0);
    expect(await store.countDataKeys(2)).toEqual({ all: 1, before: 1 });
    await access.openStores(enter, open);
    await rotated();
    expect(await store.countDataKeys(2)).toEqual({ all: 1, before: 0 });
  });

  it('changes the passphrase', async () => {
    await access.openStores(enter, open);
    await access.changePassphrase(PASSPHRASE, 'another passphrase');
    await testDesktop(store).unlock('another passphrase');
  });
});
