import { number, sealed, shape, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/** The workspace key and the data keys, all of them wrapped. */
export const keys: MongoMigration = {
  number: 2,
  intent: 'Create the collections of keys',
  async up(db) {
    await makeCollection(db, 'workspace_keys', {
      validator: validator({
        _id: text,
        workspaceId: text,
        revision: number,
        version: number,
        passphrase: shape({
          algorithm: text,
          cost: number,
          blockSize: number,
          parallelization: number,
          salt: sealed,
        }),
        byPassphrase: sealed,
        proof: sealed,
        previous: { bsonType: ['object', 'null'] },
      }),
      indexes: [],
    });
    await makeCollection(db, 'data_keys', {
      validator: validator({ _id: text, keyVersion: number, wrapped: sealed }),
      indexes: [
        // How many keys a rotation has still to rewrap.
        { key: { keyVersion: 1 } },
      ],
    });
  },
};
