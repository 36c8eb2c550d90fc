import type { Filter } from 'mongodb';
import type { MessageDocument } from './documents.ts';
import { withoutTokens } from './message-document.ts';
import { newestFirst } from './message-partitions.ts';
import type { MessagePlace } from './known-conversations.ts';
import type { MongoContext } from './mongo-context.ts';

/**
 * Messages by WhatsApp's id, from the newest partition to the oldest, until all are found. More and more partitions
 * are asked at a time: most of what is looked for is new, and some of it was never stored.
 */
export async function findMessages(
  { partitions }: Pick<MongoContext, 'partitions'>,
  place: Pick<MessagePlace, '_id' | 'partitions'>,
  messageIds: readonly string[],
): Promise<MessageDocument[]> {
  const wanted = new Set(messageIds);
  const found: MessageDocument[] = [];
  const all = newestFirst(place.partitions);
  for (let start = 0, width = 1; start < all.length && wanted.size > 0; width *= 2) {
    const filter: Filter<MessageDocument> = {
      conversationId: place._id,
      messageId: { $in: [...wanted] },
    };
    const rows = await Promise.all(
      all
        .slice(start, start + width)
        .map((partition) =>
          partitions
            .collection(partition)
            .find(filter)
            .project<MessageDocument>(withoutTokens)
            .toArray(),
        ),
    );
    for (const row of rows.flat()) {
      // While a conversation goes to the archive its messages are for a moment in both places.
      if (wanted.delete(row.messageId)) found.push(row);
    }
    start += width;
  }
  return found;
}
