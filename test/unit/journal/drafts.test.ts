import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Drafts } from '../../../src-main/journal/drafts.ts';
import { Draft } from '../../../src-preload/contract/draft.ts';
import { UploadId } from '../../../src-preload/contract/outgoing.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { uuid } from '../../support/preview/sample-data.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { message } from '../renderer/samples.ts';

let folder: Awaited<ReturnType<typeof dataFolder>>;
let database: DeviceDatabase;
let drafts: Drafts;

async function open(key = Buffer.alloc(32, 1)): Promise<void> {
  database = await DeviceDatabase.open(join(folder.path, 'device'), key);
  drafts = await Drafts.open(database, recordedLog());
}

beforeEach(async () => {
  folder = await dataFolder();
  await open();
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

const draft = (number: number, text: string, change: Partial<Draft> = {}): Draft =>
  Draft.parse({
    conversationId: uuid(number),
    text,
    replyTo: null,
    files: [],
    editing: null,
    note: null,
    ...change,
  });

const aFile: Draft['files'][number] = {
  ...{ uploadId: UploadId.parse(uuid(9)), fileName: 'a.pdf', mimeType: 'application/pdf' },
  ...{ fileSize: 5, form: 'document', caption: 'The list', preview: null, duration: null },
};

it('keeps one draft for each conversation, with what it answers and a change begun, over a restart', async () => {
  const answer = draft(1, 'As you wish', { replyTo: message('asked', 1000) });
  const withFile = draft(3, '', { files: [aFile] });
  const change = draft(2, '', { editing: { message: message('sent', 2000), text: 'Corrected' } });
  const withNote = draft(4, '', { note: { text: 'Pays late', mentioned: [], edit: null } });
  await drafts.keep(draft(1, 'As you'));
  await drafts.keep(answer);
  await drafts.keep(change);
  await drafts.keep(withFile);
  await drafts.keep(withNote);
  await database.close();
  await open();
  expect(drafts.list()).toEqual([answer, change, withFile, withNote]);
});

it('lets the last one stay of several kept at the same time', async () => {
  const texts = Array.from({ length: 30 }, (_, index) => 'x'.repeat(index + 1));
  await Promise.all(texts.map((text) => drafts.keep(draft(1, text))));
  await database.close();
  await open();
  expect(drafts.list()).toEqual([draft(1, 'x'.repeat(30))]);
});

it('forgets one that has become empty', async () => {
  await drafts.keep(draft(1, 'Never mind'));
  await drafts.keep(draft(1, ''));
  expect(drafts.list()).toEqual([]);
  await database.close();
  await open();
  expect(drafts.list()).toEqual([]);
});

it('keeps the text when the message that it answers was written in another shape', async () => {
  await drafts.keep(draft(1, 'As you wish', { replyTo: message('asked', 1000) }));
  // It knew no notes, either.
  const { note: _, ...before } = draft(2, 'Certainly');
  const older = { ...before, replyTo: { messageId: 'of another version' } };
  await database.table('drafts', Draft.loose()).write({ put: [[uuid(2), older as never]] });
  await database.close();
  await open();
  expect(drafts.list()).toMatchObject([
    { text: 'As you wish', replyTo: { messageId: 'asked' } },
    { text: 'Certainly', replyTo: null, note: null },
  ]);
});

it('is not readable under another key, and is not taken away for that', async () => {
  await drafts.keep(draft(1, 'Secret'));
  await database.close();
  await open(Buffer.alloc(32, 2));
  expect(drafts.list()).toEqual([]);
  await database.close();
  await open();
  expect(drafts.list()).toEqual([draft(1, 'Secret')]);
});

it('tells whoever asked when it cannot be written, and when closing has written everything', async () => {
  let isWritten = false;
  void drafts.keep(draft(1, 'The last words')).then(() => {
    isWritten = true;
  });
  await drafts.stop();
  expect(isWritten).toBe(true);
  await database.close();
  await expect(drafts.keep(draft(1, 'Too late'))).rejects.toThrow();
  await open();
  expect(drafts.list()).toEqual([draft(1, 'The last words')]);
});
