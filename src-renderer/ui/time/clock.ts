/** A clock that many components can watch while only one timer runs, and none while nobody watches. */
export interface Clock {
  readonly subscribe: (listener: () => void) => () => void;
  /** The time of the last tick, in milliseconds since 1970. */
  readonly now: () => number;
}

export function createClock(tickMilliseconds: number, readTime: () => number = Date.now): Clock {
  const listeners = new Set<() => void>();
  let current = readTime();
  let timer: ReturnType<typeof setInterval> | undefined;

  return {
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        current = readTime();
        timer = setInterval(() => {
          current = readTime();
          for (const each of listeners) {
            each();
          }
        }, tickMilliseconds);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    now: () => current,
  };
}
