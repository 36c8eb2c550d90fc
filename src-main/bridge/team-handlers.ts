import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

export function teamHandlers(workplace: () => Workplace): HandlersOf<'team'> {
  return {
    'team.get': async () => {
      const { stores, user, clock } = workplace();
      const [people, rotas] = await Promise.all([stores.team.people(), stores.team.rotas()]);
      const counts = await stores.conversations.count(
        people.map(({ userId }) => ({ status: 'open', assignee: userId })),
        { userId: user.userId, now: clock.now() },
      );
      return {
        people: people.map((each, index) => ({ ...each, openConversations: counts[index] ?? 0 })),
        rotas,
      };
    },

    'team.setAway': async ({ isAway }) => {
      const { stores, user } = workplace();
      await stores.team.setAway(user.userId, isAway);
      return null;
    },

    'team.setRota': async (rota) => {
      const outcome = await workplace().stores.team.setRota(rota);
      if (outcome === 'notFound') {
        throw new AppError('not_found', 'There is no such business or colleague');
      }
      return null;
    },
  };
}
