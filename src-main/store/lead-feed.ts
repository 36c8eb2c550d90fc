import type { LeadId } from '../../src-preload/contract/ids.ts';

/** A lead was opened, changed or removed; `by` is the desktop that wrote it, where that is known. */
export interface LeadChange {
  readonly kind: 'lead';
  readonly leadId: LeadId;
  readonly by: string | null;
}

/** Tells what any desktop, this one included, writes to the leads. */
export interface LeadFeed {
  /**
   * Resolves after the first attempt to connect, and never rejects: the feed finds its way back by itself. After a
   * break of the line it tells what changed meanwhile, and now and then something twice; a lead that was removed
   * during the break is not told. The returned function resolves when nothing more is told.
   */
  subscribe(listener: (change: LeadChange) => void): Promise<() => Promise<void>>;
}
