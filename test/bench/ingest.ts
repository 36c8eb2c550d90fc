import { randomUUID } from 'node:crypto';
import { type Document, MongoClient, type OptionalId } from 'mongodb';
import { memoryCache } from '../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { MessagePartitions } from '../../src-main/store/mongo/message-partitions.ts';
import { openStores } from '../../src-main/store/open-stores.ts';
import type { Stores } from '../../src-main/store/stores.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { ingestTurns, type Turn } from '../support/databases/ingest-dialogues.ts';
import { memorySecretStore } from '../support/databases/memory-secret-store.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { testKeyRing } from '../support/databases/test-key-ring.ts';
import { reportResult } from './support/report-result.ts';
import { median } from './support/statistics.ts';

/**
 * How fast the pipeline takes in messages, from the journal to both databases: 200 real dialogues, every customer new,
 * one turn of each in turn (the worst order: no two neighbours belong to the same chat), and the same with the whole
 * history of each chat at once, as after linking. The baselines are the raw driver inserting the very documents that
 * the pipeline made, into a collection with the same validator and indexes, on the same engine in the same run: one by
 * one, eight at a time, and in the batches in which the pipeline stored them.
 */
const RUNS = 5;
const AT_ONCE = 8;

const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);
const databases = await startDatabases();
const client = await MongoClient.connect(databases.mongodbUrl);
const db = client.db('alexia');
const rows = [
  await compare('one turn of each dialogue after the other', interleave()),
  await compare('whole dialogues, 20 times over', wholeDialogues(20)),
];
await client.close();
await databases.stop();

await reportResult('ingest', { 'Messages per second': rows });

async function compare(what: string, turns: readonly Turn[]): Promise<object> {
  const pipeline: number[] = [];
  const oneByOne: number[] = [];
  const inBatches: number[] = [];
  let batches = 0;
  for (let run = 0; run < RUNS; run++) {
    const result = await timePipeline(turns);
    pipeline.push(result.seconds);
    batches = result.batches.length;
    inBatches.push(await timeRaw(result.batches));
    oneByOne.push(await timeRaw(result.batches.flat().map((document) => [document])));
  }
  const perSecond = (times: readonly number[]): number => Math.round(turns.length / median(times));
  return {
    what,
    messages: turns.length,
    batches,
    runs: RUNS,
    pipeline: perSecond(pipeline),
    rawOneByOne: perSecond(oneByOne),
    rawInBatches: perSecond(inBatches),
    ofRawOneByOne: Number((median(oneByOne) / median(pipeline)).toFixed(2)),
    ofRawInBatches: Number((median(inBatches) / median(pipeline)).toFixed(2)),
  };
}

function interleave(): Turn[] {
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
  return list;
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

/** How long it took, in seconds, and the finished documents in the batches in which they were stored. */
async function timePipeline(
  turns: readonly Turn[],
): Promise<{ seconds: number; batches: OptionalId<Document>[][] }> {
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
  const seconds = await ingestTurns({ ...stores, messages }, user.userId, turns);
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
  return { seconds, batches };
}

/** Seconds. */
async function timeRaw(batches: readonly OptionalId<Document>[][]): Promise<number> {
  await db.dropDatabase();
  const collection = await new MessagePartitions(db, () => false).ensure('2031_01');
  const target = db.collection(collection.collectionName);
  const startedAt = performance.now();
  const queue = batches.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const batch of queue) {
        if (batch.length === 1 && batch[0]) await target.insertOne(batch[0]);
        else await target.insertMany(batch);
      }
    }),
  );
  return (performance.now() - startedAt) / 1000;
}
