import { date, flag, objectId, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/** How long the document of a desktop that has gone is kept, in seconds. Nothing of it holds by then: this is tidying up. */
const KEPT = 3_600;

/** Who looks at which conversation: one document a desktop, found by `_id`, which goes when the desktop is gone. */
export const presences: MongoMigration = {
  number: 12,
  intent: 'Create the collection of who looks at which conversation',
  async up(db) {
    await makeCollection(db, 'presences', {
      validator: validator({
        _id: text,
        userId: objectId,
        'conversationId?': text,
        isTyping: flag,
        toldAt: date,
      }),
      // Also for desktops that ask for what changed.
      indexes: [{ key: { updatedAt: 1 }, expireAfterSeconds: KEPT }],
    });
  },
};
