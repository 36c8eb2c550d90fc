import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DataExports } from '../../../src-main/data-export/data-exports.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { RecordScope } from '../../../src-main/store/document-records.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { ExportProgress } from '../../../src-preload/contract/data-export.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

let folder: string;
let database: DeviceDatabase;
const key = randomBytes(32);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-exports-'));
  database = await DeviceDatabase.open(join(folder, 'device'), key);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const scope: RecordScope = {
  ...{ of: 'business', businessId: null, contactIds: [], conversationIds: [] },
  ...{ leadIds: [], phoneNumbers: [] },
};
const place = () => ({
  scope: async () => scope,
  choosePath: async () => join(folder, 'archive.zip'),
});
const options = { media: true, password: undefined };

async function* nothing(): AsyncGenerator<never> {
  // There is none.
}

/** Stores in which there is nothing; `counted` is waited for before it goes on. */
function emptyStores(counted: Promise<number> = Promise.resolve(0)): Stores {
  // Of each only what an export asks.
  return {
    documentRecords: {
      reader: async () => ({
        read: nothing,
        messages: nothing,
        inGroups: nothing,
        messageCount: () => counted,
      }),
    },
    rowRecords: { read: async () => nothing(), readNamed: async () => [] },
  } as unknown as Stores;
}

function exportsWith(stores: Stores, published: ExportProgress[] = []): DataExports {
  return new DataExports({
    stores,
    database,
    publish: (event, payload) => {
      if (event === 'export.progress') published.push(payload as ExportProgress);
    },
    onImported: async () => {},
    clock: new ManualClock(),
    log: recordedLog(),
  });
}

const left = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== 'device');

it('an export tells how far it is, from the first to the last', async () => {
  const published: ExportProgress[] = [];
  const exports = exportsWith(emptyStores(), published);
  const result = await exports.export('business', options, place());
  expect(result).toMatchObject({ fileName: 'archive.zip', counts: {}, missingFiles: 0 });
  expect(published.map(({ phase }) => phase)).toEqual([
    ...['counting', 'records', 'finishing', 'ended'],
  ]);
  expect(exports.running).toBeNull();
  expect(await left()).toEqual(['archive.zip']);
});

it('nothing happens where no place is chosen', async () => {
  const exports = exportsWith(emptyStores());
  const answer = await exports.export('person', options, {
    ...place(),
    choosePath: async () => null,
  });
  expect(answer).toBeNull();
  expect(await left()).toEqual([]);
});

it('one runs at a time, and one that is cancelled leaves nothing', async () => {
  let count!: (messages: number) => void;
  const exports = exportsWith(emptyStores(new Promise((resolve) => (count = resolve))));
  const first = exports.export('business', options, place());
  await vi.waitFor(async () => expect(await left()).toEqual(['archive.zip.part']));
  await expect(exports.export('business', options, place())).rejects.toMatchObject({
    code: 'export_running',
  });
  expect(exports.running).toMatchObject({ job: 'business', phase: 'counting' });
  exports.cancel(exports.running?.exportId ?? '');
  count(0);
  expect(await first).toBeNull();
  expect(await left()).toEqual([]);
});

it('what a killed app has left is gone after its next start', async () => {
  const exports = exportsWith(emptyStores(new Promise(() => {})));
  void exports.export('business', options, place());
  await vi.waitFor(async () => expect(await left()).toEqual(['archive.zip.part']));
  // The process ends here; another one opens the same device.
  await exportsWith(emptyStores()).removeLeft();
  expect(await left()).toEqual([]);
});

it('an archive that nobody chose is not imported', async () => {
  const exports = exportsWith(emptyStores());
  expect(await exports.choose(null)).toBeNull();
  await expect(exports.import('nothing', undefined)).rejects.toMatchObject({ code: 'not_found' });
  await expect(exports.choose(join(folder, 'device', 'LOCK'))).rejects.toMatchObject({
    code: 'archive_invalid',
  });
});
