import { LRUCache } from 'lru-cache';
import type { Clock } from '../common/clock.ts';
import type { Cache, CacheNamespace } from './cache.ts';

/** What an entry takes beside its value and its key, in bytes; about. */
const ENTRY_BYTES = 200;

/** A cache in this process. What was not used for longest goes first when it has more than `maxBytes`. */
export function memoryCache(input: { maxBytes: number; clock: Pick<Clock, 'now'> }): Cache {
  const entries = new LRUCache<string, Buffer>({
    maxSize: input.maxBytes,
    sizeCalculation: (value, key) => ENTRY_BYTES + value.length + 2 * key.length,
    perf: input.clock,
    // The age is looked at whenever an entry is asked for.
    ttlResolution: 0,
  });
  return {
    get: async (namespace, key) => entries.get(place(namespace, key)) ?? null,
    set: async (namespace, key, value, ttl) => {
      entries.set(place(namespace, key), value, { ttl });
    },
    delete: async (namespace, key) => {
      entries.delete(place(namespace, key));
    },
    clear: async (namespace) => {
      for (const key of [...entries.keys()]) {
        if (key.startsWith(place(namespace, ''))) entries.delete(key);
      }
    },
    close: async () => entries.clear(),
  };
}

function place(namespace: CacheNamespace, key: string): string {
  return `${namespace}:${key}`;
}
