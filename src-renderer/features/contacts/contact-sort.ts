import {
  type ContactColumn,
  ContactSort,
  type ContactSort as Sort,
} from '../../../src-preload/contract/contact.ts';

const KEY = 'contacts.sort';

export const byName: Sort = { by: 'name', isDescending: false };

/** Columns of which one looks for the most, or the newest, first. */
const fromTheTop: readonly ContactColumn[] = ['leads', 'lastInteraction', 'created'];

/** The order after the head of a column was pressed: its own, or the other way round where it is that one already. */
export function sortAfterPress(sort: Sort, by: ContactColumn): Sort {
  const isDescending = sort.by === by ? !sort.isDescending : fromTheTop.includes(by);
  return { by, isDescending };
}

/** As it was left on this computer. */
export function rememberedSort(storage: Pick<Storage, 'getItem'>): Sort {
  try {
    return ContactSort.parse(JSON.parse(storage.getItem(KEY) ?? ''));
  } catch {
    // Nothing was kept, or something that this version does not know.
    return byName;
  }
}

export function rememberSort(storage: Pick<Storage, 'setItem'>, sort: Sort): void {
  storage.setItem(KEY, JSON.stringify(sort));
}
