import { date, listOf, objectId, sealed, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

export const notes: MongoMigration = {
  number: 15,
  intent: 'Keep what the team notes in conversations, apart from the messages',
  async up(db) {
    await makeCollection(db, 'conversation_notes', {
      validator: validator({
        noteId: text,
        conversationId: text,
        authorId: objectId,
        'text?': sealed,
        mentions: listOf(objectId),
        timestamp: date,
        'editedAt?': date,
        'deletedAt?': date,
      }),
      indexes: [
        { key: { noteId: 1 }, unique: true },
        { key: { conversationId: 1, timestamp: -1 } },
        // For those who poll what changed.
        { key: { updatedAt: 1 } },
      ],
    });
  },
};
