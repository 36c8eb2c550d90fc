import { changeRules } from '../change-rules.ts';
import { listOf, number } from '../json-schema.ts';
import { taggedMessagesIndex } from '../message-kinds.ts';
import type { MongoMigration } from './migration.ts';

/** What is there gets into the index afterwards, for that takes the keys (`ConversationStore.indexNames`). */
export const namesAndTags: MongoMigration = {
  number: 18,
  intent: 'Find conversations by their names, and messages by their tags wherever they are',
  async up(db) {
    await changeRules(db, 'conversations', ({ required, properties }) => ({
      required,
      properties: { ...properties, searchTokens: listOf(number) },
    }));
    await db.collection('conversations').createIndexes([{ key: { searchTokens: 1 } }]);
    const partitions = await db
      .listCollections({ name: /^messages_/ }, { nameOnly: true })
      .toArray();
    for (const { name } of partitions) {
      await db.collection(name).createIndexes([taggedMessagesIndex]);
    }
  },
};
