import type { IndexDescription } from 'mongodb';
import { date, flag, number, objectId, sealed, shape, text } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import { pictureRules } from '../mongo-picture-store.ts';
import { waitingMediaIndex } from '../message-schema.ts';
import type { MongoMigration } from './migration.ts';

const fileRules = {
  validator: {
    $jsonSchema: shape({
      length: number,
      chunkSize: number,
      uploadDate: date,
      metadata: shape({
        format: number,
        conversationId: text,
        size: number,
        'contentId?': text,
        'begunAt?': date,
        'isAbandoned?': flag,
        deskId: text,
      }),
    }),
  },
  indexes: [
    // The same bytes are stored once in a conversation.
    {
      key: { 'metadata.conversationId': 1, 'metadata.contentId': 1 },
      unique: true,
      partialFilterExpression: { 'metadata.contentId': { $exists: true } },
    },
    // What somebody began and did not finish.
    {
      key: { 'metadata.begunAt': 1 },
      partialFilterExpression: { 'metadata.begunAt': { $exists: true } },
    },
  ],
} satisfies { validator: unknown; indexes: readonly IndexDescription[] };

const chunkRules = {
  validator: { $jsonSchema: shape({ files_id: objectId, n: number, data: sealed }) },
  // The one that GridFS demands.
  indexes: [{ key: { files_id: 1, n: 1 }, unique: true }],
} satisfies { validator: unknown; indexes: readonly IndexDescription[] };

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
