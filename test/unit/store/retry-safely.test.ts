import { describe, expect, it } from 'vitest';
import { retrySafely } from '../../../src-main/store/postgres/retry-safely.ts';

const failure = (code: string, message = 'x'): Error =>
  Object.assign(new Error(message), code === '' ? {} : { code });

describe('a call to PostgreSQL that fails', () => {
  const pauses: number[] = [];
  const retry = retrySafely(
    () => 0.5,
    async (milliseconds) => {
      pauses.push(milliseconds);
    },
  );
  /** Fails `times` times, then answers how often it was made. */
  const failing = (error: unknown, times: number) => {
    let made = 0;
    return async (): Promise<number> => {
      made += 1;
      if (made <= times) throw error;
      return made;
    };
  };

  it.each(['40001', '40P01', '53300', '57P03'])(
    'with %s has done nothing, and is always made again',
    async (code) => {
      expect(await retry(failing(failure(code), 1), 'oncePerCall')).toBe(2);
      expect(await retry(failing(failure(code), 1))).toBe(2);
    },
  );

  it.each([
    ['57P01', 'x'],
    ['08006', 'x'],
    ['ECONNRESET', 'x'],
    ['', 'Connection terminated unexpectedly'],
  ])(
    'with %s (%s) may have been done: it is made again only where that is harmless',
    async (code, message) => {
      const error = failure(code, message);
      expect(await retry(failing(error, 1))).toBe(2);
      await expect(retry(failing(error, 1), 'oncePerCall')).rejects.toBe(error);
    },
  );

  it.each([
    ['23505', 'x'],
    ['57014', 'canceling statement due to statement timeout'],
    ['ECONNREFUSED', 'x'],
    ['', 'timeout expired'],
    ['', 'Connection terminated due to connection timeout'],
  ])('with %s (%s) is not made again', async (code, message) => {
    const error = failure(code, message);
    await expect(retry(failing(error, 1))).rejects.toBe(error);
  });

  it('is made four times at most, after growing pauses, and then rejects as it did', async () => {
    pauses.length = 0;
    const error = failure('40001');
    await expect(retry(failing(error, 4))).rejects.toBe(error);
    expect(await retry(failing(error, 3))).toBe(4);
    expect(pauses).toEqual([25, 50, 100, 25, 50, 100]);
  });

  it('with something that is no error is passed on', async () => {
    await expect(retry(failing('thrown text', 1))).rejects.toBe('thrown text');
  });
});
