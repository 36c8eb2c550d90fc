import type { Db } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KeyRotation } from '../../../src-main/crypto/key-rotation.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import { keys as keysMigration } from '../../../src-main/store/mongo/migrations/002-keys.ts';
import { mongoKeyStore } from '../../../src-main/store/mongo/mongo-key-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { PASSPHRASE, testDesktop } from '../../support/databases/test-workspace.ts';
import { startMongo, type TestMongo } from '../../support/databases/start-mongo.ts';

let mongo: TestMongo;

beforeAll(async () => {
  mongo = await startMongo();
});

afterAll(() => mongo.stop());

/** A database of its own, and the keys in it as two desktops see them. */
async function twoDesktops(): Promise<{ db: Db; one: KeyStore; other: KeyStore }> {
  const db = mongo.newDatabase();
  await keysMigration.up(db);
  return {
    db,
    one: mongoKeyStore({ db, deskId: 'one' }),
    other: mongoKeyStore({ db, deskId: 'other' }),
  };
}

const subjects = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `conversation:${String(index).padStart(4, '0')}`);

describe('the workspace in the database', () => {
  it('is there for a second desktop with the passphrase, and at every later start without it', async () => {
    const { one, other } = await twoDesktops();
    const first = testDesktop(one);
    const made = await (await first.enter()).keys.keyFor('conversation:1');
    const second = testDesktop(other);
    await expect(second.open()).rejects.toMatchObject({ code: 'workspace_locked' });
    await expect(second.unlock('not the passphrase')).rejects.toMatchObject({
      code: 'passphrase_wrong',
    });
    await second.unlock();
    for (const desktop of [first, second]) {
      const { keys } = await desktop.open();
      expect((await keys.keyFor('conversation:1')).bytes.equals(made.bytes)).toBe(true);
    }
  });

  it('is one when many desktops make it at once', async () => {
    const { db, one, other } = await twoDesktops();
    const workspaces = await Promise.all(
      [one, other, one, other].map((store) => testDesktop(store).enter()),
    );
    const ids = workspaces.map(({ versions }) => versions.newest.workspaceId);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(workspaces.map(({ keys }) => keys.lookup.pseudonym('a'))).size).toBe(1);
    expect(await db.collection('workspace_keys').countDocuments()).toBe(1);
  });

  it('is changed by one of many that change it at once, and the others change nothing', async () => {
    const { one, other } = await twoDesktops();
    await testDesktop(one).enter();
    const record = await one.workspace();
    if (!record) throw new Error('It was made');
    const wanted = Array.from({ length: 10 }, (_, salt) => ({
      ...record,
      revision: 2,
      passphrase: { ...record.passphrase, salt: Buffer.alloc(32, salt) },
    }));
    const outcomes = await Promise.all(
      wanted.map((each, index) => (index % 2 ? one : other).changeWorkspace(each)),
    );
    expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
    expect(await one.workspace()).toEqual(wanted[outcomes.indexOf('changed')]);
  });

  it('says whose hand it was, and that its form is the first', async () => {
    const { db, one } = await twoDesktops();
    await testDesktop(one).enter();
    for (const collection of ['workspace_keys', 'data_keys']) {
      expect(await db.collection(collection).findOne()).toMatchObject({
        schemaVersion: 1,
        updatedBy: 'one',
        createdAt: expect.any(Date) as Date,
        updatedAt: expect.any(Date) as Date,
      });
    }
  });

  it('is unreadable when its document has another shape', async () => {
    const { db, one } = await twoDesktops();
    await testDesktop(one).enter();
    await db
      .collection('workspace_keys')
      .updateOne({}, { $set: { proof: 'no bytes' } }, { bypassDocumentValidation: true });
    await expect(testDesktop(one).unlock()).rejects.toMatchObject({ code: 'data_unreadable' });
  });
});

describe('the data keys in the database', () => {
  it('are one for a subject when two desktops make it at once', async () => {
    const { db, one, other } = await twoDesktops();
    const [first, second] = [await testDesktop(one).enter(), await testDesktop(other).enter()];
    const made = await Promise.all(
      subjects(20).flatMap((subject) => [first.keys.keyFor(subject), second.keys.keyFor(subject)]),
    );
    expect(new Set(made.map(({ bytes }) => bytes.toString('hex'))).size).toBe(20);
    expect(await db.collection('data_keys').countDocuments()).toBe(21);
  });

  it('are found in one go, without those that do not exist', async () => {
    const { one, other } = await twoDesktops();
    const { keys } = await testDesktop(one).enter();
    const made = await keys.keyFor('conversation:0001');
    const found = await (await testDesktop(other).enter()).keys.keysFor(subjects(500));
    expect([...found.keys()]).toEqual(['conversation:0001']);
    expect(found.get('conversation:0001')?.bytes.equals(made.bytes)).toBe(true);
  });

  it('are refused when one was altered, or put in the place of another', async () => {
    const { db, one } = await twoDesktops();
    const desktop = testDesktop(one);
    const { keys } = await desktop.enter();
    await keys.keyFor('conversation:1');
    await keys.keyFor('conversation:2');
    const documents = db.collection<{ _id: string; wrapped?: unknown }>('data_keys');
    const moved = await documents.findOne({ _id: 'conversation:1' });
    await documents.updateOne({ _id: 'conversation:2' }, { $set: { wrapped: moved?.wrapped } });
    const { keys: reopened } = await desktop.open();
    await expect(reopened.keyFor('conversation:2')).rejects.toMatchObject({
      code: 'data_unreadable',
    });
    await reopened.keyFor('conversation:1');
  });

  it('are left alone by the step that makes their collections, when it is run once more', async () => {
    const { db, one } = await twoDesktops();
    const { keys } = await testDesktop(one).enter();
    await keys.keyFor('conversation:1');
    const everything = (): Promise<unknown[]> =>
      Promise.all(
        ['workspace_keys', 'data_keys'].map((name) => db.collection(name).find().toArray()),
      );
    const before = await everything();
    await keysMigration.up(db);
    expect(await everything()).toEqual(before);
  });

  it('are refused by the database itself when they would be readable', async () => {
    const { db } = await twoDesktops();
    await expect(
      db.collection<{ _id: string }>('data_keys').insertOne({ _id: 'conversation:1' }),
    ).rejects.toMatchObject({ code: 121 });
    await expect(
      db.collection<{ _id: string }>('workspace_keys').insertOne({ _id: 'workspace' }),
    ).rejects.toMatchObject({ code: 121 });
  });
});

describe('a rotation in the database', () => {
  it('ends with one version although two desktops began it, and a third makes keys meanwhile', async () => {
    const { one, other } = await twoDesktops();
    const [first, second, third] = [
      await testDesktop(one).enter(),
      await testDesktop(other).enter(),
      await testDesktop(other).enter(),
    ];
    const made = new Map<string, string>();
    const make = async (names: string[]): Promise<void> => {
      for (const subject of names) {
        made.set(subject, (await third.keys.keyFor(subject)).bytes.toString('hex'));
      }
    };
    await make(subjects(250));
    const rotations = [first, second].map(
      (workspace) => new KeyRotation({ workspace, onProgress: () => {}, log: recordedLog() }),
    );
    await Promise.all([
      ...rotations.map((rotation) => rotation.rotate(PASSPHRASE)),
      make(subjects(300).slice(250)),
    ]);
    await Promise.all(rotations.map((rotation) => rotation.finished()));

    expect((await one.workspace())?.version).toBe(2);
    expect(await one.countDataKeys(2)).toEqual({ all: 301, before: 0 });
    const { keys } = await testDesktop(one).unlock();
    const found = await keys.keysFor([...made.keys()]);
    expect(
      new Map([...found].map(([subject, { bytes }]) => [subject, bytes.toString('hex')])),
    ).toEqual(made);
  });

  it('goes through the keys in pages, and leaves those alone that changed meanwhile', async () => {
    const { one, other } = await twoDesktops();
    const { keys, versions } = await testDesktop(one).enter();
    for (const subject of subjects(5)) await keys.keyFor(subject);
    const first = await one.dataKeysBefore(2, { after: '', limit: 2 });
    const rest = await one.dataKeysBefore(2, { after: 'conversation:0001', limit: 100 });
    expect([...first, ...rest].map(({ subject }) => subject)).toEqual([...subjects(5), 'index']);
    expect(await one.dataKeysBefore(1, { after: '', limit: 100 })).toEqual([]);

    const [destroyed, replaced, kept] = [...first, ...rest];
    if (!destroyed || !replaced || !kept) throw new Error('They were made');
    await other.removeDataKey(destroyed);
    const renewed = versions.wrap(replaced.subject, Buffer.alloc(32, 1));
    await other.rewrapDataKeys([{ from: replaced, to: renewed }]);
    await one.removeDataKey(replaced);
    await one.rewrapDataKeys(
      [destroyed, replaced, kept].map((from) => ({ from, to: { ...from, keyVersion: 2 } })),
    );
    expect(await one.dataKeys([destroyed.subject])).toEqual([]);
    expect(await one.dataKeys([replaced.subject])).toEqual([renewed]);
    expect(await one.dataKeys([kept.subject])).toEqual([{ ...kept, keyVersion: 2 }]);
    expect(await one.countDataKeys(2)).toEqual({ all: 5, before: 4 });
  });
});
