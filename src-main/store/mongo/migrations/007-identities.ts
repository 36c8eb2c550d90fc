import { date, listOf, objectId, oneOf, shape, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/**
 * Who is who: pairs of ids of one person. Conversations and contacts of one person under two ids are joined by a
 * pointer, so that they can be taken apart again; few have one.
 */
export const identities: MongoMigration = {
  number: 7,
  intent: 'Create the collection of identities, and find what is joined',
  async up(db) {
    await makeCollection(db, 'identities', {
      validator: validator({
        accountId: text,
        one: text,
        other: text,
        evidence: listOf(shape({ source: oneOf(['contact', 'lookup']), at: date })),
        'refused?': shape({ by: objectId, at: date }),
      }),
      indexes: [
        // Two ids are one pair, in whichever order they come.
        { key: { accountId: 1, one: 1, other: 1 }, unique: true },
        { key: { updatedAt: 1 } },
      ],
    });
    for (const collection of ['conversations', 'whatsapp_contacts']) {
      await db.collection(collection).createIndexes([
        {
          key: { joinedInto: 1 },
          partialFilterExpression: { joinedInto: { $exists: true } },
        },
      ]);
    }
    // What was called complete before was not proved stretch by stretch: the next comparison does that.
    await db
      .collection('conversations')
      .updateMany({ completeUntil: { $exists: true } }, { $unset: { completeUntil: '' } });
  },
};
