import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

export function businessHoursHandlers(workplace: () => Workplace): HandlersOf<'businessHours'> {
  return {
    'businessHours.list': () => workplace().stores.businessHours.list(),

    'businessHours.set': async (rule) => {
      const { stores, user } = workplace();
      const outcome = await stores.businessHours.set(rule, user.userId);
      if (outcome === 'notFound') throw new AppError('not_found', 'There is no such business');
      return null;
    },
  };
}
