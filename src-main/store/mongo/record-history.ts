import type { ObjectId } from 'mongodb';
import { groupBy } from '../../common/group-by.ts';
import { type HistorySpan, type Stretch, withReport } from '../../domain/history-spans.ts';
import type { ConversationChange } from '../conversation-store.ts';
import { toHistory } from './conversation-document.ts';
import type { ConversationDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type Place = Pick<ConversationDocument, '_id' | 'conversationId' | 'partitions' | 'history'>;

/**
 * Notes what was read of conversations, whose messages are stored by now. What a span counts is counted here, in the
 * store: it is what people and the export have.
 */
export async function recordHistory(
  context: MongoContext,
  changes: readonly ConversationChange[],
  written: { updatedAt: Date; updatedBy: string },
): Promise<void> {
  const { conversations } = context;
  let left = changes.filter(({ history }) => history !== undefined && history.length > 0);
  while (left.length > 0) {
    const places = await conversations
      .find({ conversationId: { $in: left.map(({ conversationId }) => conversationId) } })
      .project<Place>({ conversationId: 1, partitions: 1, history: 1 })
      .toArray();
    const reports = new Map(left.map((each) => [String(each.conversationId), each.history ?? []]));
    const known = places.map((place) => {
      const now = (reports.get(place.conversationId) ?? []).reduce(
        (history, report) => withReport(history, report),
        withReport(toHistory(place), {}),
      );
      return { place, now };
    });
    const counts = await countSpans(
      context,
      known.map(({ place, now }) => ({ place, spans: now.spans })),
    );
    const raced: string[] = [];
    for (const { place, now } of known) {
      const revision = place.history?.revision ?? 0;
      const { matchedCount } = await conversations.updateOne(
        // Somebody else's change sends us round again.
        { _id: place._id, 'history.revision': revision === 0 ? { $exists: false } : revision },
        {
          $set: {
            history: {
              revision: revision + 1,
              spans: (counts.get(place.conversationId) ?? []).map(({ from, to, count }) => ({
                from: new Date(from),
                to: new Date(to),
                count,
              })),
              gaps: now.gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
              fromBeginning: now.fromBeginning,
            },
            ...written,
          },
        },
      );
      if (matchedCount === 0) raced.push(place.conversationId);
    }
    left = left.filter(({ conversationId }) => raced.includes(conversationId));
  }
}

interface Counted {
  place: Place;
  spans: readonly Stretch[];
}

/** The spans with the messages that are stored in them. */
async function countSpans(
  { partitions }: MongoContext,
  counted: readonly Counted[],
): Promise<Map<string, HistorySpan[]>> {
  const counts = new Map<string, number>();
  const keyOf = (id: ObjectId, index: number): string => `${id.toHexString()} ${index}`;
  const asked = counted.flatMap(({ place, spans }) =>
    spans.flatMap((span, index) =>
      place.partitions.map((partition) => ({ partition, id: place._id, span, index })),
    ),
  );
  for (const [partition, all] of groupBy(asked, (each) => each.partition)) {
    // Nearly every conversation has one span: those of all of them are one question.
    for (const [index, each] of groupBy(all, (one) => one.index)) {
      const rows = await partitions
        .collection(partition)
        .aggregate<{ _id: ObjectId; count: number }>([
          {
            $match: {
              $or: each.map(({ id, span }) => ({
                conversationId: id,
                timestamp: { $gte: new Date(span.from), $lte: new Date(span.to) },
              })),
            },
          },
          { $group: { _id: '$conversationId', count: { $sum: 1 } } },
        ])
        .toArray();
      for (const row of rows) {
        const key = keyOf(row._id, index);
        counts.set(key, (counts.get(key) ?? 0) + row.count);
      }
    }
  }
  return new Map(
    counted.map(({ place, spans }) => [
      place.conversationId,
      spans.map((span, index) => ({ ...span, count: counts.get(keyOf(place._id, index)) ?? 0 })),
    ]),
  );
}
