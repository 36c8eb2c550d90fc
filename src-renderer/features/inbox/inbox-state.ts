import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import type { ConversationList } from './conversation-order.ts';
import type { ThreadContent } from './thread-content.ts';

export interface ConversationListSlice {
  readonly conversations: RemoteData<ConversationList>;
  /** Opened from elsewhere and not on the pages fetched so far. */
  readonly lookedUp: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly loadConversations: () => Promise<void>;
  readonly loadMoreConversations: () => Promise<void>;
  readonly receiveConversation: (summary: ConversationSummary) => void;
  readonly lookUpConversation: (conversationId: ConversationId) => Promise<void>;
  /** Tells main that the user sees the conversation, when it holds something unread. */
  readonly markSeen: (conversationId: ConversationId) => Promise<void>;
}

export interface ThreadSlice {
  readonly selectedId: ConversationId | null;
  readonly threads: ReadonlyMap<ConversationId, RemoteData<ThreadContent>>;
  /** The last message that came into the open conversation, for screen readers. */
  readonly lastArrival: Message | null;
  readonly openConversation: (conversationId: ConversationId) => Promise<void>;
  readonly closeConversation: () => void;
  readonly loadThread: (conversationId: ConversationId) => Promise<void>;
  readonly loadOlder: (conversationId: ConversationId) => Promise<void>;
  readonly receiveMessage: (message: Message) => void;
  readonly removeMessage: (conversationId: ConversationId, messageId: MessageId) => void;
  readonly retryMessage: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
  readonly discardMessage: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
}

export interface ComposerSlice {
  /** What was typed and not sent, per conversation. */
  readonly drafts: ReadonlyMap<ConversationId, string>;
  readonly setDraft: (conversationId: ConversationId, text: string) => void;
  /** Sends the draft and empties it; it comes back when main could not take it. */
  readonly sendDraft: (conversationId: ConversationId) => Promise<void>;
}

export interface InboxState extends ConversationListSlice, ThreadSlice, ComposerSlice {
  /** Fetches again what is shown, after the databases were away. */
  readonly refresh: () => Promise<void>;
}

/** What a slice needs of the store that it is a part of. */
export interface SliceAccess {
  readonly get: () => InboxState;
  readonly set: (change: Partial<InboxState>) => void;
}

export function findConversation(
  state: Pick<InboxState, 'conversations' | 'lookedUp'>,
  conversationId: ConversationId,
): ConversationSummary | undefined {
  return (
    shownValue(state.conversations)?.items.find((item) => item.conversationId === conversationId) ??
    state.lookedUp.get(conversationId)
  );
}

export function selectedConversation(state: InboxState): ConversationSummary | undefined {
  return state.selectedId === null ? undefined : findConversation(state, state.selectedId);
}

/** How many of the conversations fetched so far hold something unread. */
export function unreadConversations(state: Pick<InboxState, 'conversations'>): number {
  const items = shownValue(state.conversations)?.items ?? [];
  return items.filter((item) => item.unreadCount > 0).length;
}
