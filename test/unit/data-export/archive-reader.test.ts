import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { TextReader, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchiveReader } from '../../../src-main/data-export/archive-reader.ts';
import { ArchiveWriter } from '../../../src-main/data-export/archive-writer.ts';
import { checkArchive, Refusals, recordsOf } from '../../../src-main/data-export/check-archive.ts';
import { FORMAT, type Manifest } from '../../../src-main/data-export/manifest.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-archive-'));
  path = join(folder, 'archive.zip');
});
afterEach(() => rm(folder, { recursive: true }));

const manifest = (change: Partial<Manifest> = {}): Manifest => ({
  format: FORMAT,
  version: 1,
  exportId: '00000000-0000-4000-8000-000000000000',
  exportedAt: '2026-11-29T12:00:00.000Z',
  of: 'person',
  businessId: null,
  withMedia: true,
  counts: {},
  parts: [],
  missingFiles: [],
  ...change,
});

/** An archive as somebody else might make it. */
async function zip(entries: Record<string, string | Uint8Array>): Promise<void> {
  const writer = new ZipWriter(Writable.toWeb(createWriteStream(path)) as WritableStream);
  for (const [name, content] of Object.entries(entries)) {
    const reader =
      typeof content === 'string' ? new TextReader(content) : new Uint8ArrayReader(content);
    await writer.add(name, reader);
  }
  await writer.close();
}

const refused = (code = 'archive_invalid') => expect.objectContaining({ code }) as unknown;

async function check(): Promise<unknown> {
  try {
    const archive = await ArchiveReader.open(path);
    try {
      const found = await archive.manifest();
      return await checkArchive(archive, found, { isSuppressed: undefined, onPart: () => {} });
    } finally {
      await archive.close();
    }
  } catch (error) {
    return error;
  }
}

const data = (change: Partial<Manifest> = {}) => ({
  'data.json': JSON.stringify(manifest(change)),
});

describe('an archive that somebody made to do harm', () => {
  it.each([
    '../evil.txt',
    'media/../../evil.txt',
    '/etc/passwd',
    'C:\\evil.txt',
    'media\\evil.txt',
    'records/a/b.ndjson',
    'evil.exe',
    'media/',
  ])('with the name %s is refused', async (name) => {
    await zip({ ...data(), [name]: 'x' });
    expect(await check()).toEqual(refused());
  });

  it('that unpacks to far more than it is long is refused before it is unpacked', async () => {
    await zip({ ...data(), 'media/a.bin': new Uint8Array(200 * 1024 * 1024) });
    expect(await check()).toEqual(refused());
  });

  it('whose lengths are not true is refused', async () => {
    await zip({
      ...data({ parts: [{ kind: 'contact', path: 'records/contact-0001.ndjson', count: 1 }] }),
      'records/contact-0001.ndjson': `${'x'.repeat(100_000)}\n`,
    });
    const bytes = await readFile(path);
    // The length that the list of contents says of it.
    const at = bytes.lastIndexOf('records/contact-0001.ndjson') - 46 + 24;
    bytes.writeUInt32LE(10, at);
    await writeFile(path, bytes);
    expect(await check()).toEqual(refused());
  });

  it('that names a file which it has not is refused', async () => {
    await zip(
      data({ parts: [{ kind: 'contact', path: 'records/contact-0001.ndjson', count: 1 }] }),
    );
    expect(await check()).toEqual(refused());
  });

  it('with fewer lines than it says is refused', async () => {
    await zip({
      ...data({ parts: [{ kind: 'contact', path: 'records/contact-0001.ndjson', count: 2 }] }),
      'records/contact-0001.ndjson': '{}\n',
    });
    expect(await check()).toEqual(refused());
  });

  it.each([
    ['nothing', {}],
    ['no list of contents', { 'schema.json': '{}' }],
    ['another format', { 'data.json': '{"format":"other"}' }],
    ['a later version', { 'data.json': JSON.stringify({ ...manifest(), version: 2 }) }],
    ['no JSON', { 'data.json': '{' }],
  ])('with %s is refused', async (_, entries) => {
    await zip(entries);
    expect(await check()).toEqual(refused());
  });

  it('that is no ZIP, is cut off, or is not there is refused', async () => {
    await writeFile(path, 'no archive');
    expect(await check()).toEqual(refused());
    await zip(data());
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 30));
    expect(await check()).toEqual(refused());
    await rm(path);
    expect(await check()).toEqual(refused());
  });

  it('in which a byte was changed is refused', async () => {
    await zip(data());
    const bytes = await readFile(path);
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    await writeFile(path, bytes);
    expect(await check()).toEqual(refused());
  });
});

it('lines that have not the shape of their kind are told with where they stand, the others are read', async () => {
  const good = { labelId: 'a'.repeat(24), name: 'VIP', colour: 'blue', position: 1 };
  const lines = [JSON.stringify(good), 'no json', '{"labelId":1}', '{"__proto__":{"name":"x"}}'];
  await zip({
    ...data({ parts: [{ kind: 'label', path: 'records/label-0001.ndjson', count: 4 }] }),
    'records/label-0001.ndjson': `${lines.join('\n')}\n`,
  });
  const archive = await ArchiveReader.open(path);
  const refusals = new Refusals();
  const read: unknown[] = [];
  const found = await archive.manifest();
  for await (const each of recordsOf(archive, found, 'label', refusals.add)) read.push(each.record);
  await archive.close();
  expect(read).toEqual([good]);
  expect(refusals.told).toEqual(
    [2, 3, 4].map((line) => ({
      ...{ kind: 'label', entry: 'records/label-0001.ndjson', line, reason: 'shape' },
    })),
  );
});

describe('an archive of ours', () => {
  it('with a password opens with that one alone', async () => {
    const writer = new ArchiveWriter(path, 'pässwörd of ten');
    await writer.addText('data.json', JSON.stringify(manifest()));
    await writer.addBytes('media/a.bin', Buffer.from('bytes'));
    const length = await writer.finish();
    expect((await readFile(path)).length).toBe(length);
    expect((await ArchiveReader.open(path)).isEncrypted).toBe(true);
    for (const password of [undefined, 'another one']) {
      const archive = await ArchiveReader.open(path, password);
      await expect(archive.manifest()).rejects.toEqual(refused('archive_password_wrong'));
      await archive.close();
    }
    const archive = await ArchiveReader.open(path, 'pässwörd of ten');
    expect(await archive.manifest()).toEqual(manifest());
    const pieces: Buffer[] = [];
    for await (const piece of archive.bytes('media/a.bin')) pieces.push(piece);
    expect(Buffer.concat(pieces).toString()).toBe('bytes');
    await archive.close();
  });

  it('that is discarded has left nothing', async () => {
    const writer = new ArchiveWriter(path, undefined);
    await writer.addText('data.json', 'x'.repeat(1_000));
    await writer.discard();
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(readFile(`${path}.part`)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
