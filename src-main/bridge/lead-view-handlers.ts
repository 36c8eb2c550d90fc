import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** Everybody sees and changes their own views of the leads, and the team's. */
export function leadViewHandlers(workplace: () => Workplace): HandlersOf<'leadView'> {
  const mine = () => {
    const { stores, user } = workplace();
    return { views: stores.leadViews, userId: user.userId };
  };
  return {
    'leadView.list': async () => {
      const { views, userId } = mine();
      return views.list(userId);
    },

    'leadView.create': async (view) => {
      const { views, userId } = mine();
      return views.create(userId, view);
    },

    'leadView.update': async ({ viewId, view }) => {
      const { views, userId } = mine();
      const updated = await views.update(userId, viewId, view);
      if (!updated) throw new AppError('not_found', 'This person sees no such view');
      return updated;
    },

    'leadView.remove': async ({ viewId }) => {
      const { views, userId } = mine();
      await views.remove(userId, viewId);
      return null;
    },
  };
}
