import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Document, MongoClient, type OptionalId } from 'mongodb';
import { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { Ingest } from '../../src-main/ingest/ingest.ts';
import { DeviceDatabase } from '../../src-main/journal/device-database.ts';
import { Journal } from '../../src-main/journal/journal.ts';
import { MessagePartitions } from '../../src-main/store/mongo/message-partitions.ts';
import { openStores } from '../../src-main/store/open-stores.ts';
import type { Stores } from '../../src-main/store/stores.ts';
import { translateAck } from '../../src-main/whatsapp/translators/translate-ack.ts';
import { translateMessage } from '../../src-main/whatsapp/translators/translate-message.ts';
import { translateUnread } from '../../src-main/whatsapp/translators/translate-unread.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { dataFolder } from '../support/data-folder.ts';
import { memorySecretStore } from '../support/databases/memory-secret-store.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { testKeyRing } from '../support/databases/test-key-ring.ts';

/**
 * How fast the pipeline takes in messages, from the journal to both databases: 200 real dialogues, every customer new,
 * one turn of each in turn (the worst order: no two neighbours belong to the same chat), and the same with the whole
 * history of each chat at once, as after linking. The baselines are the raw driver inserting the very documents that
 * the pipeline made, into a collection with the same validator and indexes, on the same engine in the same run: one by
 * one, eight at a time, and in the batches in which the pipeline stored them.
 */
const RUNS = 5;
const AT_ONCE = 8;

interface Turn {
  chat: string;
  text: string;
  fromMe: boolean;
}

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

console.table(rows);
const out = join(import.meta.dirname, '../../out/bench');
await mkdir(out, { recursive: true });
await writeFile(join(out, 'ingest.json'), JSON.stringify(rows, null, 2));

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
      const chat = `34600${String(index).padStart(6, '0')}@c.us`;
      list.push({ chat, text: said.text, fromMe: said.from === 'agent' });
    }
  }
  return list;
}

function wholeDialogues(times: number): Turn[] {
  return dialogues.flatMap((dialogue, index) =>
    Array.from({ length: times }, () =>
      dialogue.turns.map((said) => ({
        chat: `34600${String(index).padStart(6, '0')}@c.us`,
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
  const folder = await dataFolder();
  const log = recordedLog();
  const stores = await openStores({
    location: { kind: 'servers', addresses: databases },
    secrets: memorySecretStore(),
    deskId: randomUUID(),
    openKeys: (store) => Promise.resolve(testKeyRing(store)),
    onStep: () => {},
    log,
  });
  const user = await stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
  const database = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
  const journal = await Journal.open(database, () => {});
  const source = {
    sessionId: SessionId.parse(randomUUID()),
    userId: UserId.parse(user.userId),
    accountId: '34600000001@c.us',
    linkedAt: 0,
  };
  // Filled before the clock starts: what is measured is the way from the journal to the databases.
  await Promise.all(
    turns.map(({ chat, text, fromMe }, index) =>
      journal.append({
        kind: 'event',
        ...source,
        type: 'message',
        raw: rawMessage(index, chat, text, fromMe),
        receivedAt: Date.now(),
      }),
    ),
  );
  const batchOf: string[][] = [];
  const messages: Stores['messages'] = {
    ...stores.messages,
    store: (batches) => {
      batchOf.push(batches.flatMap(({ ordered }) => ordered.map(({ messageId }) => messageId)));
      return stores.messages.store(batches);
    },
  };
  const ingest = new Ingest({
    journal,
    translators: { message: translateMessage, ack: translateAck, unread: translateUnread },
    context: {
      stores: { ...stores, messages },
      publish: () => {},
      withOutbox: (message) => message,
      onNewContact: () => {},
    },
    clock: systemClock,
    log,
    onOutage: () => {},
  });
  const startedAt = performance.now();
  ingest.start();
  while (journal.waiting > 0) {
    if (journal.setAsideCount > 0) throw new Error('A message was set aside');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await ingest.stop();
  await database.close();
  await stores.close();
  await folder.remove();
  const stored = new Map<string, Document>();
  for (const { name } of await db.listCollections({ name: /^messages_/ }).toArray()) {
    for (const document of await db.collection(name).find({}, { promoteLongs: false }).toArray()) {
      stored.set(String(document.messageId), document);
    }
  }
  if (stored.size !== turns.length) throw new Error(`${stored.size} of ${turns.length} stored`);
  const batches = batchOf.map((ids) => ids.flatMap((id) => stored.get(id) ?? []));
  return { seconds, batches };
}

function rawMessage(index: number, chat: string, body: string, fromMe: boolean): unknown {
  const id = `3EB0${String(index).padStart(18, '0')}`;
  const me = '34600000001@c.us';
  return {
    id: { fromMe, remote: chat, id, _serialized: `${fromMe}_${chat}_${id}` },
    from: fromMe ? me : chat,
    to: fromMe ? chat : me,
    type: 'chat',
    body,
    t: 1_760_000_000 + index,
    ack: 1,
    notifyName: 'Somebody',
  };
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
