import {
  isClosed,
  type Lead,
  type LeadCursor,
  type LeadFilter,
  type LeadOrder,
  type LeadSort,
} from '../../../src-preload/contract/lead.ts';
import type { LeadChoice } from '../../../src-preload/contract/lead-view.ts';
import type { PagedList } from '../../bridge/paged-list.ts';

export type LeadList = PagedList<Lead, LeadCursor>;

/** @param now for what is overdue, in milliseconds */
export function filterOf({ isOverdue, ...choice }: LeadChoice, now: number): LeadFilter {
  return isOverdue ? { ...choice, overdueAt: now } : choice;
}

const keys: Readonly<Record<LeadOrder, (lead: Lead) => number | null>> = {
  created: ({ createdAt }) => createdAt,
  stageSince: ({ stageSince }) => stageSince,
  value: ({ value }) => value?.minor ?? null,
  expectedClose: ({ expectedClose }) => (expectedClose === null ? null : Date.parse(expectedClose)),
  nextStep: ({ nextStep }) => nextStep?.at ?? null,
};

/** As the database orders them: what has none of it last, equal ones by their id. */
export function compareLeads(one: Lead, other: Lead, { by, isDescending }: LeadSort): number {
  const [a, b] = [keys[by](one), keys[by](other)];
  if (a !== b) {
    if (a === null) return 1;
    if (b === null) return -1;
    return isDescending ? b - a : a - b;
  }
  return one.leadId < other.leadId ? -1 : 1;
}

/** Whether a filter leaves the lead. */
export function isWanted(lead: Lead, filter: LeadFilter): boolean {
  const { stages, ownerId, businessId, campaignId, source, worth, overdueAt } = filter;
  const { value, nextStep } = lead;
  return (
    !lead.isDismissed &&
    (stages === undefined || stages.includes(lead.stage)) &&
    (ownerId === undefined || lead.ownerId === ownerId) &&
    (businessId === undefined || lead.businessId === businessId) &&
    (campaignId === undefined || lead.campaignId === campaignId) &&
    (source === undefined || lead.source === source) &&
    (worth === undefined ||
      (value !== null && value.currency === worth.currency && value.minor >= worth.minor)) &&
    (overdueAt === undefined ||
      (!isClosed(lead.stage) && typeof nextStep?.at === 'number' && nextStep.at < overdueAt))
  );
}

/** Puts a lead where it belongs, or takes it out where the filter does not leave it; one that is known is replaced. */
export function placeLead(
  list: LeadList,
  lead: Lead,
  { filter, sort }: { readonly filter: LeadFilter; readonly sort: LeadSort },
): LeadList {
  const others = list.items.filter((each) => each.leadId !== lead.leadId);
  if (!isWanted(lead, filter)) return { ...list, items: others };
  const later = others.findIndex((each) => compareLeads(lead, each, sort) < 0);
  if (later < 0 && list.next !== null) {
    // It lies on a page that is still to be fetched, and comes with it.
    return { ...list, items: others };
  }
  return { ...list, items: others.toSpliced(later < 0 ? others.length : later, 0, lead) };
}
