import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { Business } from '../store/business-store.ts';
import type { HandlersOf } from './handlers.ts';

export function businessHandlers(workplace: () => Workplace): HandlersOf<'business'> {
  return {
    'business.list': async () => {
      const { stores, sessions } = workplace();
      const own = sessions.list();
      const [businesses, ofAccounts] = await Promise.all([
        stores.businesses.list(),
        stores.sessions.businesses(own.map(({ sessionId }) => sessionId)),
      ]);
      return {
        businesses: businesses.map(shown),
        accounts: own.map(({ sessionId, pushname, phoneNumber }) => ({
          sessionId,
          name: pushname ?? phoneNumber ?? '',
          businessId: ofAccounts.get(sessionId) ?? null,
        })),
      };
    },
    'business.create': async ({ name }) => {
      const { business } = await workplace().stores.businesses.create({ name });
      return shown(business);
    },
    'business.setHighVolume': async ({ businessId, isHighVolume }) => {
      const { stores } = workplace();
      const outcome = await stores.businesses.setHighVolume(businessId, isHighVolume);
      if (outcome === 'notFound') throw new AppError('not_found', 'There is no such business');
      return null;
    },
    'business.setOfAccount': async ({ sessionId, businessId }) => {
      const { stores, sessions } = workplace();
      const isOwn = sessions.list().some((session) => session.sessionId === sessionId);
      if (!isOwn || (businessId !== null && !(await stores.businesses.find(businessId)))) {
        throw new AppError('not_found', 'There is no such account or business');
      }
      await stores.sessions.setBusiness(sessionId, businessId);
      await stores.contacts.setBusinessOfSession(sessionId, businessId);
      return null;
    },
  };
}

function shown({
  businessId,
  name,
  isHighVolume,
}: Business): Pick<Business, 'businessId' | 'name' | 'isHighVolume'> {
  return { businessId, name, isHighVolume };
}
