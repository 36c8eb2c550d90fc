import type { LeadViewId, UserId } from '../../src-preload/contract/ids.ts';
import type { LeadView, LeadViewDraft } from '../../src-preload/contract/lead-view.ts';

/** The views of the leads that people keep (`lead_views`): for themselves, or for everybody. */
export interface LeadViewStore {
  /** The person's own and those of the team, A to Z. */
  list(userId: UserId): Promise<LeadView[]>;
  /** Rejects with `not_allowed` where the person has as many as may be. */
  create(userId: UserId, view: LeadViewDraft): Promise<LeadView>;
  /** Null where the person sees no such view. */
  update(userId: UserId, viewId: LeadViewId, view: LeadViewDraft): Promise<LeadView | null>;
  /** `notFound` for what the person does not see. */
  remove(userId: UserId, viewId: LeadViewId): Promise<'removed' | 'notFound'>;
}
