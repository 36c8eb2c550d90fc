import type { OwnPresence } from '../../src-preload/contract/presence.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';

/** How long what a desktop has told holds, in milliseconds: one that crashed is gone after that. */
export const PRESENCE_LASTS_MS = 25_000;
/** How often it is prolonged meanwhile, in milliseconds: twice before it ends, with time to spare. */
export const PRESENCE_AGAIN_MS = 10_000;

/** What the person at one desktop has in front of them. */
export interface DeskPresence extends OwnPresence {
  deskId: string;
  userId: UserId;
}

/** What holds, and for how many milliseconds unless it is prolonged. */
export interface LastingPresence {
  presence: DeskPresence;
  lastsMs: number;
}

/** Who looks at what (`presences`), one small document a desktop. Other desktops hear of it by the change feed. */
export interface PresenceStore {
  /** In the place of what this desktop told before; it holds for `PRESENCE_LASTS_MS`. The feed tells the others. */
  tell(presence: OwnPresence & { userId: UserId }): Promise<void>;
  /** As long again, from now. The feed does not tell it: of a large team there would be no end to that. */
  prolong(): Promise<'prolonged' | 'notTold'>;
  /** What holds now of all desktops but this one; those with nothing in front of them are left out. */
  list(): Promise<LastingPresence[]>;
}
