import { randomUUID } from 'node:crypto';
import { type Document, MongoClient, type OptionalId } from 'mongodb';
import { memoryCache } from '../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { MessagePartitions } from '../../src-main/store/mongo/message-partitions.ts';
import { migrateMongo } from '../../src-main/store/mongo/migrate-mongo.ts';
import { openStores } from '../../src-main/store/open-stores.ts';
import type { Stores } from '../../src-main/store/stores.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { ingestTurns, type Turn } from '../support/databases/ingest-dialogues.ts';
import { memorySecretStore } from '../support/databases/memory-secret-store.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { testKeyRing } from '../support/databases/test-key-ring.ts';
import { processorSeconds } from './support/processor-time.ts';
import { reportResult } from './support/report-result.ts';
import { median, rounded } from './support/statistics.ts';

/**
 * How fast the pipeline takes in messages, from the journal to both databases: 200 real dialogues, one turn of each in
 * turn (the worst order: no two neighbours belong to the same chat), once, when every customer is new, and twenty times
 * over; and the whole history of each chat at once, as after linking. The baselines are the raw driver inserting the
 * very documents that the pipeline made, into collections with the same validators and indexes, on the same engine in
 * the same run: the messages one by one, eight at a time; the messages in the batches in which the pipeline stored
 * them; and those batches together with the conversations, contacts and keys that the pipeline made besides.
 */
const RUNS = 5;
const AT_ONCE = 8;
/** As many as chats that the pipeline stores together. */
const OTHERS_IN_BATCH = 64;

const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);
const databases = await startDatabases();
const client = await MongoClient.connect(databases.mongodbUrl);
const db = client.db('alexia');
const rows = [
  await compare('one turn of each dialogue after the other, all new', interleave(1)),
  await compare('one turn of each after the other, 20 times over', interleave(20)),
  await compare('whole dialogues, 20 times over', wholeDialogues(20)),
];
await client.close();
await databases.stop();

await reportResult('ingest', { 'Messages per second': rows });

async function compare(what: string, turns: readonly Turn[]): Promise<object> {
  const pipeline: Effort[] = [];
  const oneByOne: Effort[] = [];
  const inBatches: Effort[] = [];
  const everything: Effort[] = [];
  let batches = 0;
  for (let run = 0; run < RUNS; run++) {
    const result = await timePipeline(turns);
    pipeline.push(result.effort);
    batches = result.batches.length;
    inBatches.push(await timeRaw(result.batches));
    oneByOne.push(await timeRaw(result.batches.flat().map((document) => [document])));
    everything.push(await timeRaw(result.batches, result.others));
  }
  const perSecond = (efforts: readonly Effort[]): number =>
    Math.round(turns.length / median(efforts.map(({ seconds }) => seconds)));
  const share = (raw: readonly Effort[], of: keyof Effort): number =>
    rounded(median(raw.map((each) => each[of])) / median(pipeline.map((each) => each[of])));
  return {
    what,
    messages: turns.length,
    batches,
    runs: RUNS,
    pipeline: perSecond(pipeline),
    rawOneByOne: perSecond(oneByOne),
    rawInBatches: perSecond(inBatches),
    rawAllDocuments: perSecond(everything),
    ofRawOneByOne: share(oneByOne, 'seconds'),
    ofRawInBatches: share(inBatches, 'seconds'),
    ofRawAllDocuments: share(everything, 'seconds'),
    byProcessorTime: share(inBatches, 'processorSeconds'),
    allByProcessorTime: share(everything, 'processorSeconds'),
  };
}

function interleave(times: number): Turn[] {
  const list: Turn[] = [];
  const longest = Math.max(...dialogues.map((dialogue) => dialogue.turns.length));
  for (let turn = 0; turn < longest; turn++) {
    for (const [index, dialogue] of dialogues.entries()) {
      const said = dialogue.turns[turn];
      if (!said) continue;
      const number = `34600${String(index).padStart(6, '0')}`;
      list.push({ number, name: 'Somebody', text: said.text, fromMe: said.from === 'agent' });
    }
  }
  return Array.from({ length: times }, () => list).flat();
}

function wholeDialogues(times: number): Turn[] {
  return dialogues.flatMap((dialogue, index) =>
    Array.from({ length: times }, () =>
      dialogue.turns.map((said) => ({
        number: `34600${String(index).padStart(6, '0')}`,
        name: 'Somebody',
        text: said.text,
        fromMe: said.from === 'agent',
      })),
    ).flat(),
  );
}

/** By the clock, and of the processors: what this process and the engines took together. */
interface Effort {
  seconds: number;
  processorSeconds: number;
}

interface Batch {
  collection: string;
  documents: OptionalId<Document>[];
}

/** How long it took, in seconds, and the finished documents: the messages in the batches in which they were stored. */
async function timePipeline(
  turns: readonly Turn[],
): Promise<{ effort: Effort; batches: OptionalId<Document>[][]; others: Batch[] }> {
  await db.dropDatabase();
  const stores = await openStores({
    location: { kind: 'servers', addresses: databases },
    secrets: memorySecretStore(),
    deskId: randomUUID(),
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    openKeys: (store) => Promise.resolve(testKeyRing(store)),
    onStep: () => {},
    log: recordedLog(),
  });
  const user = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
  const batchOf: string[][] = [];
  const messages: Stores['messages'] = {
    ...stores.messages,
    store: (batches) => {
      batchOf.push(batches.flatMap(({ ordered }) => ordered.map(({ messageId }) => messageId)));
      return stores.messages.store(batches);
    },
  };
  let before = NaN;
  const seconds = await ingestTurns({ ...stores, messages }, user.userId, turns, async () => {
    before = await processorSeconds();
  });
  const effort = { seconds, processorSeconds: (await processorSeconds()) - before };
  await stores.close();
  const stored = new Map<string, Document>();
  for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
    for (const document of await db.collection(name).find({}, { promoteLongs: false }).toArray()) {
      stored.set(String(document.messageId), document);
    }
  }
  if (stored.size !== turns.length) throw new Error(`${stored.size} of ${turns.length} stored`);
  const batches = batchOf.map((ids) =>
    ids.flatMap((id): Document[] => {
      const document = stored.get(id);
      return document ? [document] : [];
    }),
  );
  const others: Batch[] = [];
  for (const collection of ['conversations', 'whatsapp_contacts', 'data_keys']) {
    const documents = await db.collection(collection).find({}, { promoteLongs: false }).toArray();
    for (let start = 0; start < documents.length; start += OTHERS_IN_BATCH) {
      others.push({ collection, documents: documents.slice(start, start + OTHERS_IN_BATCH) });
    }
  }
  return { effort, batches, others };
}

async function timeRaw(
  messages: readonly OptionalId<Document>[][],
  others: readonly Batch[] = [],
): Promise<Effort> {
  await db.dropDatabase();
  await migrateMongo(db);
  const { collectionName } = await new MessagePartitions(db, () => false).ensure('2031_01');
  const batches = [
    ...others,
    ...messages.map((documents) => ({ collection: collectionName, documents })),
  ];
  const before = await processorSeconds();
  const startedAt = performance.now();
  const queue = batches.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const { collection, documents } of queue) {
        const target = db.collection(collection);
        const [only] = documents;
        if (documents.length === 1 && only) await target.insertOne(only);
        else await target.insertMany(documents);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  return { seconds, processorSeconds: (await processorSeconds()) - before };
}
