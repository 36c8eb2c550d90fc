import type { ContactSort } from '../../src-preload/contract/contact.ts';

/** Where a contact stands in the directory. */
export interface ContactPlace {
  /** 24 hexadecimal digits. */
  readonly id: string;
  /** Folded. */
  readonly sortName: string;
  /** Of the column by which it is sorted: a folded text or a number; null where there is nothing, and for the name. */
  readonly value: string | number | null;
}

/**
 * By a column, one way or the other. What has nothing there comes last both ways, and so does, by name, who is known by
 * a number alone; where it is equal, from A to Z, and where names are equal as well in some order that stays.
 */
export function contactOrder({
  by,
  isDescending,
}: ContactSort): (a: ContactPlace, b: ContactPlace) => number {
  const way = isDescending ? -1 : 1;
  if (by === 'name') {
    return (a, b) =>
      Number(isNumber(a)) - Number(isNumber(b)) ||
      way * compare(a.sortName, b.sortName) ||
      compare(a.id, b.id);
  }
  return (a, b) => {
    if (a.value === null || b.value === null) {
      if (a.value !== b.value) return a.value === null ? 1 : -1;
    } else if (a.value !== b.value) {
      return way * (a.value < b.value ? -1 : 1);
    }
    return compare(a.sortName, b.sortName) || compare(a.id, b.id);
  };
}

function isNumber({ sortName }: ContactPlace): boolean {
  return /^\+?[\d ]+$/.test(sortName);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
