import type { Clock } from './clock.ts';

/** A moment on both clocks, in milliseconds. */
export interface Moment {
  readonly steady: number;
  readonly wall: number;
}

/**
 * Measures time on a clock that nobody can set but that may stand still while the computer sleeps, and on one that
 * goes on but can be set: one of the two tells when too much time has passed.
 */
export class TwoClocks {
  readonly #clock: Clock;
  readonly #steady: () => number;

  /** @param steady milliseconds of a clock that nobody can set */
  constructor(clock: Clock, steady: () => number) {
    this.#clock = clock;
    this.#steady = steady;
  }

  now(): Moment {
    return { steady: this.#steady(), wall: this.#clock.now() };
  }

  /** The longer of the two, in milliseconds. */
  since({ steady, wall }: Moment): number {
    return Math.max(this.#steady() - steady, this.#clock.now() - wall);
  }
}
