import type { AnyBulkWriteOperation, Db, ObjectId } from 'mongodb';
import { z } from 'zod';
import { listOf, number, objectId, type Shape, shape } from '../json-schema.ts';
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

const Rules = z.object({
  options: z.object({
    validator: z.object({
      $jsonSchema: z.looseObject({
        required: z.array(z.string()),
        properties: z.record(z.string(), z.custom<Shape>()),
      }),
    }),
  }),
});

/**
 * Says of each conversation who has not read it. Whoever owns its account begins with what WhatsApp counted for them;
 * for everybody else what was written before waits no more: who of them had seen it was never noted.
 */
export const unreadPerPerson: MongoMigration = {
  number: 16,
  intent: 'Note of each conversation who in the team has not read it',
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
    // The index of the owner's field is empty now, and stays: no desktop has the right to drop one.
    await collection.createIndexes([
      { key: { 'unread.userId': 1, lastMessageAt: -1, conversationId: 1 } },
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
      update: { $set: { arrival, unread }, $unset: { [OWNERS_FIELD]: '' } },
    },
  } satisfies AnyBulkWriteOperation;
}

/** The collection's rules as they are, but for these fields. */
async function acceptMarks(db: Db): Promise<void> {
  const [found] = await db.listCollections({ name: COLLECTION }).toArray();
  const { $jsonSchema: rules } = Rules.parse(found).options.validator;
  const { [OWNERS_FIELD]: _owners, ...properties } = rules.properties;
  const more = {
    arrival: number,
    unread: listOf(shape({ userId: objectId, after: number, count: number })),
  };
  const required = rules.required.filter((name) => name !== OWNERS_FIELD && !(name in more));
  await db.command({
    collMod: COLLECTION,
    validator: {
      $jsonSchema: {
        ...rules,
        required: [...required, ...Object.keys(more)],
        properties: { ...properties, ...more },
      },
    },
  });
}
