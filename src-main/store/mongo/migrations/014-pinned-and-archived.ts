import type { MongoMigration } from './migration.ts';

export const pinnedAndArchived: MongoMigration = {
  number: 14,
  intent: 'Find what is pinned or archived without reading the rest',
  async up(db) {
    await db.collection('conversations').createIndexes([
      {
        key: { isPinned: 1, lastMessageAt: -1, conversationId: 1 },
        partialFilterExpression: { isPinned: true },
      },
      {
        key: { isArchived: 1, lastMessageAt: -1, conversationId: 1 },
        partialFilterExpression: { isArchived: true },
      },
    ]);
  },
};
