import { MongoServerError } from 'mongodb';
import { expect, it } from 'vitest';
import { repeatUpsert } from '../../../src-main/store/mongo/repeat-upsert.ts';

const failing = (times: number, code: number) => {
  const work = { calls: 0 };
  return {
    work,
    upsert: () => {
      work.calls += 1;
      return work.calls <= times
        ? Promise.reject(new MongoServerError({ message: 'refused', code }))
        : Promise.resolve('done');
    },
  };
};

it.each([
  ['a document that was made in the same moment', 11_000],
  ['a write that waits for the one that waits for it', 112],
])('repeats an upsert after %s', async (_what, code) => {
  const { upsert, work } = failing(2, code);
  await expect(repeatUpsert(upsert)).resolves.toBe('done');
  expect(work.calls).toBe(3);
});

it('gives up after the eighth attempt, with its error', async () => {
  const { upsert, work } = failing(9, 112);
  await expect(repeatUpsert(upsert)).rejects.toMatchObject({ code: 112 });
  expect(work.calls).toBe(8);
});

it('repeats nothing else', async () => {
  const { upsert, work } = failing(1, 121);
  await expect(repeatUpsert(upsert)).rejects.toMatchObject({ code: 121 });
  expect(work.calls).toBe(1);
});
