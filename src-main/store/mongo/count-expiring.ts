import type { ObjectId } from 'mongodb';
import { BusinessId, ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Cutoffs, ExpiringKind } from '../expiry-store.ts';
import { monthOf, monthOfPartition } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';

/** Conversations that are looked up at a time. */
const AT_ONCE = 1_000;

interface Group {
  _id: ObjectId;
  count: number;
  oldest: Date;
}

/** See `ExpiryStore.count`. Conversations are counted by their own business, whatever stands in their messages. */
export async function countExpiring(
  { conversations, partitions }: Pick<MongoContext, 'conversations' | 'partitions'>,
  kind: ExpiringKind,
  { others, businesses }: Cutoffs,
  held: ReadonlySet<ConversationId>,
): Promise<{ count: number; oldest: number | null }> {
  const cutoffOf = (businessId: ObjectId | undefined): number | null => {
    const own = businessId && businesses.get(BusinessId.parse(businessId.toHexString()));
    return own === undefined ? others : own;
  };
  const result = { count: 0, oldest: null as number | null };
  const times = new Set([others, ...businesses.values()].filter((time) => time !== null));
  const all = await partitions.all();
  for (const before of times) {
    for (const partition of all) {
      if ((monthOfPartition(partition) ?? '') > monthOf(before)) continue;
      const groups = await partitions
        .collection(partition)
        .aggregate<Group>([
          {
            $match: {
              timestamp: { $lt: new Date(before) },
              ...(kind === 'media' && { 'media.state': 'stored' }),
            },
          },
          {
            $group: {
              _id: '$conversationId',
              count: { $sum: 1 },
              oldest: { $min: '$timestamp' },
            },
          },
        ])
        .toArray();
      for (let from = 0; from < groups.length; from += AT_ONCE) {
        const some = groups.slice(from, from + AT_ONCE);
        const found = await conversations
          .find({ _id: { $in: some.map(({ _id }) => _id) }, partitions: partition })
          .project<{ _id: ObjectId; conversationId: string; businessId?: ObjectId }>({
            ...{ conversationId: 1, businessId: 1 },
          })
          .toArray();
        const counted = new Set(
          found
            .filter(
              ({ conversationId, businessId }) =>
                cutoffOf(businessId) === before && !held.has(ConversationId.parse(conversationId)),
            )
            .map(({ _id }) => _id.toHexString()),
        );
        for (const { _id, count, oldest } of some) {
          if (!counted.has(_id.toHexString())) continue;
          result.count += count;
          result.oldest = Math.min(result.oldest ?? Infinity, oldest.getTime());
        }
      }
    }
  }
  return result;
}
