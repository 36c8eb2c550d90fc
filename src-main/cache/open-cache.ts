import type { Clock } from '../common/clock.ts';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';
import type { Cache } from './cache.ts';
import { memoryCache } from './memory-cache.ts';
import { REDIS_URL } from './redis-address.ts';

/** What the app itself keeps in memory at most, in bytes. */
const MEMORY_BYTES = 32 * 1024 * 1024;

/** The team's Redis where an address is set, else this process. */
export async function openCache(input: {
  secrets: SecretStore;
  clock: Clock;
  random(): number;
  log: Log;
}): Promise<Cache> {
  const { secrets, ...rest } = input;
  const url = await secrets.get(REDIS_URL);
  if (url === null) return memoryCache({ maxBytes: MEMORY_BYTES, clock: input.clock });
  // Few teams have one, and its client takes a tenth of a second to load.
  const { RedisCache } = await import('./redis-cache.ts');
  return RedisCache.open({ ...rest, url });
}
