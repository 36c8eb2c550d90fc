import type { Workplace } from '../app/workplace.ts';
import { overview } from '../analytics/overview.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** The lists beside the inbox: contacts, leads and figures. */
export function directoryHandlers(
  workplace: () => Workplace,
): HandlersOf<'contact'> & HandlersOf<'lead'> & HandlersOf<'analytics'> {
  return {
    'contact.list': async ({ search, after, limit }) =>
      workplace().stores.contacts.page({ search, after, limit }),

    'contact.joins': async ({ conversationId }) => {
      const { stores } = workplace();
      const found = await stores.conversations.find(conversationId);
      if (!found) throw new AppError('not_found', 'There is no such conversation');
      const ids = [found.chatId, ...(found.otherChatIds ?? [])];
      return { ids: ids.length, evidence: await stores.identities.evidence(found.accountId, ids) };
    },

    'contact.split': async ({ conversationId }) => {
      const { identities, user } = workplace();
      if (!(await identities.takeApart(conversationId, user.userId))) {
        throw new AppError('not_found', 'Nothing of this conversation was joined');
      }
      return null;
    },

    'contact.setBusiness': async ({ contactId, businessId }) => {
      const { stores } = workplace();
      if (businessId !== null && !(await stores.businesses.find(businessId))) {
        throw new AppError('not_found', 'There is no such business');
      }
      await stores.contacts.setBusiness(contactId, businessId);
      return null;
    },

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
