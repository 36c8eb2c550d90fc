import type { AnyBulkWriteOperation, Db, ObjectId } from 'mongodb';
import { z } from 'zod';
import { changeRules } from '../change-rules.ts';
import { flag, listOf, number, objectId, shape } from '../json-schema.ts';
import type { MongoMigration } from './migration.ts';

const COLLECTION = 'conversations';
/** What the owner of an account alone had. */
const OWNERS_FIELD = 'isUnread';
/** Conversations that are brought up to date at a time. */
const BATCH = 500;

const Row = z.object({
  _id: z.custom<ObjectId>(),
  ownerId: z.custom<ObjectId>(),
  unreadCount: z.record(z.string(), z.number()),
  lastMessageAt: z.date(),
  lastMessage: z.object({ sequence: z.number() }).optional(),
});
type Row = z.infer<typeof Row>;

const NoteRow = z.object({
  conversationId: z.string(),
  authorId: z.custom<ObjectId>(),
  mentions: z.array(z.custom<ObjectId>()),
});

/**
 * Says of each conversation who has not read it, and whom its notes mention: that was announced to them, and counts as
 * seen. Whoever owns its account begins with what WhatsApp counted for them;
 * for everybody else what was written before waits no more: who of them had seen it was never noted.
 */
export const readAndMentioned: MongoMigration = {
  number: 16,
  intent: 'Note of each conversation who in the team has not read it, and whom its notes mention',
  async up(db) {
    await acceptMarks(db);
    const collection = db.collection(COLLECTION);
    for (;;) {
      const rows = z.array(Row).parse(
        await collection
          .find({ arrival: { $exists: false } })
          .limit(BATCH)
          .toArray(),
      );
      if (rows.length === 0) break;
      await collection.bulkWrite(rows.map(update));
    }
    await noteMentions(db);
    // The index of the owner's field is empty now, and stays: no desktop has the right to drop one.
    await collection.createIndexes([
      { key: { 'unread.userId': 1, lastMessageAt: -1, conversationId: 1 } },
      { key: { 'mentions.userId': 1, lastMessageAt: -1, conversationId: 1 } },
    ]);
  },
};

function update({ _id, ownerId, unreadCount, lastMessageAt, lastMessage }: Row) {
  const count = unreadCount[ownerId.toHexString()] ?? 0;
  // A message's place as one number: see `domain/turns.ts` of when this step was written.
  const arrival = lastMessage
    ? lastMessageAt.getTime() * 1000 + Math.max(-499, Math.min(499, lastMessage.sequence))
    : 0;
  const unread = count > 0 ? [{ userId: ownerId, after: arrival, count }] : [];
  return {
    updateOne: {
      filter: { _id, arrival: { $exists: false } },
      update: { $set: { arrival, unread, mentions: [] }, $unset: { [OWNERS_FIELD]: '' } },
    },
  } satisfies AnyBulkWriteOperation;
}

async function noteMentions(db: Db): Promise<void> {
  const notes = await db
    .collection('conversation_notes')
    .find({ 'mentions.0': { $exists: true }, deletedAt: { $exists: false } })
    .project({ conversationId: 1, authorId: 1, mentions: 1 })
    .toArray();
  for (const { conversationId, authorId, mentions } of z.array(NoteRow).parse(notes)) {
    for (const userId of mentions.filter((each) => !each.equals(authorId))) {
      await db
        .collection<{ mentions: { userId: ObjectId; isSeen: boolean }[] }>(COLLECTION)
        .updateOne(
          { conversationId, 'mentions.userId': { $ne: userId } },
          { $push: { mentions: { userId, isSeen: true } } },
        );
    }
  }
}

/** The collection's rules as they are, but for these fields. */
async function acceptMarks(db: Db): Promise<void> {
  const more = {
    arrival: number,
    unread: listOf(shape({ userId: objectId, after: number, count: number })),
    mentions: listOf(shape({ userId: objectId, isSeen: flag })),
  };
  await changeRules(db, COLLECTION, (rules) => {
    const { [OWNERS_FIELD]: _owners, ...properties } = rules.properties;
    const required = rules.required.filter((name) => name !== OWNERS_FIELD && !(name in more));
    return {
      required: [...required, ...Object.keys(more)],
      properties: { ...properties, ...more },
    };
  });
}
