import type { Workplace } from '../app/workplace.ts';
import type { HandlersOf } from './handlers.ts';

/** What is written and not sent; it lies on this computer, so the databases may be away. */
export function draftHandlers(workplace: () => Workplace): HandlersOf<'draft'> {
  return {
    'draft.list': async () => workplace().drafts.list(),
    'draft.keep': async (draft) => {
      await workplace().drafts.keep(draft);
      return null;
    },
  };
}
