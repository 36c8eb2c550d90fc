import { createClient, ErrorReply, RESP_TYPES } from 'redis';
import { backoff } from '../common/backoff.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { Cache, CacheNamespace } from './cache.ts';

/** How long somebody waits for an answer, in milliseconds. */
const ANSWER_MS = 50;
/** How long a connection may be silent before another one is made, in milliseconds. */
const SILENCE_MS = 5_000;
/** Pauses before connecting again, in milliseconds. */
const RECONNECT = { first: 200, longest: 10_000 };
const CONNECT_MS = 3_000;
/** Keys that are looked at, and forgotten, at once. */
const BATCH = 1_000;
const PREFIX = 'alexia';

export interface RedisCacheInput {
  /** `redis://` or `rediss://`, with the login. */
  url: string;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  log: Log;
}

type Client = ReturnType<typeof newClient>;

/**
 * A cache that the team's desktops share. It is used while it answers within 50 milliseconds; when it does not, it
 * counts as away until it answers again, and everything is a miss at once. What should have been deleted meanwhile is
 * made up for before it is asked again, by forgetting the whole namespace.
 */
export class RedisCache implements Cache {
  readonly #input: RedisCacheInput;
  /** The connection that is in use; null while Redis is away. */
  #client: Client | null = null;
  /** The connection that there is, in use or not yet or no more. */
  #connection: Client | null = null;
  /** Namespaces in which a deletion was missed. */
  readonly #missed = new Set<CacheNamespace>();
  #failures = 0;
  #cancelTimer = (): void => {};
  #isClosed = false;

  private constructor(input: RedisCacheInput) {
    this.#input = input;
  }

  /** Connects in the background; until then it knows nothing. */
  static open(input: RedisCacheInput): RedisCache {
    const cache = new RedisCache(input);
    void cache.#connect();
    return cache;
  }

  async get(namespace: CacheNamespace, key: string): Promise<Buffer | null> {
    const value = await this.#ask((client) => client.get(place(namespace, key)));
    return value.outcome === 'answered' ? value.answer : null;
  }

  async set(namespace: CacheNamespace, key: string, value: Buffer, ttl: number): Promise<void> {
    const expiration = { type: 'PX', value: Math.max(1, Math.round(ttl)) } as const;
    await this.#ask((client) =>
      client.set(place(namespace, key), value, { expiration }).catch((error: unknown) => {
        // It refuses to keep more, for it is full: that is its right.
        if (!(error instanceof ErrorReply)) throw error;
      }),
    );
  }

  async delete(namespace: CacheNamespace, key: string): Promise<void> {
    const { outcome } = await this.#ask((client) => client.unlink(place(namespace, key)));
    if (outcome === 'missed') this.#missed.add(namespace);
  }

  async clear(namespace: CacheNamespace): Promise<void> {
    const { outcome } = await this.#ask((client) => forget(client, namespace));
    if (outcome === 'missed') this.#missed.add(namespace);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    this.#client = null;
    if (this.#connection?.isOpen) this.#connection.destroy();
    return Promise.resolve();
  }

  /** Runs a command, if Redis is there, and waits for it no longer than anybody should wait for a cache. */
  async #ask<T>(
    command: (client: Client) => Promise<T>,
  ): Promise<{ outcome: 'answered'; answer: T } | { outcome: 'missed' }> {
    const client = this.#client;
    if (!client) return { outcome: 'missed' };
    const answer = command(client);
    try {
      const first = await this.#within(answer);
      if (first !== 'late') return first;
      this.#fallSilent(client, answer);
    } catch (error) {
      this.#giveUp(client, error);
    }
    return { outcome: 'missed' };
  }

  #within<T>(answer: Promise<T>): Promise<{ outcome: 'answered'; answer: T } | 'late'> {
    return new Promise((resolve, reject) => {
      const cancel = this.#input.clock.after(ANSWER_MS, () => resolve('late'));
      answer
        .then((value) => resolve({ outcome: 'answered', answer: value }), reject)
        .finally(cancel);
    });
  }

  /**
   * Not used until the answer that is late has come. On the same connection, for what was sent before is done before:
   * a value that is still on its way cannot arrive after it was made up for.
   */
  #fallSilent(client: Client, late: Promise<unknown>): void {
    if (this.#client !== client) return;
    this.#client = null;
    this.#expectWord(client);
    late.then(
      () => this.#use(client),
      (error: unknown) => this.#giveUp(client, error),
    );
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) return;
    let client: Client | null = null;
    try {
      client = newClient(this.#input.url);
      const made = client;
      this.#connection = made;
      made.on('error', (error: unknown) => this.#giveUp(made, error));
      made.on('end', () => this.#giveUp(made, new Error('The connection ended')));
      this.#expectWord(made);
      await made.connect();
      await this.#use(made);
    } catch (error) {
      this.#giveUp(client, error);
    }
  }

  /** Makes up for what was missed, and uses the connection from then on. */
  async #use(client: Client): Promise<void> {
    try {
      // One that is missed again meanwhile comes up again.
      for (const namespace of this.#missed) {
        this.#missed.delete(namespace);
        await forget(client, namespace).catch((error: unknown) => {
          this.#missed.add(namespace);
          throw error;
        });
      }
    } catch (error) {
      this.#giveUp(client, error);
      return;
    }
    if (this.#isClosed || this.#connection !== client) return;
    this.#cancelTimer();
    if (this.#failures > 0) this.#input.log.info('The cache is back');
    this.#failures = 0;
    this.#client = client;
  }

  /** Does nothing for a connection that was given up already. */
  #giveUp(client: Client | null, error: unknown): void {
    if (this.#isClosed || this.#connection !== client) return;
    const { clock, random, log } = this.#input;
    if (this.#failures === 0) {
      log.warn('The cache is away; what it would know is read from the database', {
        error: error instanceof Error ? error.message : String(error),
      });
    }
    this.#client = null;
    this.#connection = null;
    if (client?.isOpen) client.destroy();
    this.#failures += 1;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(backoff(this.#failures, random(), RECONNECT), () => {
      void this.#connect();
    });
  }

  /** Gives the connection up unless it is in use before long. */
  #expectWord(client: Client): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#input.clock.after(SILENCE_MS, () =>
      this.#giveUp(client, new Error(`No answer within ${SILENCE_MS} ms`)),
    );
  }
}

function newClient(url: string) {
  return createClient({
    url,
    disableOfflineQueue: true,
    maintNotifications: 'disabled',
    // Connecting again is decided here.
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: false },
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
}

/** Forgets what there is in a namespace now. */
async function forget(client: Client, namespace: CacheNamespace): Promise<void> {
  const found = client.scanIterator({ MATCH: place(namespace, '*'), COUNT: BATCH });
  for await (const keys of found) {
    if (keys.length > 0) await client.unlink(keys);
  }
}

function place(namespace: CacheNamespace, key: string): string {
  return `${PREFIX}:${namespace}:${key}`;
}
