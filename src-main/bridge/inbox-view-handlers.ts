import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

/** Everybody sees and changes their own views alone. */
export function inboxViewHandlers(workplace: () => Workplace): HandlersOf<'inboxView'> {
  const mine = () => {
    const { stores, user } = workplace();
    return { views: stores.inboxViews, userId: user.userId };
  };
  const nothing = (): AppError => new AppError('not_found', 'This person has no such view');
  return {
    'inboxView.list': async () => {
      const { views, userId } = mine();
      return views.list(userId);
    },

    'inboxView.create': async (view) => {
      const { views, userId } = mine();
      return views.create(userId, view);
    },

    'inboxView.rename': async ({ viewId, name }) => {
      const { views, userId } = mine();
      const renamed = await views.rename(userId, viewId, name);
      if (!renamed) throw nothing();
      return renamed;
    },

    'inboxView.remove': async ({ viewId }) => {
      const { views, userId } = mine();
      if ((await views.remove(userId, viewId)) === 'notFound') throw nothing();
      return null;
    },

    'inboxView.move': async ({ viewId, place }) => {
      const { views, userId } = mine();
      const moved = await views.move(userId, viewId, place);
      if (moved === 'notFound') throw nothing();
      return moved;
    },
  };
}
