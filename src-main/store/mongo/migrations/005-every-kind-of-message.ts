import { conversationValidator } from '../conversation-schema.ts';
import { makeCollection } from '../make-collection.ts';
import { MessagePartitions } from '../message-partitions.ts';
import type { MongoMigration } from './migration.ts';

/**
 * The databases know files, places, cards, polls, calls, what happens in groups, reactions and edits. Only the rules
 * for what is written change: what is stored stays as it is, and is read as before.
 */
export const everyKind: MongoMigration = {
  number: 5,
  intent: 'Accept every kind of message, with reactions, votes and edits',
  async up(db) {
    await makeCollection(db, 'conversations', { validator: conversationValidator, indexes: [] });
    // Which business has collections of its own matters for new messages only.
    const partitions = new MessagePartitions(db, () => false);
    for (const partition of await partitions.all()) await partitions.ensure(partition);
  },
};
