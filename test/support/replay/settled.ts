import { setTimeout as sleep } from 'node:timers/promises';
import type { Db } from 'mongodb';

/** Between two looks, and how many in a row must find the same. */
const LOOK_MS = 250;
const LOOKS = 8;

/** Counters follow the messages within moments: waits until nothing in the conversations moves. */
export async function settled(db: Db): Promise<void> {
  let before = '';
  for (let quiet = 0; quiet < LOOKS;) {
    const [sums] = await db
      .collection('conversations')
      .aggregate([
        { $project: { unread: { $objectToArray: '$unreadCount' }, messageCount: 1, updatedAt: 1 } },
        {
          $group: {
            _id: null,
            messages: { $sum: '$messageCount' },
            unread: { $sum: { $sum: '$unread.v' } },
            updatedAt: { $max: '$updatedAt' },
          },
        },
      ])
      .toArray();
    const now = JSON.stringify(sums ?? null);
    quiet = now === before ? quiet + 1 : 0;
    before = now;
    await sleep(LOOK_MS);
  }
}
