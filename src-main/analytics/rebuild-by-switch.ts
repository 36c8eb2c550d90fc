import type { Clock } from '../common/clock.ts';
import type { FigureKeeper } from './figure-keeper.ts';

/** Starts the app for this alone: all figures are made anew, and it ends. */
export const REBUILD_SWITCH = 'rebuild-figures';

/** How often it is said how far it is, in milliseconds. */
const TOLD_EVERY_MS = 1_000;

/**
 * Makes all figures anew, and says a line about it now and then. A rebuild that was begun, or stopped, goes on where it
 * was. Rejects with an AppError.
 */
export async function rebuildBySwitch(input: {
  figures: Pick<FigureKeeper, 'status' | 'rebuild' | 'stopRebuild' | 'finish'>;
  clock: Clock;
  say(line: string): void;
}): Promise<void> {
  const { figures, clock, say } = input;
  if ((await figures.status()).rebuild) await figures.stopRebuild(false);
  else await figures.rebuild();
  let cancel = (): void => {};
  const tell = async (): Promise<void> => {
    const { rebuild } = await figures.status();
    if (rebuild) say(`${rebuild.done} of ${rebuild.total} conversations`);
    cancel = clock.after(TOLD_EVERY_MS, () => void tell().catch(() => {}));
  };
  await tell();
  try {
    await figures.finish();
  } finally {
    cancel();
  }
  say('All figures were made anew');
}
