import { date, listOf, objectId, oneOf, shape, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/** Only the rule for what is written changes: what is stored stays as it is, and is read as before. */
export const moreEvidence: MongoMigration = {
  number: 9,
  intent: 'Accept messages and usernames as evidence of who is who',
  async up(db) {
    await makeCollection(db, 'identities', {
      validator: validator({
        accountId: text,
        one: text,
        other: text,
        evidence: listOf(
          shape({ source: oneOf(['contact', 'lookup', 'message', 'username']), at: date }),
        ),
        'refused?': shape({ by: objectId, at: date }),
      }),
      indexes: [],
    });
  },
};
