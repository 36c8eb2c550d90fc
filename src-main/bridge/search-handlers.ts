import type { Workplace } from '../app/workplace.ts';
import type { Handlers } from './handlers.ts';

export function searchHandlers(workplace: () => Workplace): Pick<Handlers, 'message.search'> {
  return {
    'message.search': async (input) => workplace().stores.search.search(input),
  };
}
