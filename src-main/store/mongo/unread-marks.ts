import { ObjectId } from 'mongodb';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { firstPlaceAt, placeOf } from '../../domain/turns.ts';
import type { MessageBatch } from '../message-store.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';

/** More than so many messages of one batch are counted as so many: nobody is shown a larger number. */
const COUNTED = 100;

type Added = readonly {
  readonly document: Pick<MessageDocument, 'direction' | 'type' | 'timestamp' | 'sequence'>;
}[];

/** What waits to be read: what happens in a group waits for nobody. */
export function arrivalsAmong(added: Added): number[] {
  return added.flatMap(({ document: { direction, type, timestamp, sequence } }) =>
    direction === 'incoming' && type !== 'group_event'
      ? [placeOf(timestamp.getTime(), sequence)]
      : [],
  );
}

/** Whether somebody has to read one of these. */
export function hasNews({ arrivals }: MessageBatch, added: Added): boolean {
  return arrivals !== undefined && newsAmong(added, arrivals.from).length > 0;
}

/**
 * The fields of a conversation that messages change as regards who has read it: its newest arrival, and for everybody
 * to whom something came after what they have read, since when and how much. Expressions of one `$set`, which sees the
 * fields as they were before.
 */
export function movedUnread({ arrivals }: MessageBatch, added: Added): object {
  const places = arrivalsAmong(added);
  if (places.length === 0) return {};
  const newest = Math.max(...places);
  const arrival = { $max: ['$arrival', newest] };
  const news = arrivals ? newsAmong(added, arrivals.from) : [];
  if (!arrivals || news.length === 0) return { arrival };

  const countAfter = (after: unknown): object => ({
    $size: {
      $filter: { input: { $literal: news }, as: 'place', cond: { $gt: ['$$place', after] } },
    },
  });
  const begun = firstPlaceAt(arrivals.from);
  const readers = arrivals.readers.map(({ userId, since }) => ({
    userId: new ObjectId(userId),
    since: Math.max(begun, firstPlaceAt(since)) - 1,
  }));
  const ids = { $literal: readers.map(({ userId }) => userId) };
  const waiting = {
    $map: {
      input: '$unread',
      as: 'mark',
      in: {
        userId: '$$mark.userId',
        after: '$$mark.after',
        count: {
          $add: [
            '$$mark.count',
            { $cond: [{ $in: ['$$mark.userId', ids] }, countAfter('$$mark.after'), 0] },
          ],
        },
      },
    },
  };
  const after = { $max: ['$arrival', '$$reader.since'] };
  const more = {
    $map: {
      input: {
        $filter: {
          input: { $literal: readers.filter(({ since }) => since < newest) },
          as: 'reader',
          cond: { $not: [{ $in: ['$$reader.userId', '$unread.userId'] }] },
        },
      },
      as: 'reader',
      in: { userId: '$$reader.userId', after, count: countAfter(after) },
    },
  };
  return {
    arrival,
    unread: {
      $concatArrays: [waiting, { $cond: [{ $gt: [newest, '$arrival'] }, more, []] }],
    },
  };
}

/** Who has not read a conversation, when WhatsApp counts so many messages for the owner of its account. */
export function countedByWhatsApp(userId: UserId, count: number): object {
  const id = new ObjectId(userId);
  const others = {
    $filter: { input: '$unread', as: 'mark', cond: { $ne: ['$$mark.userId', id] } },
  };
  return { $concatArrays: [others, count > 0 ? [{ userId: id, after: '$arrival', count }] : []] };
}

/** How many messages of a conversation this person has not read. */
export function unreadFor(
  { unread }: Pick<ConversationDocument, 'unread'>,
  userId: UserId,
): number {
  const mark = unread.find((each) => each.userId.toHexString() === userId);
  return mark ? Math.max(1, mark.count) : 0;
}

function newsAmong(added: Added, from: number): number[] {
  return arrivalsAmong(added.filter(({ document }) => document.timestamp.getTime() >= from))
    .sort((one, other) => one - other)
    .slice(-COUNTED);
}
