import type { Clock } from '../common/clock.ts';

/** Something did not happen in time. It may still happen later; nobody waits for it any more. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Resolves or rejects as `promise` does, or rejects with a DeadlineError after `milliseconds`. */
export async function withDeadline<Value>(
  clock: Clock,
  milliseconds: number,
  what: string,
  promise: Promise<Value>,
): Promise<Value> {
  let cancel: () => void = () => undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(milliseconds, () => {
      reject(new DeadlineError(`${what} took longer than ${milliseconds} ms`));
    });
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    cancel();
  }
}
