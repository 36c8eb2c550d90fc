import { median, percentile, rounded } from './statistics.ts';

/** A row of a table: the milliseconds of the store and of the driver, and how many times the driver's the store's are. */
export function compareWithRaw(
  what: string,
  [store = [], raw = []]: readonly (readonly number[])[],
): object {
  return {
    what,
    rounds: store.length,
    store: rounded(median(store)),
    storeP95: rounded(percentile(store, 95)),
    raw: rounded(median(raw)),
    rawP95: rounded(percentile(raw, 95)),
    ofRaw: rounded(median(store) / median(raw)),
  };
}
