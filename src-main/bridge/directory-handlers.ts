import type { Workplace } from '../app/workplace.ts';
import { overview } from '../analytics/overview.ts';
import type { HandlersOf } from './handlers.ts';

/** The lists beside the inbox: contacts, leads and figures. */
export function directoryHandlers(
  workplace: () => Workplace,
): HandlersOf<'contact'> & HandlersOf<'lead'> & HandlersOf<'analytics'> {
  return {
    'contact.list': async ({ search, after, limit }) =>
      workplace().stores.contacts.page({ search, after, limit }),

    'lead.list': async ({ after, limit }) => workplace().stores.leads.page({ after, limit }),

    'analytics.overview': async ({ days }) => {
      const { stores, clock } = workplace();
      return overview({
        stores,
        days,
        now: clock.now(),
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      });
    },
  };
}
