import { z } from 'zod';
import { ConversationFilter, ConversationSort } from './conversation-filter.ts';

/** `inbox_views.object_id`. */
export const InboxViewId = z
  .string()
  .regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits')
  .brand<'InboxViewId'>();
export type InboxViewId = z.infer<typeof InboxViewId>;

export const MAXIMUM_VIEW_NAME = 60;
/** How many views one person can keep. */
export const MAXIMUM_VIEWS = 50;
const ViewName = z.string().trim().min(1).max(MAXIMUM_VIEW_NAME);

/** What one person wants to see of the inbox again and again: theirs alone, on whatever desktop they work. */
export const InboxView = z.object({
  viewId: InboxViewId,
  name: z.string(),
  filter: ConversationFilter,
  sort: ConversationSort,
});
export type InboxView = z.infer<typeof InboxView>;

const byView = z.object({ viewId: InboxViewId });

export const inboxViewCommands = {
  /** In the order in which the person put them; a new one is the last. */
  'inboxView.list': { input: z.object({}), output: z.array(InboxView) },
  /** `not_allowed` where there are `MAXIMUM_VIEWS` already. */
  'inboxView.create': {
    input: z.object({ name: ViewName, filter: ConversationFilter, sort: ConversationSort }),
    output: InboxView,
  },
  /** `not_found` where the person has no such view; as in those that follow. */
  'inboxView.rename': { input: byView.extend({ name: ViewName }), output: InboxView },
  'inboxView.remove': { input: byView, output: z.null() },
  /** Puts the view at a place, counted from 0, among the others. Answers all of them. */
  'inboxView.move': {
    input: byView.extend({ place: z.number().int().nonnegative() }),
    output: z.array(InboxView),
  },
} as const;
