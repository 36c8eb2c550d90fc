import type { User } from '../../../src-preload/contract/app.ts';
import type { OwnPresence, Presence } from '../../../src-preload/contract/presence.ts';
import type { Clock } from '../../common/clock.ts';
import type { Publish } from '../../ingest/store-chat-batches.ts';
import type { Log } from '../../log/log.ts';
import {
  type DeskPresence,
  PRESENCE_AGAIN_MS,
  type PresenceStore,
} from '../../store/presence-store.ts';
import { Colleagues } from './colleagues.ts';
import { OwnPresenceTeller } from './own-presence.ts';

interface TeamPresenceInput {
  user: User;
  store: PresenceStore;
  publish: Publish;
  clock: Clock;
  log: Log;
}

/**
 * Who of the team has which conversation in front of them: tells the others, and hears of them. The feed tells what
 * changes; whether what does not change still holds is read when it would end, for all of them at once.
 */
export class TeamPresence {
  readonly #input: TeamPresenceInput;
  readonly #own: OwnPresenceTeller;
  readonly #colleagues: Colleagues;
  #reading: Promise<void> | null = null;
  #cancelRetry: () => void = () => {};
  #isStopping = false;

  constructor(input: TeamPresenceInput) {
    const { user, publish, clock } = input;
    const { userId } = user;
    this.#input = input;
    this.#own = new OwnPresenceTeller({ ...input, userId });
    this.#colleagues = new Colleagues({
      userId,
      clock,
      onChanged: (colleagues) => publish('presence.changed', { colleagues }),
      onDoubt: () => void this.read(),
    });
  }

  /** What the person here has in front of them from now on. */
  tell(presence: OwnPresence): void {
    this.#own.tell(presence);
  }

  list(): Presence[] {
    return this.#colleagues.list();
  }

  /** What another desktop has told. */
  note(presence: DeskPresence): void {
    if (!this.#isStopping) this.#colleagues.note(presence);
  }

  /** Reads what holds now: at the start, and when something may have been missed. Never rejects: it is tried again. */
  read(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  /** Resolves when colleagues know that nobody is here any more, or cannot be told. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#cancelRetry();
    await this.#reading;
    this.#colleagues.stop();
    await this.#own.stop();
  }

  async #read(): Promise<void> {
    const { store, clock, log } = this.#input;
    this.#cancelRetry();
    const { order } = this.#colleagues;
    try {
      const all = await store.list();
      if (!this.#isStopping) this.#colleagues.replace(all, order);
    } catch (error) {
      log.debug('What colleagues look at could not be read', { error });
      if (this.#isStopping) return;
      this.#colleagues.dropEnded();
      this.#cancelRetry = clock.after(PRESENCE_AGAIN_MS, () => void this.read());
    }
  }
}
