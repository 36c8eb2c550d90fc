import { date, number, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/**
 * Who runs which account. Found by `_id` alone, so there is no index besides, and none that expires: a fencing number
 * that was forgotten would begin at one again.
 */
export const leases: MongoMigration = {
  number: 3,
  intent: 'Create the collection of account leases',
  async up(db) {
    await makeCollection(db, 'account_leases', {
      validator: validator({
        _id: text,
        fence: number,
        'holder?': text,
        'sessionId?': text,
        'expiresAt?': date,
        'wantedBy?': text,
        'wantedUntil?': date,
      }),
      indexes: [],
    });
  },
};
