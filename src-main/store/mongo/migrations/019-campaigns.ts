import { changeRules } from '../change-rules.ts';
import { date } from '../json-schema.ts';
import type { MongoMigration } from './migration.ts';

export const campaignsOfConversations: MongoMigration = {
  number: 19,
  intent: 'Know since when a conversation belongs to a campaign, and count those of each',
  async up(db) {
    await changeRules(db, 'conversations', ({ required, properties }) => ({
      required,
      properties: { ...properties, campaignSince: date },
    }));
    await db.collection('conversations').createIndexes([
      {
        key: { campaignId: 1 },
        partialFilterExpression: { campaignId: { $exists: true } },
      },
    ]);
  },
};
