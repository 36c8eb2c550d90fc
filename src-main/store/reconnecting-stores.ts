import type { StoreTestResult } from '../../src-preload/contract/app.ts';
import type { StoreTest } from '../../src-preload/contract/store-connection.ts';
import { AppError } from '../common/app-error.ts';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import { isUnreachable } from '../common/is-unreachable.ts';
import type { Log } from '../log/log.ts';
import type { Outdated } from './outdated.ts';
import type { Stores } from './stores.ts';

/** How long attempts to open the stores wait for each other. */
const RETRY = { first: 1_000, longest: 20_000 };

export interface ReconnectingInput {
  /** Connects, migrates and opens. Rejects with `database_unreachable` while a database is away. */
  open(): Promise<Stores>;
  /** Tests both connections; never rejects. */
  test(): Promise<StoreTestResult>;
  /** The databases are back, and say something else than that they are away. Called once; then nothing is tried. */
  onRefused(error: unknown): void;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  log: Log;
}

/**
 * Stores for databases that are away when the app starts: every method rejects with `database_unreachable` until both
 * databases are reached, migrated and opened, which is tried in the background; from then on they are the real ones.
 */
export function reconnectingStores(input: ReconnectingInput): Stores {
  const late = new LateStores(input);
  const own = {
    ping: () => late.ping(),
    test: () => late.test(),
    close: () => late.close(),
    forgetOutdated: (outdated: Outdated) => late.forgetOutdated(outdated),
  };
  const members = new Map<PropertyKey, unknown>();
  // Each store by its name, whatever stores there are: all of their methods answer with a promise.
  const stores = new Proxy(own as Stores, {
    get(target, name) {
      // A promise that is resolved with the stores asks whether they are a promise themselves.
      if (name in target || name === 'then' || typeof name === 'symbol') {
        return Reflect.get(target, name) as unknown;
      }
      const known = members.get(name) ?? late.member(name);
      members.set(name, known);
      return known;
    },
  });
  late.begin();
  return stores;
}

class LateStores {
  readonly #input: ReconnectingInput;
  #stores: Stores | null = null;
  #opening: Promise<void> | null = null;
  #attempts = 0;
  #cancelRetry: () => void = () => {};
  #hasEnded = false;

  constructor(input: ReconnectingInput) {
    this.#input = input;
  }

  begin(): void {
    this.#later();
  }

  /** One store, whose methods are those of the real one as soon as there is one. */
  member(name: string): unknown {
    return new Proxy(
      {},
      {
        get: (_, method) => {
          if (method === 'then' || typeof method === 'symbol') return undefined;
          return async (...input: unknown[]): Promise<unknown> => {
            if (!this.#stores) {
              throw new AppError('database_unreachable', 'The databases have not been reached yet');
            }
            const store: unknown = Reflect.get(this.#stores, name);
            const call: unknown = Reflect.get(Object(store), method);
            if (typeof call !== 'function') throw new TypeError(`There is no ${name}.${method}`);
            return (await Reflect.apply(call, store, input)) as unknown;
          };
        },
      },
    );
  }

  /** Which of the two answers. As soon as both do, the stores are opened before this says so. */
  async ping(): ReturnType<Stores['ping']> {
    if (this.#stores) return this.#stores.ping();
    const { mongodb, postgres } = await this.#input.test();
    const reached = {
      mongo: isReached(mongodb),
      postgres: isReached(postgres),
      areWaiting: true,
    };
    if (!reached.mongo || !reached.postgres || this.#hasEnded) return reached;
    await this.#open();
    // Not opened all the same: it went away again in between, or the lifecycle has been told.
    return this.#opened()?.ping() ?? { mongo: false, postgres: false, areWaiting: true };
  }

  test(): Promise<StoreTestResult> {
    return this.#stores?.test() ?? this.#input.test();
  }

  async close(): Promise<void> {
    this.#hasEnded = true;
    this.#cancelRetry();
    await this.#opening;
    await this.#stores?.close();
  }

  /** Nothing is remembered before there are stores. */
  async forgetOutdated(outdated: Outdated): Promise<void> {
    await this.#stores?.forgetOutdated(outdated);
  }

  /** These two are for after an `await`: the compiler believes that nothing has changed meanwhile. */
  #opened(): Stores | null {
    return this.#stores;
  }

  #isOver(): boolean {
    return this.#hasEnded;
  }

  #later(): void {
    if (this.#hasEnded) return;
    this.#attempts += 1;
    const { clock, random } = this.#input;
    this.#cancelRetry = clock.after(
      backoff(this.#attempts, random(), RETRY),
      () => void this.#open(),
    );
  }

  /** Never rejects. One attempt at a time. */
  #open(): Promise<void> {
    this.#opening ??= this.#attempt().finally(() => {
      this.#opening = null;
    });
    return this.#opening;
  }

  async #attempt(): Promise<void> {
    if (this.#hasEnded || this.#stores) return;
    this.#cancelRetry();
    const { open, log, onRefused } = this.#input;
    try {
      this.#stores = await open();
      log.info('The databases are back');
    } catch (error) {
      if (isUnreachable(error)) {
        log.debug('The databases are still away', { error });
        this.#later();
        return;
      }
      if (this.#isOver()) return;
      this.#hasEnded = true;
      log.warn('The databases are back and cannot be used', { error });
      onRefused(error);
    }
  }
}

function isReached({ steps }: StoreTest): boolean {
  return steps.some(({ step, state }) => step === 'login' && state === 'ok');
}
