import type { Filter } from 'mongodb';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message, MessageCursor } from '../../../src-preload/contract/message.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { ContactStore } from '../contact-store.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { withoutTokens } from './message-document.ts';
import { ARCHIVE, monthOf, monthOfPartition, newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { openMessages } from './open-messages.ts';

/**
 * One page of a conversation, oldest first, that ends just before `before` or with the newest message: the months
 * are read from new to old until the page is full. See `MessageStore.page`.
 */
export async function readPage(
  context: MongoContext,
  known: KnownConversations,
  people: ContactStore['people'],
  input: {
    conversationId: ConversationId;
    before?: MessageCursor | undefined;
    limit: number;
  },
): Promise<{ items: Message[]; next: MessageCursor | null }> {
  const { conversationId, before, limit } = input;
  const subject = conversationSubject(conversationId);
  // What is remembered is read while we ask whether it is still so: nearly always it is.
  const remembered = known.remembered(conversationId);
  const [fresh, rows, found] = await Promise.all([
    known.fresh(conversationId),
    remembered && readNewest(context, remembered, before, limit + 1),
    context.keys.keysFor([subject]),
  ]);
  const isStillSo = remembered !== undefined && samePartitions(fresh, remembered);
  const newest = isStillSo && rows ? rows : await readNewest(context, fresh, before, limit + 1);
  const documents = newest.slice(0, limit).reverse();
  const [items = []] = await openMessages(context, people, [
    { conversationId, place: fresh, key: found.get(subject), documents },
  ]);
  const oldest = items[0];
  return {
    items,
    next:
      newest.length > limit && oldest
        ? { timestamp: oldest.timestamp, sequence: oldest.sequence }
        : null,
  };
}

/** At most `count` documents before the cursor, newest first. */
async function readNewest(
  context: MongoContext,
  place: MessagePlace,
  before: MessageCursor | undefined,
  count: number,
): Promise<MessageDocument[]> {
  const filter: Filter<MessageDocument> = { conversationId: place._id };
  if (before) {
    filter.$or = [
      { timestamp: { $lt: new Date(before.timestamp) } },
      { timestamp: new Date(before.timestamp), sequence: { $lt: before.sequence } },
    ];
  }
  const read = (partition: string): Promise<MessageDocument[]> =>
    context.partitions
      .collection(partition)
      .find(filter)
      .project<MessageDocument>(withoutTokens)
      .sort({ timestamp: -1, sequence: -1 })
      .limit(count)
      .toArray();

  // The archive holds messages of any time, so that it is read along with the months.
  const archived = place.partitions.includes(ARCHIVE) ? read(ARCHIVE) : Promise.resolve([]);
  const months = monthsNewestFirst(place.partitions, before);
  const rows: MessageDocument[] = [];
  // A quiet conversation has a few messages a month: more and more months are asked at a time.
  for (let start = 0, width = 1; start < months.length && rows.length < count; width *= 2) {
    const wave = months.slice(start, start + width).flat();
    rows.push(...(await Promise.all(wave.map(read))).flat());
    start += width;
  }
  rows.push(...(await archived));
  rows.sort((a, b) => b.timestamp.getTime() - a.timestamp.getTime() || b.sequence - a.sequence);
  // While a conversation goes to the archive its messages are for a moment in both places.
  const seen = new Set<string>();
  return rows
    .filter(({ messageId }) => !seen.has(messageId) && seen.add(messageId))
    .slice(0, count);
}

/** The partitions of each month that can hold something before the cursor. */
function monthsNewestFirst(
  partitions: readonly string[],
  before: MessageCursor | undefined,
): string[][] {
  const newest = before ? monthOf(before.timestamp) : null;
  const months = new Map<string, string[]>();
  for (const partition of newestFirst(partitions)) {
    const month = monthOfPartition(partition);
    if (month === null || (newest !== null && month > newest)) continue;
    months.set(month, [...(months.get(month) ?? []), partition]);
  }
  return [...months.values()];
}

function samePartitions(a: MessagePlace, b: MessagePlace): boolean {
  return [...a.partitions].sort().join() === [...b.partitions].sort().join();
}
