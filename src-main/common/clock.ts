/** Time and timers as an argument, so that rules about time can be tested. Milliseconds throughout. */
export interface Clock {
  now(): number;
  /** Runs `action` once after `delay`; the returned function cancels it. */
  after(delay: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, action) {
    const timer = setTimeout(action, delay);
    return () => clearTimeout(timer);
  },
};
