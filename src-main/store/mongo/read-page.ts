import type { Filter } from 'mongodb';
import type { MessageCursor } from '../../../src-preload/contract/message.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ContactStore } from '../contact-store.ts';
import type { MessageKind, MessagePage, PageQuestion } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { withoutTokens } from './message-document.ts';
import { ARCHIVE, monthOf, monthOfPartition, newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { ofKind } from './message-kinds.ts';
import { openMessages } from './open-messages.ts';

/** Which way a page is read, and from where; without a cursor from the newest message backwards. */
interface Walk {
  cursor: MessageCursor | undefined;
  isForwards: boolean;
  only: MessageKind | undefined;
}

/**
 * One page of a conversation, oldest first: the months are read from the cursor on until the page is full. See
 * `MessageStore.page`.
 */
export async function readPage(
  context: MongoContext,
  known: KnownConversations,
  people: ContactStore['people'],
  { conversationId, before, after, limit, only }: PageQuestion,
): Promise<MessagePage> {
  const subject = conversationSubject(conversationId);
  const walk: Walk = { cursor: after ?? before, isForwards: after !== undefined, only };
  // What is remembered is read while we ask whether it is still so: nearly always it is.
  const remembered = known.remembered(conversationId);
  const [fresh, rows, found] = await Promise.all([
    known.fresh(conversationId),
    remembered && readOn(context, remembered, walk, limit + 1),
    context.keys.keysFor([subject]),
  ]);
  const isStillSo = remembered !== undefined && samePartitions(fresh, remembered);
  const read = isStillSo && rows ? rows : await readOn(context, fresh, walk, limit + 1);
  const documents = read.slice(0, limit);
  if (!walk.isForwards) documents.reverse();
  const [items = []] = await openMessages(context, people, [
    { conversationId, place: fresh, key: found.get(subject), documents },
  ]);
  const last = walk.isForwards ? items.at(-1) : items[0];
  return {
    items,
    next:
      read.length > limit && last ? { timestamp: last.timestamp, sequence: last.sequence } : null,
  };
}

/** At most `count` documents from the cursor on, the nearest to it first. */
async function readOn(
  context: MongoContext,
  place: MessagePlace,
  walk: Walk,
  count: number,
): Promise<MessageDocument[]> {
  const { cursor, isForwards } = walk;
  const filter: Filter<MessageDocument> = { conversationId: place._id, ...ofKind(walk.only) };
  if (cursor) {
    const beyond = isForwards ? '$gt' : '$lt';
    filter.$or = [
      { timestamp: { [beyond]: new Date(cursor.timestamp) } },
      { timestamp: new Date(cursor.timestamp), sequence: { [beyond]: cursor.sequence } },
    ];
  }
  const sign = isForwards ? 1 : -1;
  const read = (partition: string): Promise<MessageDocument[]> =>
    context.partitions
      .collection(partition)
      .find(filter)
      .project<MessageDocument>(withoutTokens)
      .sort({ timestamp: sign, sequence: sign })
      .limit(count)
      .toArray();

  // The archive holds messages of any time, so that it is read along with the months.
  const archived = place.partitions.includes(ARCHIVE) ? read(ARCHIVE) : Promise.resolve([]);
  const months = monthsInOrder(place.partitions, walk);
  const rows: MessageDocument[] = [];
  // A quiet conversation has a few messages a month: more and more months are asked at a time.
  for (let start = 0, width = 1; start < months.length && rows.length < count; width *= 2) {
    const wave = months.slice(start, start + width).flat();
    rows.push(...(await Promise.all(wave.map(read))).flat());
    start += width;
  }
  rows.push(...(await archived));
  rows.sort(
    (a, b) => sign * (a.timestamp.getTime() - b.timestamp.getTime() || a.sequence - b.sequence),
  );
  // While a conversation goes to the archive its messages are for a moment in both places.
  const seen = new Set<string>();
  return rows
    .filter(({ messageId }) => !seen.has(messageId) && seen.add(messageId))
    .slice(0, count);
}

/** The partitions of each month that can hold something beyond the cursor, the nearest month first. */
function monthsInOrder(partitions: readonly string[], { cursor, isForwards }: Walk): string[][] {
  const nearest = cursor ? monthOf(cursor.timestamp) : null;
  const months = new Map<string, string[]>();
  for (const partition of newestFirst(partitions)) {
    const month = monthOfPartition(partition);
    if (month === null) continue;
    if (nearest !== null && (isForwards ? month < nearest : month > nearest)) continue;
    months.set(month, [...(months.get(month) ?? []), partition]);
  }
  return isForwards ? [...months.values()].reverse() : [...months.values()];
}

function samePartitions(a: MessagePlace, b: MessagePlace): boolean {
  return [...a.partitions].sort().join() === [...b.partitions].sort().join();
}
