import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import {
  compareConversations,
  ConversationFilter,
  type ConversationSort,
  fixedViewNames,
  fixedViews,
  matchesFilter,
} from '../../../src-preload/contract/conversation-filter.ts';
import {
  ConversationCounts,
  type ConversationCursor,
  type ConversationSummary,
} from '../../../src-preload/contract/conversation.ts';
import { InboxView } from '../../../src-preload/contract/inbox-view.ts';
import { objectId } from './sample-data.ts';
import type { UserId } from '../../../src-preload/contract/ids.ts';

type Viewer = Parameters<typeof matchesFilter>[2];

/** A page of what the filter asks for, as the database would answer. */
export function listConversations(
  all: readonly ConversationSummary[],
  question: {
    filter: CommandInput<'conversation.list'>['filter'];
    sort: ConversationSort;
    viewer: { userId: UserId; now: number };
    after: { conversationId: string } | undefined;
    limit: number;
  },
): { items: ConversationSummary[]; next: ConversationCursor | null } {
  const { sort, viewer, after, limit } = question;
  const filter = ConversationFilter.parse(question.filter);
  const found = all
    .filter((each) => matchesFilter(filter, each, viewer))
    .sort((one, other) => compareConversations(sort, one, other));
  const start = found.findIndex((each) => each.conversationId === after?.conversationId) + 1;
  const items = found.slice(start, start + limit);
  const last = items.at(-1);
  return {
    items,
    next:
      last === undefined || start + limit >= found.length
        ? null
        : { lastMessageAt: last.lastMessageAt, conversationId: last.conversationId },
  };
}

export function countConversations(
  all: readonly ConversationSummary[],
  viewer: Viewer,
): ConversationCounts {
  const counts = fixedViewNames.map((name) => {
    const { filter } = fixedViews[name];
    return [name, all.filter((each) => matchesFilter(filter, each, viewer)).length];
  });
  return ConversationCounts.parse(Object.fromEntries(counts));
}

export function countEach(
  all: readonly ConversationSummary[],
  views: CommandInput<'conversation.count'>['views'],
  viewer: Viewer,
): number[] {
  return views
    .map(({ filter }) => ConversationFilter.parse(filter))
    .map((filter) => all.filter((each) => matchesFilter(filter, each, viewer)).length);
}

export function sampleViews(hasSome: boolean): InboxView[] {
  const views = [
    { name: 'Weddings', filter: { label: 'wedding' }, sort: 'newest' },
    {
      name: 'Urgent and nobody’s',
      filter: { label: 'urgent', assignee: 'nobody' },
      sort: 'longestWait',
    },
  ];
  return hasSome
    ? views.map((view, index) => InboxView.parse({ viewId: objectId(index + 1), ...view }))
    : [];
}
