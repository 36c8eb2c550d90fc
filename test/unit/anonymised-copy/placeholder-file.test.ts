import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  fileKinds,
  isPlaceholder,
  placeholderSize,
  sizeClasses,
  sizeClassOf,
  writePlaceholder,
} from '../../../src-main/anonymised-copy/placeholder-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-desk-placeholders-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(kind: (typeof fileKinds)[number], upTo: (typeof sizeClasses)[number]) {
  const path = join(folder, randomUUID());
  await writePlaceholder(path, kind, upTo);
  return path;
}

describe('a placeholder', () => {
  it.each(fileKinds)('of the kind %s is known again to the byte', async (kind) => {
    for (const upTo of sizeClasses.slice(0, 3)) {
      const path = await written(kind, upTo);
      const { size } = await stat(path);
      expect([size, sizeClassOf(size)]).toEqual([placeholderSize(upTo), upTo]);
      expect(await isPlaceholder(createReadStream(path), kind, upTo)).toBe(true);
      // In odd pieces, too.
      const pieces = createReadStream(path, { highWaterMark: 977 });
      expect(await isPlaceholder(pieces, kind, upTo)).toBe(true);
      for (const place of [0, 3_000, size - 1]) {
        const file = await open(path, 'r+');
        const before = Buffer.alloc(1);
        await file.read(before, 0, 1, place);
        await file.write(Buffer.from([(before[0] ?? 0) ^ 1]), 0, 1, place);
        expect(await isPlaceholder(createReadStream(path), kind, upTo)).toBe(false);
        await file.write(before, 0, 1, place);
        await file.close();
      }
      const longer = await open(path, 'a');
      await longer.write('x');
      await longer.close();
      expect(await isPlaceholder(createReadStream(path), kind, upTo)).toBe(false);
    }
  });

  it('of a picture is one, and of a document has its parts where its table says', async () => {
    const picture = PNG.sync.read(await readFile(await written('image', 10_000)), {});
    expect([picture.width, picture.height]).toEqual([64, 64]);
    const pdf = (await readFile(await written('document', 10_000))).toString('latin1');
    const [, table = ''] = /startxref\n(\d+)/.exec(pdf) ?? [];
    expect(pdf.slice(Number(table)).startsWith('xref\n')).toBe(true);
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset) => pdf.slice(offset, offset + 7))).toEqual([
      '1 0 obj',
      '2 0 obj',
      '3 0 obj',
    ]);
  });
});
