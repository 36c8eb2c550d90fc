import { z } from 'zod';
import { LeadViewId } from './ids.ts';
import { LeadFilter, LeadSort } from './lead.ts';

export const MAXIMUM_LEAD_VIEW_NAME = 60;
/** How many views one person can keep, those for the team among them. */
export const MAXIMUM_LEAD_VIEWS = 50;

/** What leads are asked for with: a filter that knows no clock. */
export const LeadChoice = LeadFilter.omit({ overdueAt: true }).extend({
  /** Open ones whose next step should have been done by now. */
  isOverdue: z.literal(true).optional(),
});
export type LeadChoice = z.infer<typeof LeadChoice>;

export const LeadLayout = z.enum(['board', 'table']);
export type LeadLayout = z.infer<typeof LeadLayout>;

/** What somebody wants to see of the leads again and again. */
export const LeadViewDraft = z.object({
  name: z.string().trim().min(1).max(MAXIMUM_LEAD_VIEW_NAME),
  choice: LeadChoice,
  sort: LeadSort,
  layout: LeadLayout,
  /** Everybody in the team has it, and may change and remove it. */
  isShared: z.boolean(),
});
export type LeadViewDraft = z.infer<typeof LeadViewDraft>;

export const LeadView = LeadViewDraft.extend({ viewId: LeadViewId });
export type LeadView = z.infer<typeof LeadView>;

const byView = z.object({ viewId: LeadViewId });

export const leadViewCommands = {
  /** The person's own and the team's, A to Z. */
  'leadView.list': { input: z.object({}), output: z.array(LeadView) },
  /** `not_allowed` where the person has `MAXIMUM_LEAD_VIEWS` already. */
  'leadView.create': { input: LeadViewDraft, output: LeadView },
  /** Puts all of this in the place of what it was. `not_found` where the person sees no such view. */
  'leadView.update': { input: byView.extend({ view: LeadViewDraft }), output: LeadView },
  /** Nothing happens when it is gone already, or is somebody else's. */
  'leadView.remove': { input: byView, output: z.null() },
} as const;

export const leadViewEvents = {
  /** Somebody's were added, changed or removed, on whichever desktop: they have to be read again. */
  'leadView.changed': z.object({}),
} as const;
