import { randomUUID } from 'node:crypto';
import { runErasure } from '../../src-main/erasure/run-erasure.ts';
import { ContactId } from '../../src-preload/contract/ids.ts';
import { message, newChatId, openDatabases } from '../contract/store/open-databases.ts';
import { reportResult } from './support/report-result.ts';
import { rounded } from './support/statistics.ts';

/**
 * How long it takes to erase one person among many: preview, each step, and the look at everything afterwards, beside
 * the raw driver that deletes as many messages of somebody else, and nothing more. Small unless `--large`, with a person
 * of 100,000 messages among 10⁶.
 */
const isLarge = process.argv.includes('--large');
const OWN = isLarge ? 100_000 : 2_000;
const ALL = isLarge ? 1_000_000 : 20_000;
/** Messages of everybody else's conversations. */
const OF_ONE = isLarge ? 1_000 : 200;
const BATCH = 1_000;
const BEGAN = Date.parse('2026-01-01T00:00:00Z');
const SECOND = 1_000;

const open = await openDatabases();
const { stores, sessionId, userId } = open;
const chatId = newChatId();
const took = new Map<string, number>();

await fill(chatId, OWN);
const other = await fill(newChatId(), OWN);
for (let filled = 2 * OWN; filled < ALL; filled += OF_ONE) await fill(newChatId(), OF_ONE);

const contactId = await stores.contacts.idOf(sessionId, [chatId]);
const found = contactId && (await timed('find', () => stores.persons.find(contactId)));
if (!found) throw new Error('The person was met');
await timed('preview', () => stores.persons.count(found.plan));
const erasureId = await stores.erasures.begin({
  ...{ contactId: ContactId.parse(contactId), plan: found.plan, reason: 'objection', userId },
});
const taken = await stores.erasures.take(60_000);
if (!taken) throw new Error('It was begun');
const steps = { current: '', since: performance.now() };
const verification = await timed('all', () =>
  runErasure({
    stores: {
      ...stores,
      erasures: {
        ...Object.fromEntries(
          Object.keys(stores.erasures).map((name) => [name, Reflect.get(stores.erasures, name)]),
        ),
        note: (...input: Parameters<typeof stores.erasures.note>) => {
          if (input[1] !== steps.current) {
            if (steps.current) took.set(steps.current, performance.now() - steps.since);
            Object.assign(steps, { current: input[1], since: performance.now() });
          }
          return stores.erasures.note(...input);
        },
      } as typeof stores.erasures,
    },
    taken,
    clearDevice: () => Promise.resolve({}),
    now: () => Date.now(),
    signal: new AbortController().signal,
  }),
);
took.set(steps.current, performance.now() - steps.since);
await stores.erasures.end(erasureId, 'done', verification);
const gone = (await stores.erasures.list())[0]?.counts.messages;
if (gone !== OWN) throw new Error(`${gone} messages were erased, of ${OWN}`);
if (verification.left > 0) throw new Error(`${verification.left} records are left`);
const raw = await deleteRaw();
await open.close();

await reportResult('erasure', {
  [`One person with ${OWN} messages among ${ALL}`]: [...took]
    .map(([step, ms]) => ({
      step,
      seconds: rounded(ms / 1_000),
      '÷ raw': rounded(ms / raw),
    }))
    .concat([
      { step: 'raw: deleteMany of as many messages', seconds: rounded(raw / 1_000), '÷ raw': 1 },
    ]),
});

/** Milliseconds for the messages of the other conversation, in every month. */
async function deleteRaw(): Promise<number> {
  const conversation = await open.raw.mongo
    .collection('conversations')
    .findOne({ conversationId: other }, { projection: { _id: 1 } });
  const collections = await open.raw.mongo.listCollections({ name: /^messages_/ }).toArray();
  const since = performance.now();
  let gone = 0;
  for (const { name } of collections) {
    const { deletedCount } = await open.raw.mongo
      .collection(name)
      .deleteMany({ conversationId: conversation?._id });
    gone += deletedCount;
  }
  const took = performance.now() - since;
  if (gone !== OWN) throw new Error(`${gone} messages were deleted, of ${OWN}`);
  return took;
}

async function timed<T>(step: string, work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  const result = await work();
  took.set(step, performance.now() - since);
  return result;
}

async function fill(chat: string, count: number): Promise<string> {
  await open.meet({ sessionId, whatsappId: chat, at: BEGAN });
  const { conversationId } = await open.newConversation(chat);
  for (let first = 0; first < count; first += BATCH) {
    await open.store(
      conversationId,
      Array.from({ length: Math.min(BATCH, count - first) }, (_, index) =>
        message({
          ...{ chatId: chat, from: chat, messageId: randomUUID() },
          content: `Do you have chair number ${first + index}, in blue or in green?`,
          timestamp: BEGAN + (first + index) * 60 * SECOND,
        }),
      ),
    );
  }
  return conversationId;
}
