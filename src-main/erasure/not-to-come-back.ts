import type { Stores } from '../store/stores.ts';

/**
 * Those of these ids or numbers that were erased and are not to come back by a list of contacts, a file or a person's hand. Who
 * has written anew since then is a contact like anybody.
 */
export async function notToComeBack(
  { erasures, persons }: Pick<Stores, 'erasures' | 'persons'>,
  idsOrNumbers: readonly string[],
): Promise<ReadonlySet<string>> {
  const erased = [...(await erasures.erasedAt(idsOrNumbers)).keys()];
  if (erased.length === 0) return new Set();
  const known = await persons.withContact(erased);
  return new Set(erased.filter((each) => !known.has(each)));
}
