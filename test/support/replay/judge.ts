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
  /** Stored at another place in their conversation than in the book (see `inItsOrder`). */
  outOfOrder: number;
  /** Stored with another time than WhatsApp's. */
  mistimed: number;
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
    mistimed: 0,
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

    const times = new Map(chat.messages.map(({ id, t }) => [id, t]));
    const inBook = storedIds.filter((id) => times.has(id));
    const expectedOrder = inItsOrder(kept, times);
    verdict.outOfOrder += inItsOrder(inBook, times).filter(
      (id, index) => id !== expectedOrder[index],
    ).length;
    verdict.mistimed += stored.filter(
      ({ messageId, timestamp }) =>
        times.has(messageId) && times.get(messageId) !== timestamp / 1000,
    ).length;
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
      isLastRight: conversation?.lastMessage?.messageId === storedIds.at(-1),
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
    verdict.mistimed === 0 &&
    verdict.wrongCounters.length === 0 &&
    verdict.altered === 0
  );
}

/** What ids of messages begin with that were made by a linked page, and not by a phone. */
const MADE_BY_PAGE = '3EB0';

/**
 * The ids in the order in which they are compared: within a second what was sent from here after the rest. WhatsApp
 * counts whole seconds; when somebody writes while a message of ours is on its way, no linked device is told which of
 * the two its server took first. Only neighbours change places: a message in a wrong second stays where it is wrong.
 */
function inItsOrder(ids: readonly string[], times: ReadonlyMap<string, number>): string[] {
  const runs: string[][] = [];
  for (const id of ids) {
    const last = runs.at(-1);
    if (last?.[0] !== undefined && times.get(last[0]) === times.get(id)) last.push(id);
    else runs.push([id]);
  }
  const isOurs = (id: string): number => Number(id.startsWith(MADE_BY_PAGE));
  return runs.flatMap((run) => run.sort((a, b) => isOurs(a) - isOurs(b)));
}
