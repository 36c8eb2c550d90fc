import { useState } from 'react';
import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import { useInbox } from '../inbox-context.ts';
import type { ThreadContent } from '../thread-content.ts';
import { lastSettledId } from '../thread-news.ts';
import { firstUnread } from './first-unread.ts';
import type { UnreadLine } from './read-state.ts';

/** The message above which the unread line stands; null where there is none, or it is not fetched yet. */
export function useFirstUnread(
  conversationId: ConversationId,
  { messages, reachesNewest }: Pick<ThreadContent, 'messages' | 'reachesNewest'>,
): MessageId | null {
  const line = useInbox((state) => state.unreadLine);
  const [counted, setCounted] = useState<{
    readonly line: UnreadLine | null;
    /** The newest message when the line was drawn: what comes later moves it no more. */
    readonly until: MessageId | null;
  }>({ line: null, until: null });
  if (line !== counted.line && reachesNewest) {
    setCounted({ line, until: lastSettledId(messages) ?? null });
  }
  if (counted.line === null || counted.until === null) return null;
  if (counted.line.conversationId !== conversationId) return null;
  return firstUnread(messages, counted.line.count, counted.until);
}
