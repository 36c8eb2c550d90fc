import type { Document } from 'mongodb';
import type { MessageStore } from '../message-store.ts';
import { type MessagePartitions, monthOf, monthOfPartition } from './message-partitions.ts';

/** What happens in a group, or a call, is no message that somebody wrote. */
const written = { type: { $nin: ['group_event', 'call_log'] } };

/** Conversations with at least one incoming message from `from` (milliseconds) on. */
export async function countContacts(partitions: MessagePartitions, from: number): Promise<number> {
  const rows = await aggregate<{ _id: { toHexString(): string } }>(partitions, from, [
    { $match: { timestamp: { $gte: new Date(from) }, direction: 'incoming', ...written } },
    { $group: { _id: '$conversationId' } },
  ]);
  return new Set(rows.map((row) => row._id.toHexString())).size;
}

/** Counts per calendar day in `timeZone` from `from` (milliseconds) on; days without messages are left out. */
export async function countByDay(
  partitions: MessagePartitions,
  from: number,
  timeZone: string,
): ReturnType<MessageStore['dailyCounts']> {
  interface Row {
    _id: { date: string; conversation: { toHexString(): string } };
    incoming: number;
    outgoing: number;
  }
  const rows = await aggregate<Row>(partitions, from, [
    { $match: { timestamp: { $gte: new Date(from) }, ...written } },
    {
      $group: {
        _id: {
          date: { $dateToString: { date: '$timestamp', format: '%Y-%m-%d', timezone: timeZone } },
          conversation: '$conversationId',
        },
        incoming: { $sum: { $cond: [{ $eq: ['$direction', 'incoming'] }, 1, 0] } },
        outgoing: { $sum: { $cond: [{ $eq: ['$direction', 'outgoing'] }, 1, 0] } },
      },
    },
  ]);
  // A local day may lie in two months of UTC, and so in two partitions: added up here.
  const days = new Map<string, { incoming: number; outgoing: number; contacts: Set<string> }>();
  for (const { _id, incoming, outgoing } of rows) {
    const day = days.get(_id.date) ?? { incoming: 0, outgoing: 0, contacts: new Set() };
    day.incoming += incoming;
    day.outgoing += outgoing;
    if (incoming > 0) day.contacts.add(_id.conversation.toHexString());
    days.set(_id.date, day);
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) => ({
      date,
      incomingMessages: day.incoming,
      outgoingMessages: day.outgoing,
      uniqueContacts: day.contacts.size,
    }));
}

/** Runs the pipeline in every partition that can hold messages from `from` on. */
async function aggregate<Row extends Document>(
  partitions: MessagePartitions,
  from: number,
  pipeline: Document[],
): Promise<Row[]> {
  const first = monthOf(from);
  const wanted = (await partitions.all()).filter((partition) => {
    const month = monthOfPartition(partition);
    return month === null || month >= first;
  });
  const rows = await Promise.all(
    wanted.map((partition) => partitions.collection(partition).aggregate<Row>(pipeline).toArray()),
  );
  return rows.flat();
}
