import type { BusinessId, LeadId } from '../../src-preload/contract/ids.ts';

/** A row that was added, changed or removed; `by` is the desktop that wrote it, where that is known. */
export type RowChange =
  | { readonly kind: 'lead'; readonly leadId: LeadId; readonly by: string | null }
  /** Null when it is not known which one. */
  | { readonly kind: 'business'; readonly businessId: BusinessId | null; readonly by: null }
  /** Some of the team's quick replies. */
  | { readonly kind: 'quickReplies'; readonly by: null }
  /** What people have said about the use of their data; of whom is not told. */
  | { readonly kind: 'consents'; readonly by: null }
  /** Policies of retention, holds or runs. */
  | { readonly kind: 'retention'; readonly by: null }
  /** An erasure has begun or come further. */
  | { readonly kind: 'erasures'; readonly by: null }
  /** Some of the team's labels. */
  | { readonly kind: 'labels'; readonly by: null }
  /** Some of the team's rules for finding leads, or what it has taught. */
  | { readonly kind: 'leadRules'; readonly by: null }
  /** Some of the team's campaigns. */
  | { readonly kind: 'campaigns'; readonly by: null }
  /** Some of the views of the leads that people keep. */
  | { readonly kind: 'leadViews'; readonly by: null }
  /** Somebody in the team, or who is given conversations in turn. */
  | { readonly kind: 'team'; readonly by: null }
  /** What the team calls the stages of its leads, and their order. */
  | { readonly kind: 'leadStages'; readonly by: null }
  /** When businesses are open, or how soon their customers are to have an answer. */
  | { readonly kind: 'businessHours'; readonly by: null }
  /** Figures of some days; which ones is not told. */
  | { readonly kind: 'figures'; readonly by: string | null };

/**
 * Tells what any desktop, this one included, writes to the leads and their stages, the businesses and their hours, the
 * quick replies, the labels, the consents, the team and the figures.
 */
export interface RowFeed {
  /**
   * Resolves after the first attempt to connect, and never rejects: the feed finds its way back by itself. After a
   * break of the line it tells what changed meanwhile, and now and then something twice or that did not change; a lead
   * that was removed during the break is not told. The returned function resolves when nothing more is told.
   */
  subscribe(listener: (change: RowChange) => void): Promise<() => Promise<void>>;
}
