import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { Reader, UserStore } from '../store/user-store.ts';

/** How long the database is not asked again after it did not answer, in milliseconds. */
const PAUSE_MS = 10_000;

/** For whom new messages wait: everybody in the team, as they were last known while the database is away. */
export class TeamReaders {
  readonly #users: Pick<UserStore, 'readers'>;
  readonly #clock: Clock;
  readonly #log: Log;
  #known: readonly Reader[] | null = null;
  #askAgainAt = 0;

  constructor(input: { users: Pick<UserStore, 'readers'>; clock: Clock; log: Log }) {
    this.#users = input.users;
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** Asked anew each time: whoever has just signed in misses nothing. Rejects while nobody was ever known. */
  async read(): Promise<readonly Reader[]> {
    if (this.#known && this.#clock.now() < this.#askAgainAt) return this.#known;
    try {
      this.#known = await this.#users.readers();
    } catch (error) {
      if (!this.#known) throw error;
      this.#askAgainAt = this.#clock.now() + PAUSE_MS;
      this.#log.debug('Who is in the team is taken from memory', { error });
    }
    return this.#known;
  }
}
