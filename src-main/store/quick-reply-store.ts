import type { QuickReplyId, UserId } from '../../src-preload/contract/ids.ts';
import type { QuickReply, QuickReplyDraft } from '../../src-preload/contract/quick-reply.ts';

export type SavedQuickReply =
  | { outcome: 'saved'; quickReply: QuickReply }
  /** Another one of the same business, or of those for all, has this shortcut. */
  | { outcome: 'shortcutTaken' };

/** The team's quick replies (`quick_replies`). */
export interface QuickReplyStore {
  /** All of them, by shortcut. */
  list(): Promise<QuickReply[]>;
  /** `businessId` and `userId` have to exist. */
  create(input: QuickReplyDraft & { userId: UserId }): Promise<SavedQuickReply>;
  update(
    quickReplyId: QuickReplyId,
    input: QuickReplyDraft & { userId: UserId },
  ): Promise<SavedQuickReply | { outcome: 'notFound' }>;
  remove(quickReplyId: QuickReplyId): Promise<'removed' | 'notFound'>;
}
