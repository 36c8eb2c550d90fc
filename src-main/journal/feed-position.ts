import { z } from 'zod';
import type { FeedPosition } from '../store/change-feed.ts';
import type { DeviceDatabase } from './device-database.ts';

const KEY = 'position';

/** Where the feed of changes was read up to, on this device. One that cannot be read counts as none. */
export function feedPosition(database: DeviceDatabase): FeedPosition {
  const table = database.table('change-feed', z.string());
  return {
    read: async () => {
      const [row] = await table.read(1);
      return row === undefined || row.value instanceof Error ? null : row.value;
    },
    write: (position) => table.write({ put: [[KEY, position]] }),
  };
}
