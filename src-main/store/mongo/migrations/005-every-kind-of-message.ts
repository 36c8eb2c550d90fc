import { makeCollection } from '../make-collection.ts';
import { MessagePartitions } from '../message-partitions.ts';
import { conversationsAsOf } from './conversations-of-001-and-005.ts';
import type { MongoMigration } from './migration.ts';

// As the contract had them when this step was written.
const TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'location',
  'contact',
  'sticker',
  'voice_note',
  'poll',
  'reaction',
  'call_log',
  'group_event',
  'revoked',
  'unknown',
];
const STATUSES = ['sending', 'sent', 'delivered', 'read', 'played', 'failed'];

/**
 * The databases know files, places, cards, polls, calls, what happens in groups, reactions and edits. Only the rules
 * for what is written change: what is stored stays as it is, and is read as before.
 */
export const everyKind: MongoMigration = {
  number: 5,
  intent: 'Accept every kind of message, with reactions, votes and edits',
  async up(db) {
    const validator = conversationsAsOf({ types: TYPES, statuses: STATUSES });
    await makeCollection(db, 'conversations', { validator, indexes: [] });
    // Which business has collections of its own matters for new messages only.
    const partitions = new MessagePartitions(db, () => false);
    for (const partition of await partitions.all()) await partitions.ensure(partition);
  },
};
