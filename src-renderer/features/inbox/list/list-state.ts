import type {
  ConversationFilter,
  ConversationSort,
  ConversationStatus,
  Priority,
} from '../../../../src-preload/contract/conversation-filter.ts';
import type {
  ConversationCounts,
  ConversationSummary,
} from '../../../../src-preload/contract/conversation.ts';
import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import type { Business } from '../../../../src-preload/contract/business.ts';
import type { ConversationId, UserId } from '../../../../src-preload/contract/ids.ts';
import type { InboxView, InboxViewId } from '../../../../src-preload/contract/inbox-view.ts';
import type { BridgeFailure } from '../../../bridge/bridge-failure.ts';

/** What the list shows, and in which order. */
export interface ListQuery {
  readonly filter: ConversationFilter;
  readonly sort: ConversationSort;
}

/** Which conversations the list shows, and how many there are of each kind. */
export interface ViewSlice {
  readonly query: ListQuery;
  /** Whoever works here; null until it is known. */
  readonly userId: UserId | null;
  /** Null until the database has told. */
  readonly counts: ConversationCounts | null;
  /** Of the views that the person keeps, those that were counted; `COUNTED` is that many or more. */
  readonly savedCounts: ReadonlyMap<InboxViewId, number>;
  /** Counts anew in a moment: a view was made. */
  readonly countSoon: () => void;
  /** What the filter offers; empty until `loadBusinesses`. */
  readonly businesses: readonly Business[];
  readonly loadBusinesses: () => Promise<void>;
  /** What the filter and the panel offer; empty until `loadCampaigns`. */
  readonly campaigns: readonly Campaign[];
  readonly loadCampaigns: () => Promise<void>;
  readonly setViewer: (userId: UserId) => void;
  readonly show: (query: ListQuery) => Promise<void>;
  /** Keeps the counts right, and ends snoozes in the list at their time, until the answer is called. */
  readonly startCounting: () => () => void;
  /** Something of a conversation changed, or its time has come. */
  readonly noteChange: (summary: ConversationSummary) => void;
}

/** The views that the person keeps, in their order. What changes them answers whether it could be done. */
export interface SavedViewsSlice {
  readonly views: readonly InboxView[];
  readonly loadViews: () => Promise<void>;
  /** Keeps what the list shows now. */
  readonly saveView: (name: string) => Promise<boolean>;
  readonly renameView: (viewId: InboxViewId, name: string) => Promise<boolean>;
  readonly removeView: (viewId: InboxViewId) => Promise<boolean>;
  /** To a place among the others, from 0. */
  readonly moveView: (viewId: InboxViewId, place: number) => Promise<boolean>;
}

/** What a person does to conversations from the list. */
export type CareAction =
  | { readonly kind: 'status'; readonly status: Exclude<ConversationStatus, 'snoozed'> }
  /** Until when in milliseconds. */
  | { readonly kind: 'snooze'; readonly until: number }
  | { readonly kind: 'priority'; readonly priority: Priority }
  | { readonly kind: 'assign'; readonly userId: UserId | null }
  | { readonly kind: 'addLabel' | 'removeLabel'; readonly label: string }
  | { readonly kind: 'markRead' | 'markUnread' }
  /** On WhatsApp itself. */
  | { readonly kind: 'pin'; readonly isPinned: boolean }
  | { readonly kind: 'archive'; readonly isArchived: boolean }
  | { readonly kind: 'block'; readonly isBlocked: boolean };

/** One action on many conversations, under way or done. */
export interface BulkRun {
  readonly total: number;
  readonly done: number;
  readonly failed: readonly {
    readonly conversation: ConversationSummary;
    readonly failure: BridgeFailure;
  }[];
}

export interface PicksSlice {
  /** The conversations that are picked, as they are now. */
  readonly picked: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly bulk: BulkRun | null;
  /** Those for which a moment is being chosen until which they are put aside. */
  readonly snoozing: readonly ConversationSummary[];
  /** The one whose person is about to be blocked. */
  readonly blocking: ConversationSummary | null;
  readonly togglePick: (conversation: ConversationSummary) => void;
  readonly pickAll: (conversations: readonly ConversationSummary[]) => void;
  readonly clearPicks: () => void;
  readonly chooseSnooze: (conversations: readonly ConversationSummary[]) => void;
  readonly askToBlock: (conversation: ConversationSummary | null) => void;
  /** Does it to all of them; of one alone a failure is shown, of many they are gathered in `bulk`. */
  readonly care: (
    conversations: readonly ConversationSummary[],
    action: CareAction,
  ) => Promise<void>;
  readonly closeBulk: () => void;
}
