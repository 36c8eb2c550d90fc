import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import type { BusinessId, ConversationId } from '../../../src-preload/contract/ids.ts';

/** What the search is narrowed to, as the filters show it. */
export interface SearchFilters {
  readonly conversation: { readonly conversationId: ConversationId; readonly name: string } | null;
  readonly businessId: BusinessId | null;
  readonly direction: 'incoming' | 'outgoing' | null;
  /** As it is spelled on messages. */
  readonly tag: string | null;
  /** First calendar day, `YYYY-MM-DD` in the user's time zone; empty for no limit. */
  readonly from: string;
  /** Last calendar day, which is included. */
  readonly until: string;
}

/** What main is asked, page after page. */
export type SearchQuestion = Omit<CommandInput<'message.search'>, 'after' | 'limit'>;

export const noFilters: SearchFilters = {
  conversation: null,
  businessId: null,
  direction: null,
  tag: null,
  from: '',
  until: '',
};

/** The longest query that main takes, in UTF-16 code units. */
export const MAXIMUM_QUERY_LENGTH = 500;

export function isFiltered(filters: SearchFilters): boolean {
  return (
    filters.conversation !== null ||
    filters.businessId !== null ||
    filters.direction !== null ||
    filters.tag !== null ||
    filters.from !== '' ||
    filters.until !== ''
  );
}

/** What to ask main for; null when neither words nor a tag are there to be searched for. */
export function searchQuestion(typed: string, filters: SearchFilters): SearchQuestion | null {
  const query = typed.trim();
  if (query === '' && filters.tag === null) return null;
  const from = startOfDay(filters.from, 0);
  const until = startOfDay(filters.until, 1);
  return {
    query,
    ...(filters.conversation === null
      ? {}
      : { conversationId: filters.conversation.conversationId }),
    ...(filters.businessId === null ? {} : { businessId: filters.businessId }),
    ...(filters.direction === null ? {} : { direction: filters.direction }),
    ...(filters.tag === null ? {} : { tag: filters.tag }),
    ...(from === null ? {} : { from }),
    ...(until === null ? {} : { until }),
  };
}

/** When a calendar day, or one some days after it, begins here, in milliseconds; null for no day. */
function startOfDay(day: string, daysAfter: number): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date + daysAfter).getTime();
  // A year that is being typed begins with the year 2.
  return Number.isNaN(start) ? null : Math.max(0, start);
}
