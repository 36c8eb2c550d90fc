import type { ClientSession, Filter } from 'mongodb';
import type { Place } from '../../domain/message-order.ts';
import type { NewMessage } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';
import { monthOf, monthOfPartition } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import type { PlacedBatch } from './store-messages.ts';

/** The same message may be told with times that differ by less than this, across the end of a month. Milliseconds. */
const CLOCK_MARGIN = 24 * 60 * 60 * 1000;

export interface KnownPlace extends Place {
  whatsappType: string;
  partition: string;
}

/**
 * For each batch the places of every stored message in the seconds that it touches. Only where the conversation has
 * messages: should somebody else have stored one elsewhere meanwhile, counting notices.
 */
export async function findPlaces(
  context: MongoContext,
  batches: readonly PlacedBatch[],
  session: ClientSession,
): Promise<KnownPlace[][]> {
  const questions = new Map<string, Filter<MessageDocument>[]>();
  for (const { ordered, place } of batches) {
    // One by one for each conversation: an index that has to try every id with every time takes ten times as long.
    const conversationId = place._id;
    const own: Filter<MessageDocument>[] = [
      { conversationId, timestamp: { $in: ordered.map((each) => new Date(each.timestamp)) } },
      { conversationId, messageId: { $in: ordered.map(({ messageId }) => messageId) } },
    ];
    for (const partition of nearby(ordered, place.partitions)) {
      questions.set(partition, [...(questions.get(partition) ?? []), ...own]);
    }
  }
  const found = new Map<string, KnownPlace[]>();
  for (const [partition, $or] of questions) {
    const rows = await context.partitions
      .collection(partition)
      .find({ $or }, { session })
      .project<
        Pick<
          MessageDocument,
          'conversationId' | 'messageId' | 'timestamp' | 'sequence' | 'whatsappType'
        >
      >({ conversationId: 1, whatsappType: 1, messageId: 1, timestamp: 1, sequence: 1, _id: 0 })
      .toArray();
    for (const row of rows) {
      const conversation = row.conversationId.toHexString();
      const places = found.get(conversation) ?? [];
      found.set(conversation, places);
      places.push({
        messageId: row.messageId,
        timestamp: row.timestamp.getTime(),
        sequence: row.sequence,
        whatsappType: row.whatsappType,
        partition,
      });
    }
  }
  return batches.map(({ place }) => found.get(place._id.toHexString()) ?? []);
}

/** The documents that messages of these batches answer, by `<conversationId> <messageId>`. */
export async function findReplyTargets(
  context: MongoContext,
  batches: readonly PlacedBatch[],
  homes: ReadonlySet<string>,
  session: ClientSession,
): Promise<Map<string, MessageDocument['_id']>> {
  const found = new Map<string, MessageDocument['_id']>();
  const answering = batches.filter(({ ordered }) =>
    ordered.some((message) => message.replyToMessageId),
  );
  if (answering.length === 0) return found;
  const ids = new Map(
    answering.map(({ place, conversationId }) => [place._id.toHexString(), conversationId]),
  );
  const targets = answering.flatMap(({ ordered }) =>
    ordered.flatMap((message) => message.replyToMessageId ?? []),
  );
  const partitions = new Set([...homes, ...answering.flatMap(({ place }) => place.partitions)]);
  for (const partition of partitions) {
    const rows = await context.partitions
      .collection(partition)
      .find(
        {
          conversationId: { $in: answering.map(({ place }) => place._id) },
          messageId: { $in: targets },
        },
        { session },
      )
      .project<Pick<MessageDocument, '_id' | 'conversationId' | 'messageId'>>({
        conversationId: 1,
        messageId: 1,
      })
      .toArray();
    for (const row of rows) {
      found.set(`${ids.get(row.conversationId.toHexString()) ?? ''} ${row.messageId}`, row._id);
    }
  }
  return found;
}

/** Where the conversation has messages of those days: the archive has messages of any. */
function nearby(ordered: readonly NewMessage[], partitions: readonly string[]): string[] {
  const months = new Set(
    ordered.flatMap(({ timestamp }) => [
      monthOf(Math.max(0, timestamp - CLOCK_MARGIN)),
      monthOf(timestamp + CLOCK_MARGIN),
    ]),
  );
  return partitions.filter((partition) => {
    const month = monthOfPartition(partition);
    return month === null || months.has(month);
  });
}
