import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { systemClock } from '../../src-main/common/clock.ts';
import { Ingest } from '../../src-main/ingest/ingest.ts';
import { DeviceDatabase } from '../../src-main/journal/device-database.ts';
import { Journal } from '../../src-main/journal/journal.ts';
import { openStores } from '../../src-main/store/open-stores.ts';
import { translateAck } from '../../src-main/whatsapp/translators/translate-ack.ts';
import { translateMessage } from '../../src-main/whatsapp/translators/translate-message.ts';
import { translateUnread } from '../../src-main/whatsapp/translators/translate-unread.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { dataFolder } from '../support/data-folder.ts';
import { memorySecretStore } from '../support/databases/memory-secret-store.ts';
import { recordedLog } from '../support/databases/recorded-log.ts';
import { startDatabases } from '../support/databases/start-databases.ts';

/**
 * How fast the pipeline takes in messages, from the journal to both databases: 200 real dialogues, every customer new,
 * one turn of each in turn (the worst order: no two neighbours belong to the same chat). The baseline is the raw
 * driver inserting one document for each message, eight at a time, on the same engine in the same run.
 */
const RUNS = 5;
const AT_ONCE = 8;

const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);
const turns = interleave();
const databases = await startDatabases();
const counting = MongoClient.connect(databases.mongodbUrl);
const ours: number[] = [];
const raw: number[] = [];
for (let run = 0; run < RUNS; run++) {
  raw.push(await timeRawDriver());
  ours.push(await timePipeline());
}
await (await counting).close();
await databases.stop();

const row = {
  what: 'messages a second, from the journal to both databases',
  messages: turns.length,
  runs: RUNS,
  pipeline: Math.round(turns.length / median(ours)),
  rawDriver: Math.round(turns.length / median(raw)),
  timesSlower: Number((median(ours) / median(raw)).toFixed(2)),
};
console.table([row]);
const out = join(import.meta.dirname, '../../out/bench');
await mkdir(out, { recursive: true });
await writeFile(join(out, 'ingest.json'), JSON.stringify(row, null, 2));

function interleave(): { chat: string; text: string; fromMe: boolean }[] {
  const list: { chat: string; text: string; fromMe: boolean }[] = [];
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

/** Seconds. */
async function timePipeline(): Promise<number> {
  await empty();
  const folder = await dataFolder();
  const log = recordedLog();
  const stores = await openStores({
    location: { kind: 'servers', addresses: databases },
    secrets: memorySecretStore(),
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
  const ingest = new Ingest({
    journal,
    translators: { message: translateMessage, ack: translateAck, unread: translateUnread },
    context: {
      stores,
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
  for (const [index, { chat, text, fromMe }] of turns.entries()) {
    void journal
      .append({
        kind: 'event',
        ...source,
        type: 'message',
        raw: rawMessage(index, chat, text, fromMe),
        receivedAt: Date.now(),
      })
      .then(() => ingest.wake());
  }
  while (journal.waiting > 0 || journal.setAsideCount > 0 || (await stored()) < turns.length) {
    if (journal.setAsideCount > 0) throw new Error('A message was set aside');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await ingest.stop();
  await database.close();
  await stores.close();
  await folder.remove();
  return seconds;
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
async function timeRawDriver(): Promise<number> {
  await empty();
  const client = await MongoClient.connect(databases.mongodbUrl);
  const collection = client.db('alexia').collection('messages');
  await collection.createIndexes([{ key: { conversationId: 1, messageId: 1 }, unique: true }]);
  const startedAt = performance.now();
  const queue = turns.entries();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, { chat, text }] of queue) {
        await collection.insertOne({
          conversationId: chat,
          messageId: String(index),
          content: text,
          timestamp: new Date(),
        });
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await client.close();
  return seconds;
}

async function stored(): Promise<number> {
  const client = await counting;
  return client.db('alexia').collection('messages').countDocuments();
}

async function empty(): Promise<void> {
  const client = await MongoClient.connect(databases.mongodbUrl);
  await client.db('alexia').dropDatabase();
  await client.close();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
