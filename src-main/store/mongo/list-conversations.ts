import { type Filter, ObjectId } from 'mongodb';
import {
  compareConversations,
  compareMoments,
  type ConversationFilter,
  type ConversationSort,
  type FixedView,
  fixedViewNames,
  fixedViews,
  matchesFilter,
} from '../../../src-preload/contract/conversation-filter.ts';
import {
  type ConversationCounts,
  type ConversationCursor,
  COUNTED,
} from '../../../src-preload/contract/conversation.ts';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { NOBODY_WAITS } from '../../domain/turns.ts';
import type { ConversationStore, Viewer } from '../conversation-store.ts';
import type { ConversationSummaries, SummaryRow } from './conversation-summaries.ts';
import type { ConversationDocument } from './documents.ts';
import { afterQuestion, filterQuestion, sortOrders } from './filter-conversations.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';

interface Parts {
  conversations: MongoContext['conversations'];
  joined: JoinedConversations;
  summaries: ConversationSummaries;
}

/**
 * See `ConversationStore.page`. The database filters and sorts those that stand for themselves; what is shown as one
 * is put together first, and takes its place among them: there are few of those, and they are read whole.
 */
export async function listConversations(
  { conversations, joined, summaries }: Parts,
  { question, after, limit }: Parameters<ConversationStore['page']>[0],
): ReturnType<ConversationStore['page']> {
  const sort = question?.sort ?? 'newest';
  const groups = await joined.groups();
  const reader = question?.viewer.userId;
  const find = (...questions: Filter<ConversationDocument>[]): Promise<ConversationDocument[]> =>
    conversations
      .find(
        allOf(
          question ? filterQuestion(question.filter, question.viewer) : {},
          without(groups),
          ...questions,
        ),
      )
      .project<ConversationDocument>(withoutTokens)
      .sort(sortOrders[sort])
      .limit(limit + 1)
      .toArray();
  const place = after ? [afterQuestion(sort, after)] : [];
  const halves = halvesOf(sort, reader);
  const isInRest = after !== undefined && !after.isPinned && !after.isUnseen;
  const parts =
    halves === null
      ? [find(...place)]
      : isInRest
        ? [find(halves.rest, ...place)]
        : [find(halves.first, ...place), find(halves.rest)];
  const [together, ...found] = await Promise.all([summaries.ofGroups(groups, reader), ...parts]);
  const documents = found.flat();
  const alone = await summaries.rowsOf(documents.slice(0, limit + 1), reader);
  const shown = together.filter(
    (row) =>
      (!question || matchesFilter(question.filter, row.summary, question.viewer)) &&
      (!after || comesAfter(sort, row, after)),
  );
  const rows = shown.length > 0 ? [...alone, ...shown].sort(by(sort)) : alone;
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(({ summary }) => summary),
    next: rows.length > limit && last ? cursorOf(sort, last) : null,
  };
}

/** What stands first in an order, and the rest: few are first, and an index has them, so that none of the others has to. */
function halvesOf(
  sort: ConversationSort,
  reader: UserId | undefined,
): Record<'first' | 'rest', Filter<ConversationDocument>> | null {
  if (sort === 'newest') return { first: { isPinned: true }, rest: { isPinned: false } };
  if (sort === 'longestWait' || reader === undefined) return null;
  const unseen = { $elemMatch: { userId: new ObjectId(reader), isSeen: false } };
  return { first: { mentions: unseen }, rest: { mentions: { $not: unseen } } };
}

/** The views whose conversations need not be open or pending: each is counted on its own, by an index. */
const alsoResolved = [
  'unread',
  'mentions',
  'resolved',
  'archived',
  'all',
] as const satisfies readonly FixedView[];

/**
 * See `ConversationStore.counts`. What is at work is counted in one go; what is resolved, which is most of it after some
 * months, is not read for that.
 */
export async function countConversations(
  { conversations, joined, summaries }: Parts,
  viewer: Viewer,
): Promise<ConversationCounts> {
  const groups = await joined.groups();
  const atWork = fixedViewNames.filter(
    (name) => !(alsoResolved as readonly FixedView[]).includes(name),
  );
  const [[counted], together, ...others] = await Promise.all([
    conversations
      .aggregate<Partial<Record<FixedView, number>>>([
        { $match: allOf({ status: { $in: ['open', 'pending'] } }, without(groups)) },
        {
          $group: {
            _id: null,
            ...Object.fromEntries(atWork.map((name) => [name, sumOf(name, viewer)])),
          },
        },
      ])
      .toArray(),
    summaries.ofGroups(groups, viewer.userId),
    ...alsoResolved.map((name) =>
      conversations.countDocuments(
        allOf(filterQuestion(fixedViews[name].filter, viewer), without(groups)),
      ),
    ),
  ]);
  const alone: Partial<Record<FixedView, number>> = { ...counted };
  alsoResolved.forEach((name, index) => (alone[name] = others[index] ?? 0));
  const countOf = (name: FixedView): number =>
    (alone[name] ?? 0) +
    together.filter(({ summary }) => matchesFilter(fixedViews[name].filter, summary, viewer))
      .length;
  return Object.fromEntries(
    fixedViewNames.map((name) => [name, countOf(name)]),
  ) as ConversationCounts;
}

/** See `ConversationStore.count`: of each no more is read than is counted. */
export async function countEach(
  { conversations, joined, summaries }: Parts,
  filters: readonly ConversationFilter[],
  viewer: Viewer,
): Promise<number[]> {
  const groups = await joined.groups();
  const together = await summaries.ofGroups(groups, viewer.userId);
  return Promise.all(
    filters.map(async (filter) => {
      const question = allOf(filterQuestion(filter, viewer), without(groups));
      const alone = await conversations.countDocuments(question, { limit: COUNTED });
      const shown = together.filter(({ summary }) => matchesFilter(filter, summary, viewer));
      return Math.min(COUNTED, alone + shown.length);
    }),
  );
}

/** Counts what a view's filter asks for among what is at work: the filter as an expression. */
function sumOf(name: FixedView, { userId, now }: Viewer): object {
  const { status, assignee, isWaiting, isArchived }: ConversationFilter = fixedViews[name].filter;
  const isSnoozed = { $gt: ['$snoozedUntil', new Date(now)] };
  const stored = status === 'snoozed' ? 'open' : status;
  const all = [
    ...(stored ? [{ $eq: ['$status', stored] }] : []),
    ...(status === 'snoozed' ? [isSnoozed] : []),
    ...(status === 'open' ? [{ $not: [isSnoozed] }] : []),
    ...(assignee === 'me' ? [{ $eq: ['$assigneeId', new ObjectId(userId)] }] : []),
    ...(assignee === 'nobody' ? [{ $not: [{ $gt: ['$assigneeId', null] }] }] : []),
    ...(isWaiting ? [{ $lt: ['$turns.waiting', NOBODY_WAITS] }] : []),
    ...(isArchived === undefined ? [] : [{ $eq: ['$isArchived', isArchived] }]),
  ];
  return { $sum: { $cond: [{ $and: all }, 1, 0] } };
}

function without(groups: readonly string[][]): Filter<ConversationDocument> {
  return groups.length > 0 ? { conversationId: { $nin: groups.flat() } } : {};
}

function allOf(...questions: Filter<ConversationDocument>[]): Filter<ConversationDocument> {
  const said = questions.filter((each) => Object.keys(each).length > 0);
  const [only] = said;
  return said.length > 1 ? { $and: said } : (only ?? {});
}

function by(sort: ConversationSort): (one: SummaryRow, other: SummaryRow) => number {
  return (one, other) =>
    sort === 'longestWait'
      ? one.turns.waiting - other.turns.waiting || compareMoments(one.summary, other.summary)
      : compareConversations(sort, one.summary, other.summary);
}

function comesAfter(
  sort: ConversationSort,
  row: SummaryRow,
  { waiting = NOBODY_WAITS, isPinned, isUnseen, ...place }: ConversationCursor,
): boolean {
  if (sort !== 'longestWait') {
    const mention = isUnseen ? ('unseen' as const) : null;
    const there = { ...place, isPinned: isPinned === true, waitingSince: null, mention };
    return compareConversations(sort, row.summary, there) > 0;
  }
  if (row.turns.waiting !== waiting) return row.turns.waiting > waiting;
  return compareMoments(row.summary, place) > 0;
}

function cursorOf(sort: ConversationSort, { summary, turns }: SummaryRow): ConversationCursor {
  const { lastMessageAt, conversationId, isPinned, mention } = summary;
  return {
    lastMessageAt,
    conversationId,
    ...(sort === 'longestWait' && { waiting: turns.waiting }),
    ...(sort === 'newest' && isPinned && { isPinned: true as const }),
    ...(sort === 'mentions' && mention === 'unseen' && { isUnseen: true as const }),
  };
}
