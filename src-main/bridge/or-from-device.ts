import type { Workplace } from '../app/workplace.ts';
import { isUnreachable } from '../common/is-unreachable.ts';

/**
 * What MongoDB says; while it is away, what this computer remembers. Rejects as the database does when nothing is
 * remembered.
 */
export async function orFromDevice<T>(
  { health }: Pick<Workplace, 'health'>,
  ask: () => Promise<T>,
  remembered: () => T | null | Promise<T | null>,
): Promise<T> {
  const { mongo, remembered: isRemembered } = health.health;
  // Known to be away: nobody has to wait until it has been tried once more.
  const known = mongo === 'down' || isRemembered === true ? await remembered() : null;
  if (known !== null) return known;
  try {
    return await ask();
  } catch (error) {
    const instead = isUnreachable(error) ? await remembered() : null;
    if (instead === null) throw error;
    return instead;
  }
}
