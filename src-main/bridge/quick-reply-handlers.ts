import type { BusinessId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

export function quickReplyHandlers(workplace: () => Workplace): HandlersOf<'quickReply'> {
  const requireBusiness = async (businessId: BusinessId | null): Promise<void> => {
    if (businessId !== null && !(await workplace().stores.businesses.find(businessId))) {
      throw new AppError('not_found', 'There is no such business');
    }
  };
  return {
    'quickReply.list': async () => workplace().stores.quickReplies.list(),

    'quickReply.create': async (draft) => {
      const { stores, user } = workplace();
      await requireBusiness(draft.businessId);
      const saved = await stores.quickReplies.create({ ...draft, userId: user.userId });
      return saved.outcome === 'saved' ? saved : { outcome: 'shortcut_taken' };
    },

    'quickReply.update': async ({ quickReplyId, ...draft }) => {
      const { stores, user } = workplace();
      await requireBusiness(draft.businessId);
      const saved = await stores.quickReplies.update(quickReplyId, {
        ...draft,
        userId: user.userId,
      });
      if (saved.outcome === 'notFound') throw new AppError('not_found', 'It was deleted meanwhile');
      return saved.outcome === 'saved' ? saved : { outcome: 'shortcut_taken' };
    },

    'quickReply.delete': async ({ quickReplyId }) => {
      await workplace().stores.quickReplies.remove(quickReplyId);
      return null;
    },
  };
}
