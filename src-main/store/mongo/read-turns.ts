import type { ClientSession, Filter } from 'mongodb';
import { NO_TURNS, noTurns, placeOf, type Turns } from '../../domain/turns.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import { ARCHIVE, newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';

type Place = Pick<ConversationDocument, '_id' | 'partitions'>;
type TurnsContext = Pick<MongoContext, 'conversations' | 'partitions' | 'deskId'>;

/** Reads out of a conversation's messages whose turn it is, and writes it down. Not for groups. */
export async function rewriteTurns(
  context: TurnsContext,
  place: Place,
  session: ClientSession,
): Promise<void> {
  const turns = await readTurns(context, place, session);
  await context.conversations.updateOne(
    { _id: place._id },
    { $set: { turns, updatedAt: new Date(), updatedBy: context.deskId } },
    { session },
  );
}

type End = Pick<MessageDocument, 'timestamp' | 'sequence'>;

/** Months from new to old until there is an answer: what is older was answered by it. */
async function readTurns(
  { partitions }: Pick<MongoContext, 'partitions'>,
  { _id, partitions: homes }: Place,
  session: ClientSession,
): Promise<Turns> {
  const end = async (
    partition: string,
    filter: Filter<MessageDocument>,
    order: 1 | -1,
  ): Promise<End | undefined> => {
    const [message] = await partitions
      .collection(partition)
      .find({ conversationId: _id, type: { $nin: [...noTurns] }, ...filter }, { session })
      .sort({ timestamp: order, sequence: order })
      .limit(1)
      .project<End>({ timestamp: 1, sequence: 1 })
      .toArray();
    return message;
  };

  let answer: End | undefined;
  const read: string[] = [];
  // The archive holds messages of any time.
  const order = newestFirst(homes).sort((a, b) => Number(b === ARCHIVE) - Number(a === ARCHIVE));
  for (const partition of order) {
    read.push(partition);
    const newest = await end(partition, { direction: 'outgoing' }, -1);
    if (newest && (!answer || at(newest) > at(answer))) answer = newest;
    if (newest && partition !== ARCHIVE) break;
  }
  const turns = { ...NO_TURNS, outgoing: answer ? at(answer) : NO_TURNS.outgoing };
  for (const partition of read) {
    const newest = await end(partition, { direction: 'incoming' }, -1);
    if (!newest) continue;
    turns.incoming = Math.max(turns.incoming, at(newest));
    if (at(newest) <= turns.outgoing) continue;
    const oldest = await end(partition, { direction: 'incoming', ...after(answer) }, 1);
    if (oldest) turns.waiting = Math.min(turns.waiting, at(oldest));
  }
  return turns;
}

function at({ timestamp, sequence }: End): number {
  return placeOf(timestamp.getTime(), sequence);
}

function after(answer: End | undefined): Filter<MessageDocument> {
  if (!answer) return {};
  const { timestamp, sequence } = answer;
  return { $or: [{ timestamp: { $gt: timestamp } }, { timestamp, sequence: { $gt: sequence } }] };
}
