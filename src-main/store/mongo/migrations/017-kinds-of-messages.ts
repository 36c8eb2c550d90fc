import { messageKindIndexes } from '../message-kinds.ts';
import type { MongoMigration } from './migration.ts';

export const kindsOfMessages: MongoMigration = {
  number: 17,
  intent: 'Find the files, links and tagged messages of a conversation without reading the rest',
  async up(db) {
    const partitions = await db
      .listCollections({ name: /^messages_/ }, { nameOnly: true })
      .toArray();
    for (const { name } of partitions) {
      await db.collection(name).createIndexes([...messageKindIndexes]);
    }
  },
};
