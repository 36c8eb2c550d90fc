import type { Workplace } from '../app/workplace.ts';
import type { HandlersOf } from './handlers.ts';

export function presenceHandlers(workplace: () => Workplace): HandlersOf<'presence'> {
  return {
    'presence.tell': async (presence) => {
      workplace().presence.tell(presence);
      return null;
    },
    'presence.list': async () => workplace().presence.list(),
  };
}
