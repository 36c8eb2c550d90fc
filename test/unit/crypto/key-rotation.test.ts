import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { KeyRotation } from '../../../src-main/crypto/key-rotation.ts';
import type { Workspace } from '../../../src-main/crypto/workspace.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import type { RotationProgress } from '../../../src-preload/contract/workspace.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { PASSPHRASE, testDesktop } from '../../support/databases/test-workspace.ts';

function rotationOf(
  workspace: Workspace,
  onProgress: (progress: RotationProgress) => void = () => {},
): KeyRotation {
  return new KeyRotation({ workspace, onProgress, log: recordedLog(), retryMs: 10 });
}

/** Makes that many keys; answers them by subject. */
async function makeKeys(workspace: Workspace, count: number): Promise<Map<string, Buffer>> {
  const made = new Map<string, Buffer>();
  for (let index = 0; index < count; index++) {
    const { subject, bytes } = await workspace.keys.keyFor(`conversation:${index}`);
    made.set(subject, bytes);
  }
  return made;
}

async function expectKeys(workspace: Workspace, made: ReadonlyMap<string, Buffer>): Promise<void> {
  const found = await workspace.keys.keysFor([...made.keys()]);
  expect(
    new Map([...found].map(([subject, { bytes }]) => [subject, bytes.toString('hex')])),
  ).toEqual(new Map([...made].map(([subject, bytes]) => [subject, bytes.toString('hex')])));
}

class Killed extends Error {}

/** A store that is gone from its `step`th change on, as for a process that was killed just before it. */
function killedAt(store: KeyStore, step: number): { store: KeyStore; isDead: () => boolean } {
  let changes = 0;
  const unlessDead = <Input extends unknown[], Output>(
    change: (...input: Input) => Promise<Output>,
  ) => {
    return async (...input: Input): Promise<Output> => {
      if (changes++ >= step) throw new Killed();
      return change(...input);
    };
  };
  return {
    isDead: () => changes > step,
    store: {
      ...store,
      changeWorkspace: unlessDead(store.changeWorkspace),
      addDataKeys: unlessDead(store.addDataKeys),
      rewrapDataKeys: unlessDead(store.rewrapDataKeys),
      removeDataKey: unlessDead(store.removeDataKey),
    },
  };
}

describe('a rotation of the workspace key', () => {
  it('wraps every data key with the next version, and changes none', async () => {
    const store = memoryKeyStore();
    const desktop = testDesktop(store);
    const workspace = await desktop.enter();
    const made = await makeKeys(workspace, 450);
    const before = workspace.versions.newest;
    const rotation = rotationOf(workspace);
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(workspace.versions.newest.version).toBe(2);
    expect(workspace.versions.newest.bytes.equals(before.bytes)).toBe(false);
    expect(await store.countDataKeys(2)).toEqual({ all: 451, before: 0 });
    await expectKeys(await desktop.open(), made);
    await expectKeys(await testDesktop(store).unlock(), made);
  });

  it('tells how far it is, from nothing to everything', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    await makeKeys(workspace, 449);
    const seen: RotationProgress[] = [];
    const rotation = rotationOf(workspace, (progress) => seen.push(progress));
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(seen.map(({ done }) => done)).toEqual([0, 200, 400, 450, 450]);
    expect(new Set(seen.map(({ total }) => total))).toEqual(new Set([450]));
    expect(rotation.progress).toBeNull();
  });

  it('says that it has ended where what is left cannot be wrapped', async () => {
    const store = memoryKeyStore();
    let batches = 0;
    let isBroken = true;
    const workspace = await testDesktop({
      ...store,
      rewrapDataKeys: (changes) => {
        batches += 1;
        return isBroken && batches > 1
          ? Promise.reject(new Killed())
          : store.rewrapDataKeys(changes);
      },
    }).enter();
    await makeKeys(workspace, 449);
    const seen: RotationProgress[] = [];
    const rotation = rotationOf(workspace, (progress) => seen.push(progress));
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(seen).toEqual([
      { done: 0, total: 450 },
      { done: 200, total: 450 },
      { done: 200, total: 450, hasFailed: true },
    ]);
    // Who comes later is told, too.
    expect(rotation.progress).toEqual({ done: 200, total: 450, hasFailed: true });
    isBroken = false;
    rotation.resume();
    await rotation.finished();
    expect(seen.at(-1)).toEqual({ done: 250, total: 250 });
    expect(rotation.progress).toBeNull();
  });

  it('does not begin without the passphrase', async () => {
    const store = memoryKeyStore();
    const rotation = rotationOf(await testDesktop(store).enter());
    await expect(rotation.rotate('not the passphrase')).rejects.toMatchObject({
      code: 'passphrase_wrong',
    });
    expect((await store.workspace())?.version).toBe(1);
    expect(rotation.progress).toBeNull();
  });

  it('is followed by desktops that run, for old keys and new ones', async () => {
    const store = memoryKeyStore();
    const [one, other] = [testDesktop(store), testDesktop(store)];
    const [rotating, running] = [await one.enter(), await other.enter()];
    const made = await makeKeys(rotating, 3);
    const rotation = rotationOf(rotating);
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    const { subject, bytes } = await rotating.keys.keyFor('conversation:new');
    await expectKeys(running, made.set(subject, bytes));
    expect(running.versions.newest.version).toBe(2);
    await expectKeys(await other.open(), made);
  });

  it('is followed by a desktop that was off, without the passphrase', async () => {
    const store = memoryKeyStore();
    const away = testDesktop(store);
    const made = await makeKeys(await away.enter(), 3);
    const rotation = rotationOf(await testDesktop(store).enter());
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    await expectKeys(await away.open(), made);
  });

  it('takes the passphrase on a desktop that missed two', async () => {
    const store = memoryKeyStore();
    let locked = 0;
    const away = testDesktop(store, memorySecretStore(), () => locked++);
    const running = await away.enter();
    const made = await makeKeys(running, 3);
    const rotation = rotationOf(await testDesktop(store).enter());
    for (let times = 0; times < 2; times++) {
      await rotation.rotate(PASSPHRASE);
      await rotation.finished();
    }
    expect((await store.workspace())?.version).toBe(3);
    await expect(away.open()).rejects.toMatchObject({ code: 'workspace_locked' });
    for (const subject of ['conversation:new', 'conversation:newer']) {
      await expect(running.keys.keyFor(subject)).rejects.toMatchObject({
        code: 'workspace_locked',
      });
    }
    expect(locked).toBe(1);
    // It left no key that nobody can open.
    expect(await store.dataKeys(['conversation:new', 'conversation:newer'])).toEqual([]);
    await expectKeys(await away.unlock(), made);
  });

  it('also covers a key that a desktop makes which knows nothing of it yet', async () => {
    const store = memoryKeyStore();
    const unaware = await testDesktop(store).enter();
    const rotation = rotationOf(await testDesktop(store).enter());
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    const { subject, bytes } = await unaware.keys.keyFor('conversation:late');
    expect(await store.countDataKeys(2)).toEqual({ all: 2, before: 0 });
    await expectKeys(await testDesktop(store).unlock(), new Map([[subject, bytes]]));
  });

  it('loses no key wherever it is killed, and ends at the next start', async () => {
    let step = 0;
    for (let isDead = true; isDead; step++) {
      const store = memoryKeyStore();
      const desktop = testDesktop(store);
      const made = await makeKeys(await desktop.enter(), 450);
      const killed = killedAt(store, step);
      const rotation = rotationOf(await testDesktop(killed.store, desktop.secrets).open());
      await rotation.rotate(PASSPHRASE).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Killed);
      });
      await rotation.finished();
      isDead = killed.isDead();

      const next = await desktop.open();
      await expectKeys(next, made);
      const resumed = rotationOf(next);
      resumed.resume();
      await resumed.finished();
      const version = (await store.workspace())?.version ?? 0;
      expect(version).toBe(step === 0 ? 1 : 2);
      expect(await store.countDataKeys(version)).toEqual({ all: 451, before: 0 });
      await expectKeys(await testDesktop(store).unlock(), made);
    }
    // The version, and three batches.
    expect(step).toBe(5);
  });

  it('waits while the database is away, and then goes on', async () => {
    const store = memoryKeyStore();
    const desktop = testDesktop(store);
    const made = await makeKeys(await desktop.enter(), 450);
    let calls = 0;
    const flaky: KeyStore = {
      ...store,
      rewrapDataKeys: async (changes) => {
        if (++calls === 2) throw new AppError('database_unreachable', 'away');
        await store.rewrapDataKeys(changes);
      },
    };
    const rotation = rotationOf(await testDesktop(flaky, desktop.secrets).open());
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(await store.countDataKeys(2)).toEqual({ all: 451, before: 0 });
    await expectKeys(await testDesktop(store).unlock(), made);
  });

  it('may be stopped, and goes on where it was', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    const made = await makeKeys(workspace, 450);
    const rotation = rotationOf(workspace, ({ done }) => {
      if (done > 0) void rotation.stop();
    });
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(await store.countDataKeys(2)).toEqual({ all: 451, before: 251 });
    await expectKeys(await testDesktop(store).unlock(), made);
    const resumed = rotationOf(workspace);
    resumed.resume();
    await resumed.finished();
    expect(await store.countDataKeys(2)).toEqual({ all: 451, before: 0 });
  });

  it('is followed although the keychain is away, which hears of it at the next start', async () => {
    const store = memoryKeyStore();
    const secrets = memorySecretStore();
    let isAway = false;
    const desktop = testDesktop(store, {
      ...secrets,
      set: async (name, value) => {
        if (isAway) throw new AppError('keychain_unavailable', 'away');
        await secrets.set(name, value);
      },
    });
    const running = await desktop.enter();
    const rotation = rotationOf(await testDesktop(store).enter());
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    isAway = true;
    const { subject, bytes } = await running.keys.keyFor('conversation:new');
    isAway = false;
    await expectKeys(await desktop.open(), new Map([[subject, bytes]]));
    expect(await secrets.get('workspace.key')).toContain('"version":2');
  });

  it('may run on two desktops at once', async () => {
    const store = memoryKeyStore();
    const [one, two] = [await testDesktop(store).enter(), await testDesktop(store).enter()];
    const made = await makeKeys(one, 450);
    const rotations = [rotationOf(one), rotationOf(two)];
    await Promise.all(rotations.map((rotation) => rotation.rotate(PASSPHRASE)));
    await Promise.all(rotations.map((rotation) => rotation.finished()));
    expect((await store.workspace())?.version).toBe(2);
    expect(await store.countDataKeys(2)).toEqual({ all: 451, before: 0 });
    for (const workspace of [one, two, await testDesktop(store).unlock()]) {
      await expectKeys(workspace, made);
    }
  });

  it('goes on with one that has not ended instead of beginning another', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    await makeKeys(workspace, 3);
    await workspace.makeNextVersion(PASSPHRASE, 0);
    const rotation = rotationOf(workspace);
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect((await store.workspace())?.version).toBe(2);
    expect(await store.countDataKeys(2)).toEqual({ all: 4, before: 0 });
  });

  it('leaves a key alone that was destroyed meanwhile, or made anew', async () => {
    const store = memoryKeyStore();
    const desktop = testDesktop(store);
    await makeKeys(await desktop.enter(), 2);
    const [destroyed, replaced] = await store.dataKeys(['conversation:0', 'conversation:1']);
    if (!destroyed || !replaced) throw new Error('Two keys were made');
    const renewed = { ...replaced, wrapped: Buffer.from('made anew') };
    const meddling: KeyStore = {
      ...store,
      rewrapDataKeys: async (changes) => {
        await store.removeDataKey(destroyed);
        await store.removeDataKey(replaced);
        await store.addDataKeys([renewed]);
        await store.rewrapDataKeys(changes);
      },
    };
    const rotation = rotationOf(await testDesktop(meddling, desktop.secrets).open());
    await rotation.rotate(PASSPHRASE);
    await rotation.finished();
    expect(await store.dataKeys(['conversation:0', 'conversation:1'])).toEqual([renewed]);
  });

  it('passes by a key that is damaged, which hinders neither it nor the next one', async () => {
    const store = memoryKeyStore();
    const workspace = await testDesktop(store).enter();
    const made = await makeKeys(workspace, 3);
    await store.addDataKeys([
      {
        subject: 'conversation:damaged',
        keyVersion: 1,
        wrapped: Buffer.from('damaged'),
      },
    ]);
    const rotation = rotationOf(workspace);
    for (const version of [2, 3]) {
      await rotation.rotate(PASSPHRASE);
      await rotation.finished();
      expect((await store.workspace())?.version).toBe(version);
      expect(await store.countDataKeys(version)).toEqual({ all: 5, before: 1 });
    }
    await expectKeys(await testDesktop(store).unlock(), made);
  });
});
