import {
  type ConversationFilter,
  type FixedView,
  fixedViewNames,
  fixedViews,
} from '../../../../src-preload/contract/conversation-filter.ts';
import type { ListQuery } from './list-state.ts';

/** Whether two questions ask for the same, whatever the order in which they name it. */
export function sameQuery(one: ListQuery, other: ListQuery): boolean {
  return one.sort === other.sort && keyOf(one.filter) === keyOf(other.filter);
}

/** The fixed view that asks for this, in whatever order; undefined for what a person has put together. */
export function fixedViewOf({ filter }: ListQuery): FixedView | undefined {
  return fixedViewNames.find((name) => keyOf(fixedViews[name].filter) === keyOf(filter));
}

/** What a filter names, in the order in which it is shown. */
export const filterParts = [
  'status',
  'assignee',
  'isUnread',
  'mentionsMe',
  'isWaiting',
  'label',
  'priority',
  'sessionId',
  'businessId',
  'campaignId',
  'isArchived',
] as const satisfies readonly (keyof ConversationFilter)[];
export type FilterPart = (typeof filterParts)[number];

/** The filter with one part named otherwise, or with undefined not at all. */
export function withPart<Part extends FilterPart>(
  filter: ConversationFilter,
  part: Part,
  value: ConversationFilter[Part] | undefined,
): ConversationFilter {
  const { [part]: _before, ...rest } = filter;
  return value === undefined ? rest : { ...rest, [part]: value };
}

function keyOf(filter: ConversationFilter): string {
  return JSON.stringify(filterParts.map((part) => filter[part] ?? null));
}
