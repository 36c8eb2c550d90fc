import type { MongoMigration } from './migration.ts';

/** How long a session that nobody has linked is kept, in seconds: a week. */
const KEPT = 7 * 24 * 3_600;

/**
 * Sessions whose linking was given up go by themselves. Each code that was shown and not scanned has left one: without
 * this they would come back at every start for ever.
 */
export const abandonedLinkings: MongoMigration = {
  number: 4,
  intent: 'Forget sessions that nobody has linked for a week',
  async up(db) {
    const sessions = db.collection('whatsapp_sessions');
    // Those of before, counted from today.
    await sessions.updateMany(
      { account: { $exists: false }, unlinkedSince: { $exists: false } },
      { $set: { unlinkedSince: new Date() } },
    );
    await sessions.createIndexes([{ key: { unlinkedSince: 1 }, expireAfterSeconds: KEPT }]);
  },
};
