import { ObjectId } from 'mongodb';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import { conversationSubject } from '../../../crypto/key-subjects.ts';
import type { MessagePage, RecordScope } from '../../document-records.ts';
import type { ConversationDocument, MessageDocument } from '../documents.ts';
import { withoutTokens } from '../message-document.ts';
import { ARCHIVE, newestFirst } from '../message-partitions.ts';
import { classifyMongoError } from '../mongo-connection.ts';
import type { MongoContext } from '../mongo-context.ts';
import type { KnownIds } from './known-ids.ts';
import { type MessageHome, toMessageRecord } from './message-records.ts';
import { batchesOf, chunksOf } from './record-batches.ts';

/** Messages of a conversation that are in memory at once. */
const PAGE = 1_000;
/** Short conversations that are read while others are written. */
const READ_AHEAD = 4;

type Place = Pick<ConversationDocument, '_id' | 'conversationId' | 'partitions' | 'messageCount'>;

export async function* readMessages(
  context: MongoContext,
  { conversationIds }: RecordScope,
  known: KnownIds,
): AsyncGenerator<MessagePage> {
  for (const ids of chunksOf(conversationIds)) {
    const places = await placesOf(context, { conversationId: { $in: ids } });
    const reading: Promise<unknown[] | null>[] = [];
    for (const [index, place] of places.entries()) {
      for (const next of places.slice(index + reading.length, index + READ_AHEAD)) {
        const read = readShort(context, next);
        // Whoever waits for it hears of it.
        read.catch(() => undefined);
        reading.push(read);
      }
      const { conversationId, key } = place;
      const short = await reading.shift();
      const pages = short ? (short.length === 0 ? [] : [short]) : pagesOf(context, place);
      for await (const documents of pages) {
        const home = { conversationId, key };
        yield {
          conversationId,
          messages: documents.map((raw) => toMessageRecord(raw, home, known)),
        };
      }
    }
  }
}

/** All of a short conversation, from all months at once; null for one that takes more pages. */
async function readShort(
  context: MongoContext,
  { _id, partitions, messageCount }: Pick<Place, '_id' | 'partitions' | 'messageCount'>,
): Promise<unknown[] | null> {
  if (messageCount >= PAGE) return null;
  try {
    const found = await Promise.all(
      oldestFirst(partitions).map((partition) =>
        messagesIn(context, partition, _id).limit(PAGE).toArray(),
      ),
    );
    const all = found.flat();
    return all.length < PAGE ? all : null;
  } catch (error) {
    throw classifyMongoError(error);
  }
}

async function* pagesOf(
  context: MongoContext,
  { _id, partitions }: Pick<Place, '_id' | 'partitions'>,
): AsyncGenerator<unknown[]> {
  for (const partition of oldestFirst(partitions)) {
    yield* batchesOf(messagesIn(context, partition, _id), PAGE);
  }
}

function messagesIn({ partitions }: MongoContext, partition: string, _id: ObjectId) {
  return partitions
    .collection(partition)
    .find({ conversationId: _id })
    .sort({ timestamp: 1, sequence: 1 })
    .project(withoutTokens);
}

/** The archive holds what was there before the months that a conversation still has. */
function oldestFirst(partitions: readonly string[]): string[] {
  const months = newestFirst(partitions.filter((each) => each !== ARCHIVE)).reverse();
  return partitions.includes(ARCHIVE) ? [ARCHIVE, ...months] : months;
}

export async function countMessageRecords(
  { conversations }: MongoContext,
  { conversationIds }: RecordScope,
): Promise<number> {
  let count = 0;
  for (const ids of chunksOf(conversationIds, 1_000)) {
    const [sum] = await conversations
      .aggregate<{ messages: number }>([
        { $match: { conversationId: { $in: ids } } },
        { $group: { _id: null, messages: { $sum: '$messageCount' } } },
      ])
      .toArray();
    count += sum?.messages ?? 0;
  }
  return count;
}

/**
 * What somebody wrote in groups, and what they did there to what others wrote; what others wrote is not theirs. There is
 * no index for it: all months are read through.
 */
export async function* readInGroups(
  context: MongoContext,
  { contactIds, conversationIds }: RecordScope,
  known: KnownIds,
): AsyncGenerator<RecordOf<'mark'>> {
  const people = await context.contacts
    .find({ _id: { $in: contactIds.map((id) => new ObjectId(id)) } })
    .project<{ whatsappId: string }>({ whatsappId: 1 })
    .toArray();
  const own = people.map(({ whatsappId }) => whatsappId);
  if (own.length === 0) return;
  const isIn = { $in: own };
  for (const partition of (await context.partitions.all()).reverse()) {
    const found = context.partitions
      .collection(partition)
      .find({ $or: [{ author: isIn }, { 'reactions.from': isIn }, { 'votes.from': isIn }] })
      .sort({ conversationId: 1, timestamp: 1, sequence: 1 })
      .allowDiskUse(true)
      .project<MessageDocument>(withoutTokens);
    for await (const batch of batchesOf(found, PAGE)) {
      const ids = [...new Set(batch.map(({ conversationId }) => conversationId.toHexString()))];
      const places = await placesOf(context, {
        _id: { $in: ids.map((id) => new ObjectId(id)) },
        isGroup: true,
      });
      for (const place of places) {
        if (conversationIds.includes(place.conversationId)) continue;
        const here = batch.filter(({ conversationId }) => conversationId.equals(place._id));
        yield* inGroup(here, place, { own: new Set(own), known });
      }
    }
  }
}

function inGroup(
  documents: readonly MessageDocument[],
  place: MessageHome,
  { own, known }: { own: ReadonlySet<string>; known: KnownIds },
): RecordOf<'mark'>[] {
  const marks: RecordOf<'mark'>[] = [];
  const ids = new Set([...own].flatMap((pseudonym) => known.find(pseudonym) ?? []));
  for (const document of documents) {
    const record = toMessageRecord(document, place, known);
    const { conversationId, messageId, reactions = [], votes = [] } = record;
    if (document.author !== undefined && own.has(document.author)) {
      // What others did to it is theirs.
      const message = { ...record, reactions: undefined, votes: undefined };
      marks.push({ conversationId, messageId, message, at: record.at });
    }
    for (const { from, emoji, at } of reactions) {
      if (ids.has(from)) marks.push({ conversationId, messageId, reaction: emoji, at });
    }
    for (const { from, options, at } of votes) {
      if (ids.has(from)) marks.push({ conversationId, messageId, vote: options, at });
    }
  }
  return marks;
}

async function placesOf(
  { conversations, keys }: MongoContext,
  filter: Parameters<MongoContext['conversations']['find']>[0] & object,
): Promise<(Omit<Place, 'conversationId'> & MessageHome)[]> {
  const rows = await conversations
    .find(filter)
    .sort({ conversationId: 1 })
    .project<Place>({ conversationId: 1, partitions: 1, messageCount: 1 })
    .toArray();
  const ids = rows.map(({ conversationId }) => ConversationId.parse(conversationId));
  const found = await keys.keysFor(ids.map(conversationSubject));
  return rows.map(({ _id, partitions, messageCount }, index) => {
    const conversationId = ids[index] ?? ConversationId.parse('');
    const key = found.get(conversationSubject(conversationId));
    return { _id, partitions, messageCount, conversationId, key };
  });
}
