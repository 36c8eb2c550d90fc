import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../../src-preload/contract/lead.ts';

export interface BoardList {
  readonly stage: LeadStage;
  readonly items: readonly Lead[];
}

/** Where a lead is drawn on the board. */
export interface BoardPlace {
  readonly stage: LeadStage;
  readonly lead: Lead;
}

/** Null where it is on none of these lists. */
export function placeOf(lists: readonly BoardList[], leadId: LeadId | null): BoardPlace | null {
  for (const { stage, items } of lists) {
    const lead = items.find((each) => each.leadId === leadId);
    if (lead) return { stage, lead };
  }
  return null;
}

/**
 * Where a key leads from a card: up and down its column, to its ends, or beside it in the next column that has some.
 * Null where there is nothing.
 */
export function neighbourOf(
  lists: readonly BoardList[],
  { stage, lead }: BoardPlace,
  key: string,
): BoardPlace | null {
  const column = lists.findIndex((each) => each.stage === stage);
  const items = lists[column]?.items ?? [];
  const row = items.findIndex((each) => each.leadId === lead.leadId);
  const inColumn = (index: number): BoardPlace | null => {
    const next = items[index];
    return next ? { stage, lead: next } : null;
  };
  switch (key) {
    case 'ArrowUp':
      return inColumn(row - 1);
    case 'ArrowDown':
      return inColumn(row + 1);
    case 'Home':
      return inColumn(0);
    case 'End':
      return inColumn(items.length - 1);
    case 'ArrowLeft':
    case 'ArrowRight': {
      const beside =
        key === 'ArrowRight' ? lists.slice(column + 1) : lists.slice(0, column).reverse();
      const next = beside.find((each) => each.items.length > 0);
      const nearest = next?.items[Math.min(row, next.items.length - 1)];
      return next && nearest ? { stage: next.stage, lead: nearest } : null;
    }
    default:
      return null;
  }
}
