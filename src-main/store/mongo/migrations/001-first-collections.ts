import type { MongoMigration } from './migration.ts';

/** The collections of the schema with its indexes, and those that the queries of the stores need. */
export const firstCollections: MongoMigration = {
  number: 1,
  intent: 'Create the collections of sessions, conversations, messages and contacts',
  async up(db) {
    await db
      .collection('whatsapp_sessions')
      .createIndexes([
        { key: { sessionId: 1 }, unique: true },
        { key: { userId: 1 } },
        { key: { status: 1 } },
        { key: { lastActivity: -1 } },
      ]);
    await db.collection('conversations').createIndexes([
      { key: { conversationId: 1 }, unique: true },
      // One conversation for an account and a chat, however many messages of a new customer arrive at once.
      { key: { accountId: 1, whatsappId: 1 }, unique: true },
      // The statistics of a session.
      { key: { sessionId: 1 } },
      { key: { 'participants.whatsappId': 1 } },
      { key: { 'participants.businessId': 1 } },
      // The inbox, newest first, with a tie-breaker for paging.
      { key: { lastMessageAt: -1, conversationId: 1 } },
      { key: { leadId: 1 } },
      // A contact's conversation.
      { key: { whatsappId: 1 } },
    ]);
    await db.collection('messages').createIndexes([
      { key: { conversationId: 1, messageId: 1 }, unique: true },
      // A page of a thread, newest first, in WhatsApp's order within a second.
      { key: { conversationId: 1, timestamp: -1, sequence: -1 } },
      { key: { from: 1, timestamp: -1 } },
      { key: { businessId: 1, timestamp: -1 } },
      { key: { status: 1 } },
      { key: { leadGenerated: 1 } },
      // The days of the analytics page.
      { key: { timestamp: 1 } },
    ]);
    await db.collection('whatsapp_contacts').createIndexes([
      { key: { sessionId: 1, whatsappId: 1 }, unique: true },
      { key: { whatsappId: 1 } },
      { key: { businessId: 1 } },
      { key: { phoneNumber: 1 } },
      // The directory, A to Z, and its search by the beginnings of words.
      { key: { sortName: 1, _id: 1 } },
      { key: { searchTerms: 1 } },
    ]);
  },
};
