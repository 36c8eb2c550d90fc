import { isDeepStrictEqual } from 'node:util';
import { groupBy } from '../../../src-main/common/group-by.ts';
import type { Book } from '../../simulator/world/book.ts';
import type { SealedWorkspace } from '../databases/sealed-workspace.ts';

/** What a run did, judged by the simulator's own book against the databases, never by the app's counters. */
export interface Verdict {
  /** Turns in the book. */
  sent: number;
  /** Of those, in MongoDB. */
  stored: number;
  lost: number;
  /** Stored more than once, in a conversation that is not theirs, or in no chat of the book. */
  duplicated: number;
  /** Stored at another place in their conversation than in the book. */
  outOfOrder: number;
  /** Conversations whose counters differ from the book: messages, unread, last message. */
  wrongCounters: { expected: object; found: object }[];
  /** Messages whose text differs from what was written. */
  altered: number;
}

/** Compares the book with what stands in MongoDB, opened with the workspace's passphrase. */
export async function judge(book: Book, workspace: SealedWorkspace): Promise<Verdict> {
  const verdict: Verdict = {
    sent: 0,
    stored: 0,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
    wrongCounters: [],
    altered: 0,
  };
  const conversations = await workspace.conversations();
  const messages = await workspace.messages();
  const byConversation = groupBy(messages, (message) => message.conversation);

  let accounted = 0;
  for (const chat of book.chats) {
    verdict.sent += chat.messages.length;
    const own = conversations.filter((each) => each.chatId === chat.chatId);
    const stored = own.flatMap((each) => byConversation.get(each.id) ?? []);
    const storedIds = stored.map((message) => message.messageId);
    const unique = new Set(storedIds);
    const bookIds = chat.messages.map((message) => message.id);
    const kept = bookIds.filter((id) => unique.has(id));
    verdict.stored += kept.length;
    verdict.lost += bookIds.length - kept.length;
    accounted += kept.length;

    const inBook = storedIds.filter((id) => bookIds.includes(id));
    verdict.outOfOrder += inBook.filter((id, index) => id !== kept[index]).length;
    const texts = new Map(stored.map((message) => [message.messageId, message.content]));
    verdict.altered += chat.messages.filter(
      (message) => unique.has(message.id) && texts.get(message.id) !== message.body,
    ).length;

    const conversation = own[0]?.document;
    const unread = Object.values(conversation?.unreadCount ?? {}).reduce(
      (total, count) => total + count,
      0,
    );
    const expected = {
      conversations: 1,
      messages: chat.messages.length,
      unread: chat.unreadCount,
      isLastRight: true,
    };
    const found = {
      conversations: own.length,
      messages: conversation?.messageCount,
      unread,
      isLastRight: conversation?.lastMessage?.messageId === bookIds.at(-1),
    };
    if (!isDeepStrictEqual(found, expected)) {
      verdict.wrongCounters.push({ expected, found });
    }
  }
  verdict.duplicated = messages.length - accounted;
  for (let extra = book.chats.length; extra < conversations.length; extra++) {
    verdict.wrongCounters.push({ expected: {}, found: { conversations: 'one of no chat' } });
  }
  return verdict;
}

/** Whether nothing was lost, doubled, moved or altered, and every counter is right. */
export function isFlawless(verdict: Verdict): boolean {
  return (
    verdict.lost === 0 &&
    verdict.duplicated === 0 &&
    verdict.outOfOrder === 0 &&
    verdict.wrongCounters.length === 0 &&
    verdict.altered === 0
  );
}
