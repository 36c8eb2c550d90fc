import type { User } from '../../src-preload/contract/app.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';

/** Those to whom something can be given: who works here, and whoever has it now, also when they no longer do. */
export function stillHere(people: readonly User[], holder: UserId | null = null): readonly User[] {
  return people.filter(({ userId, isRemoved }) => isRemoved !== true || userId === holder);
}
