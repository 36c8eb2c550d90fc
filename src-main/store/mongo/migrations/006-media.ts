import { chunkRules, fileRules } from '../media-files.ts';
import { makeCollection } from '../make-collection.ts';
import { pictureRules } from '../mongo-picture-store.ts';
import { waitingMediaIndex } from '../message-schema.ts';
import type { MongoMigration } from './migration.ts';

/** Files of messages, in GridFS, profile pictures, and the index by which those are found that have still to be fetched. */
export const media: MongoMigration = {
  number: 6,
  intent: 'Create the collections of files and pictures',
  async up(db) {
    await makeCollection(db, 'media.files', fileRules);
    await makeCollection(db, 'media.chunks', chunkRules);
    await makeCollection(db, 'profile_pictures', pictureRules);
    const partitions = await db
      .listCollections({ name: /^messages_/ }, { nameOnly: true })
      .toArray();
    for (const { name } of partitions) await db.collection(name).createIndexes([waitingMediaIndex]);
  },
};
