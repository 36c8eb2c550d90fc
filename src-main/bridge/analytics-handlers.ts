import { overview } from '../analytics/overview.ts';
import type { Workplace } from '../app/workplace.ts';
import type { HandlersOf } from './handlers.ts';

/** The figures, and making them anew. */
export function analyticsHandlers(workplace: () => Workplace): HandlersOf<'analytics'> {
  return {
    'analytics.overview': async ({ days }) => {
      const { stores, clock, figures, calendars } = workplace();
      await figures.catchUp();
      const { timeZone, rebuild } = await figures.status();
      return overview({
        figures: stores.figures,
        calendars: await calendars.read(timeZone),
        days,
        now: clock.now(),
        rebuild,
        namesOf: async (conversationIds) => {
          const summaries = await stores.conversations.summaries(conversationIds);
          return new Map(summaries.map(({ conversationId, name }) => [conversationId, name]));
        },
      });
    },

    'analytics.status': () => workplace().figures.status(),

    'analytics.setTimeZone': async ({ timeZone }) => {
      const { figures } = workplace();
      await figures.setTimeZone(timeZone);
      return figures.status();
    },

    'analytics.rebuild': async () => {
      const { figures } = workplace();
      await figures.rebuild();
      return figures.status();
    },

    'analytics.stopRebuild': async ({ isStopped }) => {
      const { figures } = workplace();
      await figures.stopRebuild(isStopped);
      return figures.status();
    },
  };
}
