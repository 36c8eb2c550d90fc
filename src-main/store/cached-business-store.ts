import { z } from 'zod';
import { BusinessId } from '../../src-preload/contract/ids.ts';
import type { Cache } from '../cache/cache.ts';
import type { BusinessStore } from './business-store.ts';

/** How long the list is believed without asking, in milliseconds: a change that nobody told of shows after that. */
const TTL = 5 * 60_000;
/** There are few, and whoever asks for one soon asks for another: they are kept together. */
const ALL = 'all';

const Businesses = z.array(
  z.object({
    businessId: BusinessId,
    name: z.string(),
    isHighVolume: z.boolean(),
    createdAt: z.number(),
  }),
);

/** Answers from what was read lately; forgets it with every change. The feed of rows tells what others changed. */
export function cachedBusinessStore(store: BusinessStore, cache: Cache): BusinessStore {
  const forget = (): Promise<void> => cache.clear('businesses');

  const list: BusinessStore['list'] = async () => {
    const kept = await cache.get('businesses', ALL);
    const known = kept && Businesses.safeParse(parseJson(kept)).data;
    if (known) return known;
    const businesses = await store.list();
    await cache.set('businesses', ALL, Buffer.from(JSON.stringify(businesses)), TTL);
    return businesses;
  };

  return {
    list,

    async find(businessId) {
      const known = (await list()).find((each) => each.businessId === businessId);
      // One that was made a moment ago may not be in there yet.
      return known ?? (await store.find(businessId));
    },

    async create(input) {
      const made = await store.create(input);
      if (made.outcome === 'created') await forget();
      return made;
    },

    async setHighVolume(businessId, isHighVolume) {
      const outcome = await store.setHighVolume(businessId, isHighVolume);
      await forget();
      return outcome;
    },
  };
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // A Redis may hold what an older version of the app kept.
    return null;
  }
}
