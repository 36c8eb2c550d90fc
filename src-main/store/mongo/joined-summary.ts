import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { type Turns, waitingSinceOf } from '../../domain/turns.ts';
import type { StoredConversation } from '../conversation-store.ts';
import type { ConversationDocument } from './documents.ts';

/**
 * What the list shows of conversations that are joined; the first is the one as which they are shown.
 * @param turns theirs as one
 */
export function joinSummaries(
  members: readonly ConversationSummary[],
  turns: Readonly<Turns>,
): ConversationSummary | null {
  const [shown, ...others] = members;
  if (!shown || others.length === 0) return shown ?? null;
  const newest = members.reduce((a, b) => (b.lastMessageAt > a.lastMessageAt ? b : a));
  const sum = (count: (each: ConversationSummary) => number): number =>
    members.reduce((total, each) => total + count(each), 0);
  return {
    ...shown,
    // Under one of the ids they may be known by a number only.
    name: members.find(({ name }) => !/^\+?\d+$/.test(name))?.name ?? shown.name,
    phoneNumber: members.find(({ phoneNumber }) => phoneNumber !== null)?.phoneNumber ?? null,
    unreadCount: sum((each) => each.unreadCount),
    whatsAppUnread: sum((each) => each.whatsAppUnread),
    mention:
      (['unseen', 'seen'] as const).find((each) =>
        members.some(({ mention }) => mention === each),
      ) ?? null,
    messageCount: sum((each) => each.messageCount),
    lastMessage: newest.lastMessage,
    lastMessageAt: newest.lastMessageAt,
    isPinned: members.some(({ isPinned }) => isPinned),
    isArchived: members.every(({ isArchived }) => isArchived),
    ...(members.some(({ isBlocked }) => isBlocked) && { isBlocked: true as const }),
    leadId: members.find(({ leadId }) => leadId !== null)?.leadId ?? null,
    ...campaignOf(members),
    ...joinStatus(shown, members),
    waitingSince: waitingSinceOf(turns),
  };
}

function campaignOf(
  members: readonly ConversationSummary[],
): Pick<ConversationSummary, 'campaignId'> {
  const campaignId = members.find((each) => each.campaignId !== undefined)?.campaignId;
  return campaignId === undefined ? {} : { campaignId };
}

/** People say it of all of them at once; a message opens the one that it came into, and so all that are shown as one. */
function joinStatus(
  shown: ConversationSummary,
  members: readonly ConversationSummary[],
): Pick<ConversationSummary, 'status' | 'snoozedUntil'> {
  const { status, snoozedUntil } = members.find((each) => each.status === 'open') ?? shown;
  return { status, snoozedUntil };
}

/** Conversations that are joined as one: what is sent goes to the chat in which the newest message is. */
export function asOne(
  documents: readonly Pick<ConversationDocument, 'lastMessageAt'>[],
  members: readonly StoredConversation[],
  shownId: ConversationId | undefined,
): StoredConversation | null {
  const shown = members.find(({ conversationId }) => conversationId === shownId) ?? members[0];
  if (!shown) return null;
  const times = documents.map(({ lastMessageAt }) => lastMessageAt.getTime());
  const current = members[times.indexOf(Math.max(...times))] ?? shown;
  return {
    ...shown,
    chatId: current.chatId,
    otherChatIds: members.flatMap(({ chatId }) => (chatId === current.chatId ? [] : [chatId])),
    leadId: members.find(({ leadId }) => leadId !== null)?.leadId ?? null,
    campaignId: members.find(({ campaignId }) => campaignId !== null)?.campaignId ?? null,
    history: { ...current.history, gaps: members.flatMap(({ history }) => history.gaps) },
  };
}
