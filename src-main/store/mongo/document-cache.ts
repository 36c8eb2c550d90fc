import { BSON, type Document } from 'mongodb';
import type { Cache, CacheNamespace } from '../../cache/cache.ts';

/** How long a document is believed without asking, in milliseconds: a change that nobody told of shows after that. */
const TTL = 5 * 60_000;

/** Documents that were read lately, as they stand in the database: sealed. */
export class DocumentCache<T extends Document> {
  readonly #cache: Cache;
  readonly #namespace: CacheNamespace;

  constructor(cache: Cache, namespace: CacheNamespace) {
    this.#cache = cache;
    this.#namespace = namespace;
  }

  /** Those that are cached, and of the others those that `read` finds; it is asked once, for all that are missing. */
  async many(
    keys: readonly string[],
    read: (missing: readonly string[]) => Promise<ReadonlyMap<string, T>>,
  ): Promise<Map<string, T>> {
    const found = new Map<string, T>();
    const missing: string[] = [];
    const values = await Promise.all(keys.map((key) => this.#cache.get(this.#namespace, key)));
    for (const [index, key] of keys.entries()) {
      const value = values[index];
      if (value) found.set(key, BSON.deserialize(value, { promoteValues: true }) as T);
      else missing.push(key);
    }
    if (missing.length === 0) return found;
    const justRead = await read(missing);
    for (const [key, document] of justRead) found.set(key, document);
    await this.remember(justRead);
    return found;
  }

  async remember(documents: Iterable<readonly [key: string, document: T]>): Promise<void> {
    await Promise.all(
      [...documents].map(([key, document]) =>
        this.#cache.set(this.#namespace, key, Buffer.from(BSON.serialize(document)), TTL),
      ),
    );
  }

  /** Call after every change of these documents. */
  async forget(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#cache.delete(this.#namespace, key)));
  }

  async clear(): Promise<void> {
    await this.#cache.clear(this.#namespace);
  }
}
