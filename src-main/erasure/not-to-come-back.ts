import type { Stores } from '../store/stores.ts';

/**
 * Of each of these people, by all ids and numbers that are known of them, whether they were erased and are not to come back by
 * a list of contacts, a file or a person's hand. Who has written anew since then is a contact like anybody.
 */
export async function notToComeBack(
  { erasures, persons }: Pick<Stores, 'erasures' | 'persons'>,
  people: readonly (readonly string[])[],
): Promise<boolean[]> {
  const erased = await erasures.erasedAt(people.flat());
  if (erased.size === 0) return people.map(() => false);
  const known = await persons.withContact([...erased.keys()]);
  return people.map((ids) => {
    const own = ids.filter((id) => erased.has(id));
    return own.length > 0 && !own.some((id) => known.has(id));
  });
}
