import type { UserId } from '../../src-preload/contract/ids.ts';
import type { InboxView, InboxViewId } from '../../src-preload/contract/inbox-view.ts';

/** The views of the inbox that people keep (`inbox_views`): each person's own, of which nobody else hears. */
export interface InboxViewStore {
  /** In the person's order. */
  list(userId: UserId): Promise<InboxView[]>;
  /** The last one in the order. Rejects with `not_allowed` where the person has as many as may be. */
  create(userId: UserId, view: Omit<InboxView, 'viewId'>): Promise<InboxView>;
  /** Null where the person has no such view. */
  rename(userId: UserId, viewId: InboxViewId, name: string): Promise<InboxView | null>;
  remove(userId: UserId, viewId: InboxViewId): Promise<'removed' | 'notFound'>;
  /** To this place (from 0) among the others; beyond the last one it is the last. Answers all. */
  move(userId: UserId, viewId: InboxViewId, place: number): Promise<InboxView[] | 'notFound'>;
}
