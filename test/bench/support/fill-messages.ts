import { ObjectId } from 'mongodb';
import { conversationSubject } from '../../../src-main/crypto/key-subjects.ts';
import { forEachConcurrently } from '../../../src-main/common/for-each-concurrently.ts';
import { groupBy } from '../../../src-main/common/group-by.ts';
import { OrderedWork } from '../../../src-main/common/ordered-work.ts';
import type { StoredConversation } from '../../../src-main/store/conversation-store.ts';
import type { MessageDocument } from '../../../src-main/store/mongo/documents.ts';
import { toDocument } from '../../../src-main/store/mongo/message-document.ts';
import { ACCOUNT } from '../../contract/store/open-databases.ts';
import type { BenchDesk } from './open-bench-desk.ts';

/** Documents written in one round trip, and how many such writes are under way while the next documents are made. */
const BATCH = 2_000;
const WRITES_AT_ONCE = 3;
/** Partitions whose indexes are built side by side: one takes one of the engine's processors. */
const INDEXED_AT_ONCE = 2;
export const MONTHS = 24;
const FIRST_MONTH = { year: 2024, month: 0 };

/**
 * Puts `count` messages into the partitions of two years, evenly, each by one of the conversations in turn: the very
 * documents that the pipeline makes, written past it, and the indexes built afterwards, which is many times as fast.
 */
export async function fillMessages(
  { context }: BenchDesk,
  input: {
    conversations: readonly StoredConversation[];
    count: number;
    text(index: number): string;
  },
): Promise<void> {
  const { conversations, count } = input;
  const people = await peopleOf(context, conversations);
  const filled = new Set<string>();
  let waiting: MessageDocument[] = [];
  const writes = new OrderedWork(WRITES_AT_ONCE);
  const write = async (): Promise<void> => {
    const documents = waiting;
    waiting = [];
    await writes.room(WRITES_AT_ONCE - 1);
    const byPartition = groupBy(documents, ({ timestamp }) =>
      context.partitions.partitionFor(timestamp.getTime(), undefined),
    );
    for (const [partition, each] of byPartition) {
      filled.add(partition);
      writes.add([], async () => {
        await context.partitions.collection(partition).insertMany(each, { ordered: false });
      });
    }
  };
  for (let index = 0; index < count; index++) {
    const person = people[index % people.length];
    if (!person) break;
    waiting.push(documentOf(context, person, index, timeOf(index, count), input.text(index)));
    if (waiting.length === BATCH) await write();
  }
  await write();
  await writes.room(0);
  await forEachConcurrently(filled, INDEXED_AT_ONCE, async (partition) => {
    await context.partitions.ensure(partition);
  });
  await context.conversations.updateMany(
    { _id: { $in: people.map(({ _id }) => _id) } },
    { $set: { partitions: [...filled] } },
  );
}

/** Milliseconds, to whole seconds as WhatsApp has them: message `index` of `count` in two years. */
function timeOf(index: number, count: number): number {
  const { year, month } = FIRST_MONTH;
  const [start, end] = [Date.UTC(year, month), Date.UTC(year, month + MONTHS)];
  return start + Math.floor(((end - start) * index) / count / 1000) * 1000;
}

interface Person {
  _id: ObjectId;
  conversation: StoredConversation;
  key: Parameters<typeof toDocument>[0]['key'];
}

async function peopleOf(
  { conversations, keys }: BenchDesk['context'],
  wanted: readonly StoredConversation[],
): Promise<Person[]> {
  const rows = await conversations
    .find({ conversationId: { $in: wanted.map(({ conversationId }) => conversationId) } })
    .project<{ _id: ObjectId; conversationId: string }>({ conversationId: 1 })
    .toArray();
  const ids = new Map(rows.map((row) => [row.conversationId, row._id]));
  return Promise.all(
    wanted.map(async (conversation) => ({
      _id: ids.get(conversation.conversationId) ?? new ObjectId(),
      conversation,
      key: await keys.keyFor(conversationSubject(conversation.conversationId)),
    })),
  );
}

function documentOf(
  { keys, deskId }: BenchDesk['context'],
  { _id, conversation, key }: Person,
  index: number,
  timestamp: number,
  content: string,
): MessageDocument {
  const { chatId, conversationId } = conversation;
  const fromMe = index % 3 === 2;
  const messageId = `3EB0${String(index).padStart(18, '0')}`;
  return toDocument({
    message: {
      kind: 'message',
      messageId,
      chatId,
      fromMe,
      from: fromMe ? ACCOUNT : chatId,
      to: fromMe ? chatId : ACCOUNT,
      type: 'text',
      whatsappType: 'chat',
      content,
      status: fromMe ? 'read' : 'delivered',
      timestamp,
      isForwarded: false,
    },
    conversationId,
    conversation: { _id },
    place: { messageId, timestamp, sequence: 0 },
    replyTo: undefined,
    key,
    lookup: keys.lookup,
    deskId,
    now: new Date(timestamp),
  });
}
