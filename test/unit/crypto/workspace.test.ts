import { describe, expect, it } from 'vitest';
import type { KeyStore, WorkspaceRecord } from '../../../src-main/store/key-store.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { PASSPHRASE, QUICK_COST, testDesktop } from '../../support/databases/test-workspace.ts';

/** The same keys, with a workspace's record as somebody altered it. */
function altered(store: KeyStore, change: (record: WorkspaceRecord) => object): KeyStore {
  return {
    ...store,
    workspace: async () => {
      const record = await store.workspace();
      return record && { ...record, ...change(record) };
    },
  };
}

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(15) ^ 1, 15);
  return copy;
}

describe('a workspace', () => {
  it('is made with a passphrase, and opens again with the keychain alone', async () => {
    const desktop = testDesktop(memoryKeyStore());
    const made = await (await desktop.enter()).keys.keyFor('conversation:1');
    const again = await (await desktop.open()).keys.keyFor('conversation:1');
    expect(again.bytes.equals(made.bytes)).toBe(true);
  });

  it('is entered by a second desktop with the same passphrase, which then has the same keys', async () => {
    const store = memoryKeyStore();
    const first = await testDesktop(store).enter();
    const second = await testDesktop(store).enter();
    const made = await first.keys.keyFor('conversation:1');
    expect((await second.keys.keyFor('conversation:1')).bytes.equals(made.bytes)).toBe(true);
    expect(second.keys.lookup.pseudonym('a')).toBe(first.keys.lookup.pseudonym('a'));
  });

  it('does not mind how the passphrase’s letters are composed, nor spaces around and between', async () => {
    const store = memoryKeyStore();
    await testDesktop(store).enter('  contraseña   del café');
    await testDesktop(store).unlock('contrasen\u0303a del cafe\u0301 ');
  });

  it('keeps neither the passphrase nor a key readable in the database', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    const { bytes } = workspace.versions.newest;
    const record = JSON.stringify(await store.workspace(), (_, value: unknown) =>
      Buffer.isBuffer(value) ? value.toString('latin1') : value,
    );
    expect(record).not.toContain(JSON.stringify(bytes.toString('latin1')).slice(1, -1));
    expect(record).not.toContain(PASSPHRASE);
  });

  it('stays closed to a wrong passphrase, and the keychain learns nothing', async () => {
    const store = memoryKeyStore();
    await testDesktop(store).enter();
    const stranger = testDesktop(store);
    for (const enter of [stranger.enter, stranger.unlock]) {
      await expect(enter('correct horse battery stable')).rejects.toMatchObject({
        code: 'passphrase_wrong',
      });
    }
    await expect(stranger.open()).rejects.toMatchObject({ code: 'workspace_locked' });
  });

  it('is locked for a desktop that lost its keychain, until it hears the passphrase', async () => {
    const store = memoryKeyStore();
    await testDesktop(store).enter();
    const desktop = testDesktop(store);
    await expect(desktop.open()).rejects.toMatchObject({ code: 'workspace_locked' });
    await desktop.unlock();
    await desktop.open();
  });

  it.each(['', 'no json', '{}', '{"workspaceId":"a","version":1,"key":"AAAA"}'])(
    'is locked when the keychain has no key in its entry (%#)',
    async (entry) => {
      const store = memoryKeyStore();
      await testDesktop(store).enter();
      const desktop = testDesktop(store);
      await desktop.secrets.set('workspace.key', entry);
      await expect(desktop.open()).rejects.toMatchObject({ code: 'workspace_locked' });
    },
  );

  it('is missing where the database has none, or another one’s', async () => {
    const desktop = testDesktop(memoryKeyStore());
    await desktop.enter();
    const empty = memoryKeyStore();
    const elsewhere = memoryKeyStore();
    await testDesktop(elsewhere).enter();
    for (const store of [empty, elsewhere]) {
      await expect(testDesktop(store, desktop.secrets).open()).rejects.toMatchObject({
        code: 'workspace_key_missing',
      });
    }
    expect(await empty.workspace()).toBeNull();
    await expect(testDesktop(empty).unlock()).rejects.toMatchObject({
      code: 'workspace_key_missing',
    });
    await desktop.open();
  });

  it('leaves the key of another workspace in the keychain, under a name of its own', async () => {
    const one = memoryKeyStore();
    const secrets = memorySecretStore();
    await testDesktop(one, secrets).enter();
    const key = await secrets.get('workspace.key');
    await testDesktop(memoryKeyStore(), secrets).enter();
    const id = (await one.workspace())?.workspaceId;
    expect(await secrets.get(`workspace.key:${id}`)).toBe(key);
    expect(await secrets.get('workspace.key')).not.toBe(key);
  });

  it('is made once when two desktops make it at once, and the first passphrase counts', async () => {
    const store = memoryKeyStore();
    const outcomes = await Promise.allSettled([
      testDesktop(store).enter('the passphrase of Ana'),
      testDesktop(store).enter('the passphrase of Bob'),
    ]);
    const [opened] = outcomes.filter(({ status }) => status === 'fulfilled');
    const [refused] = outcomes.filter(({ status }) => status === 'rejected');
    expect(opened).toBeDefined();
    expect(refused).toMatchObject({ reason: { code: 'passphrase_wrong' } });
  });

  it('makes scrypt work hard by default', async () => {
    const { PASSPHRASE_COST } = await import('../../../src-main/crypto/passphrase.ts');
    expect(PASSPHRASE_COST).toBe(131_072);
  });

  it.each([
    { cost: 2 ** 30 },
    { cost: 2 ** 10 },
    { cost: 2 ** 14 + 1 },
    { cost: Number.NaN },
    { blockSize: 1024 },
    { blockSize: 0 },
    { parallelization: 1000 },
    { salt: Buffer.alloc(0) },
    { salt: Buffer.alloc(1000) },
  ])('refuses absurd parameters of the passphrase, at once (%#)', async (absurd) => {
    const store = memoryKeyStore();
    await testDesktop(store).enter();
    const changed = altered(store, ({ passphrase }) => ({
      passphrase: { ...passphrase, ...absurd },
    }));
    const began = performance.now();
    await expect(testDesktop(changed).unlock()).rejects.toMatchObject({ code: 'data_unreadable' });
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('says that it was altered when the key under the right passphrase is not the workspace’s', async () => {
    const store = memoryKeyStore();
    await testDesktop(store).enter();
    const changed = altered(store, ({ proof }) => ({ proof: flipped(proof) }));
    await expect(testDesktop(changed).unlock()).rejects.toMatchObject({ code: 'data_unreadable' });
  });

  it('asks for the passphrase when the keychain’s key is not the one of the database', async () => {
    const store = memoryKeyStore();
    const desktop = testDesktop(store);
    await desktop.enter();
    const changed = altered(store, ({ proof }) => ({ proof: flipped(proof) }));
    await expect(testDesktop(changed, desktop.secrets).open()).rejects.toMatchObject({
      code: 'workspace_locked',
    });
  });
});

describe('another passphrase', () => {
  it('opens the workspace instead of the one before, and running desktops notice nothing', async () => {
    const store = memoryKeyStore();
    const desktop = testDesktop(store);
    const workspace = await desktop.enter();
    const { bytes } = await workspace.keys.keyFor('conversation:1');
    await workspace.changePassphrase(PASSPHRASE, 'another one altogether');
    await expect(testDesktop(store).unlock()).rejects.toMatchObject({ code: 'passphrase_wrong' });
    const entered = await testDesktop(store).unlock('another one altogether');
    expect((await entered.keys.keyFor('conversation:1')).bytes.equals(bytes)).toBe(true);
    await workspace.keys.keyFor('conversation:2');
    await desktop.open();
  });

  it('is not taken without the one that counts', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    await expect(
      workspace.changePassphrase('not the passphrase', 'another one altogether'),
    ).rejects.toMatchObject({ code: 'passphrase_wrong' });
    await testDesktop(store).unlock();
  });

  it('is one of the two when two desktops choose at once; the slower one is told', async () => {
    const store = memoryKeyStore();
    const [one, two] = [await testDesktop(store).enter(), await testDesktop(store).enter()];
    const outcomes = await Promise.allSettled([
      one.changePassphrase(PASSPHRASE, 'the choice of Ana'),
      two.changePassphrase(PASSPHRASE, 'the choice of Bob'),
    ]);
    const chosen = outcomes[0].status === 'fulfilled' ? 'the choice of Ana' : 'the choice of Bob';
    expect(outcomes.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { code: 'passphrase_wrong' } },
    ]);
    await testDesktop(store).unlock(chosen);
  });

  it('is wrapped with parameters of today', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    const before = await store.workspace();
    await workspace.changePassphrase(PASSPHRASE, 'another one altogether');
    const after = await store.workspace();
    expect(after?.passphrase).toMatchObject({
      algorithm: 'scrypt',
      cost: QUICK_COST,
      blockSize: 8,
    });
    expect(after?.passphrase.salt.equals(before?.passphrase.salt ?? Buffer.alloc(0))).toBe(false);
  });
});
