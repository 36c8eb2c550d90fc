import type { FirstSight } from '../app/first-sight.ts';
import type { Lifecycle } from '../app/lifecycle.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import type { Handlers } from './handlers.ts';

/**
 * The same handlers for a window that is shown before the databases are open: the inbox is answered from what this
 * computer remembers, and whatever else needs them waits until they are there, or cannot be opened.
 */
export function whileOpening(
  handlers: Handlers,
  { lifecycle, firstSight, clock }: { lifecycle: Lifecycle; firstSight: FirstSight; clock: Clock },
): Handlers {
  const waiting = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => {
      const run = handler as (input: unknown) => Promise<unknown>;
      return [name, (input: unknown) => (lifecycle.isOpening ? orLater(run, input) : run(input))];
    }),
  ) as unknown as Handlers;
  const orLater = async (
    run: (input: unknown) => Promise<unknown>,
    input: unknown,
  ): Promise<unknown> => {
    try {
      return await run(input);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not_ready') throw error;
      await lifecycle.settled();
      return run(input);
    }
  };
  return {
    ...waiting,
    'conversation.list': async (input) => {
      const { filter = {}, sort = 'newest', after, limit } = input;
      const isFirst = lifecycle.isOpening && after === undefined;
      const remembered = isFirst
        ? await firstSight.page(limit, { filter, sort, now: clock.now() })
        : null;
      return remembered ?? waiting['conversation.list'](input);
    },
    'message.list': async (input) => {
      const { conversationId, before, after, limit } = input;
      const isNewest = lifecycle.isOpening && before === undefined && after === undefined;
      const remembered = isNewest ? await firstSight.thread(conversationId, limit) : null;
      return remembered ?? waiting['message.list'](input);
    },
  };
}
