import { AnonymisedCopies } from '../anonymised-copy/anonymised-copies.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** Copies of the team's data in which nobody is left. */
export function anonymisedCopyHandlers(
  workplace: () => Pick<Workplace, 'stores' | 'user' | 'clock' | 'publish'>,
  chooseSavePath: (suggestedName: string) => Promise<string | null>,
): HandlersOf<'copy'> {
  const copies = new AnonymisedCopies();
  return {
    'copy.anonymised': async (request) => {
      const { stores, user, clock, publish } = workplace();
      const { businessId } = request;
      if (businessId !== null && !(await stores.businesses.find(businessId))) {
        throw new AppError('not_found', 'There is no such business');
      }
      if (copies.progress) return { outcome: 'running' };
      const day = new Date(clock.now()).toISOString().slice(0, 10);
      const path = await chooseSavePath(`anonymised-copy-${day}`);
      if (path === null) return { outcome: 'cancelled' };
      return copies.write({
        ...{ request, path, stores },
        viewer: { userId: user.userId, now: clock.now() },
        onProgress: (progress) => publish('copy.progressed', { progress }),
      });
    },
    // There is no copy before the team's databases are open.
    'copy.cancel': async () => {
      workplace();
      copies.cancel();
      return null;
    },
    'copy.progress': async () => {
      workplace();
      return copies.progress;
    },
  };
}
