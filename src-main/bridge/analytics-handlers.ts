import type { FigureFilter } from '../../src-preload/contract/analytics-filter.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { type Calendars, questionOf } from '../analytics/figure-question.ts';
import { people } from '../analytics/people.ts';
import { report } from '../analytics/report.ts';
import type { Workplace } from '../app/workplace.ts';
import type { FigureQuestion } from '../store/figure-store.ts';
import type { HandlersOf } from './handlers.ts';

/** The figures, and making them anew. */
export function analyticsHandlers(workplace: () => Workplace): HandlersOf<'analytics'> {
  /** Brings the figures up to date first, as far as it can be done at once. */
  const readCalendars = async (): Promise<Calendars> => {
    const { figures, calendars } = workplace();
    await figures.catchUp();
    const { timeZone } = await figures.status();
    return calendars.read(timeZone);
  };
  const question = async (filter: FigureFilter): Promise<FigureQuestion> =>
    questionOf(filter, await readCalendars());

  /** What conversations are called, by their id; one that is gone has no name. */
  const namesOf = async (ids: readonly ConversationId[]): Promise<ReadonlyMap<string, string>> => {
    if (ids.length === 0) return new Map();
    const summaries = await workplace().stores.conversations.summaries([...new Set(ids)]);
    return new Map(summaries.map(({ conversationId, name }) => [conversationId, name]));
  };

  return {
    'analytics.report': async ({ filter, isCompared }) => {
      const calendars = await readCalendars();
      const { stores, clock, figures } = workplace();
      const { rebuild } = await figures.status();
      return report({
        figures: stores.figures,
        ...{ calendars, filter, isCompared, rebuild, now: clock.now() },
      });
    },

    'analytics.people': async ({ filter }) =>
      people(workplace().stores.figures, await question(filter)),

    'analytics.leads': async ({ filter }) =>
      workplace().stores.figures.leads(await question(filter)),

    'analytics.openWaits': async ({ filter, after, limit }) => {
      if (filter.senderId !== undefined) return { count: 0, items: [], next: null };
      const asked = await question(filter);
      const { count, longest } = await workplace().stores.figures.openWaits(
        asked,
        limit + 1,
        after,
      );
      const shown = longest.slice(0, limit);
      const names = await namesOf(shown.map(({ conversationId }) => conversationId));
      const items = shown.map(({ conversationId, since }) => ({
        ...{ conversationId, since },
        name: names.get(conversationId) ?? '',
      }));
      const last = shown.at(-1);
      return {
        count,
        items,
        next:
          longest.length > limit && last
            ? { since: last.since, conversationId: last.conversationId }
            : null,
      };
    },

    'analytics.behind': async ({ filter, what, after, limit }) => {
      const asked = await question(filter);
      const { figures } = workplace().stores;
      const { items, ...rest } = await figures.behind(asked, what, limit, after);
      const names = await namesOf(
        items.flatMap((item) => (item.kind === 'message' ? item.conversationId : [])),
      );
      return {
        ...rest,
        items: items.map((item) =>
          item.kind === 'lead' ? item : { ...item, name: names.get(item.conversationId) ?? '' },
        ),
      };
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
