import { describe, expect, it } from 'vitest';
import { openField, sealField } from '../../../src-main/crypto/field-cipher.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import { memoryKeyStore } from '../../support/databases/memory-key-store.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';

/** A key store that counts the round trips to it. */
function countedKeyStore(): KeyStore & { trips: number } {
  const store = memoryKeyStore();
  const counted = {
    ...store,
    trips: 0,
    dataKeys: (subjects: readonly string[]) => {
      counted.trips++;
      return store.dataKeys(subjects);
    },
    addDataKeys: (added: Parameters<KeyStore['addDataKeys']>[0]) => {
      counted.trips++;
      return store.addDataKeys(added);
    },
  };
  return counted;
}

describe('the key ring', () => {
  it('makes a key of 32 random bytes for each subject, and gives the same again', async () => {
    const keys = testKeyRing();
    const one = await keys.keyFor('conversation:1');
    const two = await keys.keyFor('conversation:2');
    expect(one).toMatchObject({ subject: 'conversation:1', bytes: { length: 32 } });
    expect(one.bytes.equals(two.bytes)).toBe(false);
    expect((await keys.keyFor('conversation:1')).bytes.equals(one.bytes)).toBe(true);
  });

  it('gives another desktop of the workspace the same key', async () => {
    const store = memoryKeyStore();
    const made = await testKeyRing(store).keyFor('conversation:1');
    const found = await testKeyRing(store).keyFor('conversation:1');
    expect(found.bytes.equals(made.bytes)).toBe(true);
  });

  it('gives all who ask at once the same key, on one desktop and on two', async () => {
    const store = memoryKeyStore();
    const [one, two] = [testKeyRing(store), testKeyRing(store)];
    const keys = await Promise.all(
      [one, one, two, one, two, two].map((ring) => ring.keyFor('conversation:1')),
    );
    expect(new Set(keys.map(({ bytes }) => bytes.toString('hex'))).size).toBe(1);
  });

  it('asks the database once for keys that many ask for, and not again for those it has', async () => {
    const store = countedKeyStore();
    const keys = testKeyRing(store);
    await Promise.all([1, 2, 3].map(() => keys.keyFor('conversation:1')));
    expect(store.trips).toBe(2);
    await keys.keyFor('conversation:1');
    await keys.keysFor(['conversation:1', 'conversation:1']);
    expect(store.trips).toBe(2);
  });

  it('makes many keys that are asked for at once with as few round trips as one', async () => {
    const store = countedKeyStore();
    const keys = testKeyRing(store);
    const subjects = Array.from({ length: 50 }, (_, index) => `conversation:${index}`);
    const made = await Promise.all(subjects.map((subject) => keys.keyFor(subject)));
    expect(store.trips).toBe(2);
    expect(made.map(({ subject }) => subject)).toEqual(subjects);
    expect(new Set(made.map(({ bytes }) => bytes.toString('hex'))).size).toBe(50);
    const other = testKeyRing(store);
    const others = await Promise.all(subjects.map((subject) => other.keyFor(subject)));
    expect(others.map(({ bytes }) => bytes)).toEqual(made.map(({ bytes }) => bytes));
  });

  it('finds the keys that exist in one round trip, and makes none', async () => {
    const store = countedKeyStore();
    const made = await testKeyRing(store).keyFor('contact:2');
    store.trips = 0;
    const found = await testKeyRing(store).keysFor(['contact:1', 'contact:2', 'contact:3']);
    expect(store.trips).toBe(1);
    expect([...found.keys()]).toEqual(['contact:2']);
    expect(found.get('contact:2')?.bytes.equals(made.bytes)).toBe(true);
    expect(await store.dataKeys(['contact:1', 'contact:3'])).toEqual([]);
  });

  it('tries again after the database was away', async () => {
    const store = memoryKeyStore();
    const keys = testKeyRing({
      ...store,
      dataKeys: async (subjects) => {
        if (isAway) throw new Error('away');
        return store.dataKeys(subjects);
      },
    });
    let isAway = true;
    await expect(keys.keyFor('conversation:1')).rejects.toThrow('away');
    isAway = false;
    expect((await keys.keyFor('conversation:1')).bytes).toHaveLength(32);
  });

  it('keeps no key readable in the store', async () => {
    const store = memoryKeyStore();
    const { bytes } = await testKeyRing(store).keyFor('conversation:1');
    const [stored] = await store.dataKeys(['conversation:1']);
    expect(stored?.wrapped.includes(bytes)).toBe(false);
  });

  it('refuses a key that was altered, or moved to another subject', async () => {
    const store = memoryKeyStore();
    await testKeyRing(store).keyFor('conversation:1');
    const [stored] = await store.dataKeys(['conversation:1']);
    if (!stored) throw new Error('No key was stored');
    const altered = Buffer.from(stored.wrapped);
    altered.writeUInt8(altered.readUInt8(20) ^ 1, 20);
    await store.addDataKeys([{ ...stored, subject: 'conversation:2', wrapped: altered }]);
    await store.addDataKeys([{ ...stored, subject: 'conversation:3' }]);
    await store.addDataKeys([{ ...stored, subject: 'conversation:4', wrapped: Buffer.alloc(3) }]);
    const keys = testKeyRing(store);
    for (const subject of ['conversation:2', 'conversation:3', 'conversation:4']) {
      await expect(keys.keyFor(subject)).rejects.toMatchObject({ code: 'data_unreadable' });
    }
  });

  it('lets a damaged key hide no others: it is there, and seals and opens nothing', async () => {
    const store = memoryKeyStore();
    const sealed = sealField(await testKeyRing(store).keyFor('contact:1'), 'here', 'Ana');
    const made = await testKeyRing(store).keyFor('contact:2');
    await store.addDataKeys([{ subject: 'contact:3', keyVersion: 1, wrapped: Buffer.alloc(60) }]);
    const keys = testKeyRing(store);
    const found = await keys.keysFor(['contact:1', 'contact:2', 'contact:3']);
    expect([...found.keys()].sort()).toEqual(['contact:1', 'contact:2', 'contact:3']);
    expect(found.get('contact:2')?.bytes.equals(made.bytes)).toBe(true);
    const damaged = found.get('contact:3');
    if (!damaged) throw new Error('It was found');
    const unreadable = expect.objectContaining({ code: 'data_unreadable' }) as Error;
    expect(() => openField(damaged, 'here', sealed)).toThrow(unreadable);
    expect(() => sealField(damaged, 'here', 'Ana')).toThrow(unreadable);
    const sameBatch = testKeyRing(store);
    const [good, bad] = await Promise.allSettled([
      sameBatch.keyFor('contact:1'),
      sameBatch.keyFor('contact:3'),
    ]);
    expect(good.status).toBe('fulfilled');
    expect(bad).toMatchObject({ reason: { code: 'data_unreadable' } });
  });
});
