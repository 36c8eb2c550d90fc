import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exportArchive } from '../../src-main/data-export/export-archive.ts';
import { importArchive } from '../../src-main/data-export/import-archive.ts';
import type { ConversationDocument } from '../../src-main/store/mongo/documents.ts';
import type { Stores } from '../../src-main/store/stores.ts';
import { openAll } from '../contract/store/open-databases.ts';
import { dataFolder } from '../support/data-folder.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { fillMessages } from './support/fill-messages.ts';
import { makeConversations } from './support/make-conversations.ts';
import { naturalTexts } from './support/natural-texts.ts';
import { type BenchDesk, openBenchDesk } from './support/open-bench-desk.ts';
import { reportResult } from './support/report-result.ts';
import { rounded } from './support/statistics.ts';

/**
 * How fast data is taken out and in: 10³, 10⁴ and, with `--large`, 10⁵ messages, 50 to a conversation, spread over 24 months,
 * without files. The export opens every field, writes lines and pages, and packs them; beside it the driver reads the
 * same documents and does nothing with them. Megabytes are those of the documents. Then the same with a password, and
 * the archive taken into an empty workspace.
 */
const SIZES = [1_000, 10_000, ...(process.argv.includes('--large') ? [100_000] : [])];
const MESSAGES_PER_CONVERSATION = 50;
const PASSWORD = 'a password for this alone';

const folder = await dataFolder();
const exports: object[] = [];
const imports: object[] = [];
for (const size of SIZES) await measure(size);
await folder.remove();
await reportResult('data-export', {
  'Export, beside the driver reading the same': exports,
  'Import into an empty workspace': imports,
});

async function measure(size: number): Promise<void> {
  const databases = await startDatabases();
  const desk = await openBenchDesk(databases.mongodbUrl);
  const conversations = await makeConversations(desk, size / MESSAGES_PER_CONVERSATION);
  const text = await naturalTexts(6);
  await fillMessages(desk, { conversations, count: size, text });
  const stores = await openAll(databases);
  // Once before it counts: what the engine reads first it reads from the disk.
  await readRaw(desk);
  const raw = await readRaw(desk);
  for (const password of [undefined, PASSWORD]) {
    const path = join(folder.path, `${size}${password === undefined ? '' : '-sealed'}.zip`);
    const { seconds, heapGrowthMb } = await timed(() => writeArchive(stores, path, password));
    exports.push({
      messages: size,
      password: password !== undefined,
      seconds: rounded(seconds),
      messagesPerSecond: Math.round(size / seconds),
      mbPerSecond: rounded(raw.megabytes / seconds),
      rawMessagesPerSecond: Math.round(size / raw.seconds),
      rawMbPerSecond: rounded(raw.megabytes / raw.seconds),
      ofRaw: rounded(seconds / raw.seconds),
      archiveMb: rounded((await stat(path)).size / 2 ** 20),
      heapGrowthMb,
    });
  }
  await stores.close();
  await desk.close();
  await databases.stop();
  const empty = await startDatabases();
  const there = await openAll(empty);
  const { seconds } = await timed(() =>
    importArchive({
      stores: there,
      path: join(folder.path, `${size}.zip`),
      password: undefined,
      signal: new AbortController().signal,
      onProgress: () => {},
    }),
  );
  imports.push({
    messages: size,
    seconds: rounded(seconds),
    messagesPerSecond: Math.round(size / seconds),
  });
  await there.close();
  await empty.stop();
}

async function writeArchive(
  stores: Stores,
  path: string,
  password: string | undefined,
): Promise<void> {
  await exportArchive({
    stores,
    exportId: randomUUID(),
    scope: await stores.documentRecords.scopeOfBusiness(null),
    ...{ media: true, password, path, now: Date.now() },
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

/** All messages, in their order, as bytes that nobody looks at. */
async function readRaw({ context }: BenchDesk): Promise<{ seconds: number; megabytes: number }> {
  let bytes = 0;
  const { seconds } = await timed(async () => {
    const rows = await context.conversations
      .find()
      .project<Pick<ConversationDocument, '_id' | 'partitions'>>({ partitions: 1 })
      .toArray();
    for (const { _id, partitions } of rows) {
      for (const partition of partitions) {
        const found = context.partitions
          .collection(partition)
          .find({ conversationId: _id }, { raw: true })
          .sort({ timestamp: 1, sequence: 1 })
          .project({ searchTokens: 0 });
        for await (const document of found) bytes += (document as unknown as Buffer).length;
      }
    }
  });
  return { seconds, megabytes: bytes / 2 ** 20 };
}

async function timed(
  work: () => Promise<unknown>,
): Promise<{ seconds: number; heapGrowthMb: number }> {
  const before = process.memoryUsage().heapUsed;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().heapUsed)), 20);
  const startedAt = performance.now();
  await work();
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, heapGrowthMb: rounded((most - before) / 2 ** 20) };
}
