import type { Workplace } from '../app/workplace.ts';
import type { HandlersOf } from './handlers.ts';

export function userHandlers(workplace: () => Workplace): HandlersOf<'user'> {
  return { 'user.list': () => workplace().stores.users.list() };
}
