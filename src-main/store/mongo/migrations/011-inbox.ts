import type { AnyBulkWriteOperation, Db, Document, ObjectId } from 'mongodb';
import { z } from 'zod';
import {
  date,
  flag,
  listOf,
  number,
  objectId,
  oneOf,
  sealed,
  shape,
  text,
  validator,
} from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import { MessagePartitions } from '../message-partitions.ts';
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
const NO_TURNS = ['reaction', 'call_log', 'group_event', 'revoked'];
/** What sorts after all places: nobody waits. */
const NOBODY = Number.MAX_SAFE_INTEGER;
/** Conversations that are brought up to date at a time. */
const BATCH = 500;

const conversations = validator({
  conversationId: text,
  sessionId: text,
  accountId: text,
  accountIdSealed: sealed,
  whatsappId: text,
  whatsappIdSealed: sealed,
  ownerId: objectId,
  'businessId?': objectId,
  name: sealed,
  participants: listOf(
    shape({
      'userId?': objectId,
      'businessId?': objectId,
      whatsappId: text,
      name: sealed,
      type: oneOf(['user', 'business', 'group']),
    }),
  ),
  isGroup: flag,
  'groupName?': sealed,
  'groupDescription?': sealed,
  'lastMessageId?': objectId,
  'lastMessageContent?': sealed,
  lastMessageAt: date,
  'lastMessage?': shape({
    messageId: text,
    direction: oneOf(['incoming', 'outgoing']),
    type: oneOf(TYPES),
    status: oneOf(STATUSES),
    sequence: number,
  }),
  messageCount: number,
  partitions: listOf(text),
  unreadCount: { bsonType: 'object' },
  isArchived: flag,
  isPinned: flag,
  'archivedAt?': date,
  'leadId?': objectId,
  'campaignId?': objectId,
  priority: oneOf(['low', 'medium', 'high']),
  status: oneOf(['open', 'pending', 'resolved']),
  'snoozedUntil?': date,
  isUnread: flag,
  turns: shape({ incoming: number, outgoing: number, waiting: number }),
  'assigneeId?': objectId,
  labels: listOf(text),
  'history?': shape({
    revision: number,
    spans: listOf(shape({ from: date, to: date, count: number })),
    gaps: listOf(shape({ from: date, to: date })),
    fromBeginning: flag,
  }),
  'joinedInto?': text,
});

const Row = z.object({
  _id: z.custom<ObjectId>(),
  isGroup: z.boolean(),
  ownerId: z.custom<ObjectId>(),
  unreadCount: z.record(z.string(), z.number()),
  partitions: z.array(z.string()),
});
type Row = z.infer<typeof Row>;
const Ends = z.object({ _id: z.custom<ObjectId>(), incoming: z.number(), outgoing: z.number() });
const Oldest = z.object({ _id: z.custom<ObjectId>(), waiting: z.number() });

interface Turns {
  incoming: number;
  outgoing: number;
  waiting: number;
}

/**
 * Gives conversations a status, whose turn it is, and whether something in them is unread. The messages tell whose turn
 * it is; a conversation that has it already is left alone, so that a step that was broken off goes on where it was.
 */
export const inbox: MongoMigration = {
  number: 11,
  intent: 'Tell open, pending and resolved conversations, and who waits since when',
  async up(db) {
    const collection = db.collection('conversations');
    for (;;) {
      const rows = z.array(Row).parse(
        await collection
          .find({ turns: { $exists: false } })
          .limit(BATCH)
          .toArray(),
      );
      if (rows.length === 0) break;
      const turns = await turnsOf(db, rows);
      await collection.bulkWrite(rows.map((row) => update(row, turns.get(String(row._id)))));
    }
    await makeCollection(db, 'conversations', {
      validator: conversations,
      indexes: [
        // The views of the inbox, and most of the filters: what is open is a part of all.
        { key: { status: 1, lastMessageAt: -1, conversationId: 1 } },
        { key: { 'turns.waiting': 1, lastMessageAt: -1, conversationId: 1 } },
        {
          key: { assigneeId: 1, lastMessageAt: -1 },
          partialFilterExpression: { assigneeId: { $exists: true } },
        },
        { key: { isUnread: 1, lastMessageAt: -1 }, partialFilterExpression: { isUnread: true } },
        { key: { labels: 1, lastMessageAt: -1 } },
        {
          key: { snoozedUntil: 1 },
          partialFilterExpression: { snoozedUntil: { $exists: true } },
        },
      ],
    });
  },
};

function update(row: Row, turns: Turns | undefined): AnyBulkWriteOperation {
  return {
    updateOne: {
      filter: { _id: row._id, turns: { $exists: false } },
      update: {
        $set: {
          status: 'open',
          isUnread: (row.unreadCount[row.ownerId.toHexString()] ?? 0) > 0,
          turns: turns ?? { incoming: 0, outgoing: 0, waiting: NOBODY },
        },
      },
    },
  };
}

/** By conversation, as hexadecimal digits. Those in which nobody has written yet, and groups, are left out. */
async function turnsOf(db: Db, rows: readonly Row[]): Promise<Map<string, Turns>> {
  const found = new Map<string, Turns>();
  const people = rows.filter(({ isGroup }) => !isGroup);
  const partitions = new MessagePartitions(db, () => false);
  const read = (partition: string, ids: ObjectId[], stages: Document[]): Promise<Document[]> =>
    partitions
      .collection(partition)
      .aggregate([
        { $match: { conversationId: { $in: ids }, type: { $nin: NO_TURNS } } },
        ...stages,
      ])
      .toArray();

  for (const [partition, ids] of byPartition(people)) {
    const newest = (direction: string): object => ({
      $max: { $cond: [{ $eq: ['$direction', direction] }, PLACE, 0] },
    });
    const ends = await read(partition, ids, [
      {
        $group: {
          _id: '$conversationId',
          incoming: newest('incoming'),
          outgoing: newest('outgoing'),
        },
      },
    ]);
    for (const { _id, incoming, outgoing } of z.array(Ends).parse(ends)) {
      const before = found.get(String(_id));
      found.set(String(_id), {
        incoming: Math.max(incoming, before?.incoming ?? 0),
        outgoing: Math.max(outgoing, before?.outgoing ?? 0),
        waiting: NOBODY,
      });
    }
  }
  const waiting = people.filter(({ _id }) => {
    const turns = found.get(String(_id));
    return turns && turns.incoming > turns.outgoing;
  });
  for (const [partition, ids] of byPartition(waiting)) {
    // The oldest that no answer follows: answers of all months are known by now.
    const answers = ids.map((id) => ({
      case: { $eq: ['$conversationId', id] },
      then: found.get(String(id))?.outgoing ?? 0,
    }));
    const oldest = await read(partition, ids, [
      { $match: { direction: 'incoming' } },
      { $set: { place: PLACE, answer: { $switch: { branches: answers, default: NOBODY } } } },
      { $match: { $expr: { $gt: ['$place', '$answer'] } } },
      { $group: { _id: '$conversationId', waiting: { $min: '$place' } } },
    ]);
    for (const each of z.array(Oldest).parse(oldest)) {
      const turns = found.get(String(each._id));
      if (turns) turns.waiting = Math.min(turns.waiting, each.waiting);
    }
  }
  return found;
}

/** A message's place in its conversation as one number: see `domain/turns.ts` of when this step was written. */
const PLACE = {
  $add: [
    { $multiply: [{ $toLong: '$timestamp' }, 1000] },
    { $max: [-499, { $min: [499, '$sequence'] }] },
  ],
};

function byPartition(rows: readonly Row[]): Map<string, ObjectId[]> {
  const found = new Map<string, ObjectId[]>();
  for (const { _id, partitions } of rows) {
    for (const partition of partitions) {
      found.set(partition, [...(found.get(partition) ?? []), _id]);
    }
  }
  return found;
}
