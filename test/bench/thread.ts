import type { Filter, FindCursor } from 'mongodb';
import { monthOf } from '../../src-main/store/mongo/message-partitions.ts';
import type { MessageDocument } from '../../src-main/store/mongo/documents.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { MessageCursor } from '../../src-preload/contract/message.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { seededRandom } from '../support/replay/seeded-random.ts';
import { fillMessages, MONTHS } from './support/fill-messages.ts';
import { makeConversations } from './support/make-conversations.ts';
import { naturalTexts } from './support/natural-texts.ts';
import { compareWithRaw } from './support/compare-with-raw.ts';
import { openBenchDesk } from './support/open-bench-desk.ts';
import { reportResult } from './support/report-result.ts';
import { takeTurns } from './support/take-turns.ts';

/**
 * How long a conversation of 100,000 messages in 24 monthly partitions takes to open, and to scroll back by a page,
 * through the store, beside the driver asking the one partition that has the page for the same documents by the same
 * index. The driver is told which partition that is; the store finds out.
 */
const MESSAGES = 100_000;
const PAGE = 50;
const ROUNDS = 200;
const WARM_UP = 50;
const COLD_ROUNDS = 30;

const databases = await startDatabases();
const desk = await openBenchDesk(databases.mongodbUrl);
const [conversation] = await makeConversations(desk, 1);
if (!conversation) throw new Error('One was asked for');
const { conversationId } = conversation;
await fillMessages(desk, {
  conversations: [conversation],
  count: MESSAGES,
  text: await naturalTexts(2),
});
const place = await desk.context.conversations.findOne({ conversationId });
if (!place) throw new Error('It was just made');
const conversationObjectId = place._id;
const newest = await desk.stores.messages.page({ conversationId, limit: 1 });
const end = newest.items[0]?.timestamp ?? 0;

const rows: object[] = [];
const opened = await takeTurns([() => page(desk, conversationId), () => rawPage().toArray()], {
  rounds: ROUNDS,
  warmUp: WARM_UP,
});
rows.push(compareWithRaw('opening it', opened));

// Made before the clock starts: an LRU for 20,000 keys takes some milliseconds.
const fresh = Array.from({ length: COLD_ROUNDS }, () => desk.another());
const first = await takeTurns(
  [(round) => page(fresh[round] ?? desk, conversationId), () => rawPage().toArray()],
  { rounds: COLD_ROUNDS, warmUp: 0 },
);
rows.push(compareWithRaw('opening it, first time after the start', first));

const following = await cursorsBack(ROUNDS);
rows.push(compareWithRaw('scrolling back from the newest, page by page', await scroll(following)));

const random = seededRandom(3);
const anywhere = Array.from({ length: ROUNDS }, () => cursorAt(random()));
rows.push(compareWithRaw(`a page back from anywhere in ${MONTHS} months`, await scroll(anywhere)));
await desk.close();
await databases.stop();

await reportResult('thread', {
  [`A page of ${PAGE} of ${MESSAGES} messages in ${MONTHS} partitions, milliseconds`]: rows,
});

function page(each: typeof desk, id: ConversationId, before?: MessageCursor): Promise<unknown> {
  return each.stores.messages.page({ conversationId: id, before, limit: PAGE });
}

/** The same documents by the driver, without the tokens, which nobody reads. */
function rawPage(before?: MessageCursor): FindCursor<unknown> {
  const filter: Filter<MessageDocument> = { conversationId: conversationObjectId };
  if (before) {
    filter.$or = [
      { timestamp: { $lt: new Date(before.timestamp) } },
      { timestamp: new Date(before.timestamp), sequence: { $lt: before.sequence } },
    ];
  }
  return desk.context.partitions
    .collection(monthOf((before?.timestamp ?? end) - 1))
    .find(filter)
    .project({ searchTokens: 0 })
    .sort({ timestamp: -1, sequence: -1 })
    .limit(PAGE);
}

function scroll(cursors: readonly MessageCursor[]): Promise<number[][]> {
  const at = (round: number): MessageCursor | undefined => cursors[round % cursors.length];
  return takeTurns(
    [(round) => page(desk, conversationId, at(round)), (round) => rawPage(at(round)).toArray()],
    { rounds: ROUNDS, warmUp: WARM_UP },
  );
}

/** The cursors of so many pages, one after the other. */
async function cursorsBack(count: number): Promise<MessageCursor[]> {
  const cursors: MessageCursor[] = [];
  let before: MessageCursor | undefined;
  while (cursors.length < count) {
    const { next } = await desk.stores.messages.page({ conversationId, before, limit: PAGE });
    if (!next) break;
    cursors.push(next);
    before = next;
  }
  return cursors;
}

/** A cursor at this share, from 0 to 1, of the time from the first page's end to the newest message. */
function cursorAt(share: number): MessageCursor {
  const start = end - (MONTHS - 1) * 30 * 24 * 60 * 60 * 1000;
  return { timestamp: Math.round(start + (end - start) * share), sequence: 0 };
}
