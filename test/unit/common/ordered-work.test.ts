import { describe, expect, it } from 'vitest';
import { OrderedWork } from '../../../src-main/common/ordered-work.ts';

/** Work that is done when the test says so. */
function scene(limit: number) {
  const work = new OrderedWork(limit);
  const begun: string[] = [];
  const ends = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const add = (name: string, ...keys: string[]): void =>
    work.add(keys, () => {
      begun.push(name);
      return new Promise((resolve, reject) => ends.set(name, { resolve, reject }));
    });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string, error?: Error): Promise<void> => {
    if (error) ends.get(name)?.reject(error);
    else ends.get(name)?.resolve();
    await settle();
  };
  return { work, begun, add, end, settle };
}

describe('OrderedWork', () => {
  it('does work side by side, up to the limit, in the order given', async () => {
    const { begun, add, end } = scene(2);
    add('one', 'a');
    add('two', 'b');
    add('three', 'c');
    expect(begun).toEqual(['one', 'two']);
    await end('two');
    expect(begun).toEqual(['one', 'two', 'three']);
  });

  it('lets work wait for earlier work with the same key, and later work of other keys pass', async () => {
    const { begun, add, end } = scene(3);
    add('one', 'a', 'b');
    add('two', 'b', 'c');
    add('three', 'c');
    add('four', 'd');
    expect(begun).toEqual(['one', 'four']);
    await end('one');
    expect(begun).toEqual(['one', 'four', 'two']);
    await end('two');
    expect(begun).toEqual(['one', 'four', 'two', 'three']);
  });

  it('says when there is room, and when all is done', async () => {
    const { work, add, end, settle } = scene(1);
    add('one', 'a');
    add('two', 'b');
    const said: string[] = [];
    void work.room(1).then(() => said.push('room'));
    await settle();
    expect(said).toEqual([]);
    await end('one');
    expect(said).toEqual(['room']);
    const done = work.room(0);
    await end('two');
    await expect(done).resolves.toBeUndefined();
  });

  it('begins nothing after one has failed, and says so when nothing is under way', async () => {
    const { work, begun, add, end } = scene(2);
    add('one', 'a');
    add('two', 'b');
    add('three', 'a');
    const said: string[] = [];
    void work.room(0).catch((error: unknown) => said.push(String(error)));
    await end('one', new Error('away'));
    add('four', 'd');
    expect(begun).toEqual(['one', 'two']);
    expect(said).toEqual([]);
    await end('two');
    expect(said).toEqual(['Error: away']);
  });
});
