import { createHash, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealFolder, unsealFolder } from '../../../src-main/whatsapp/vault/sealed-archive.ts';
import { CHUNK_LENGTH, SealBrokenError } from '../../../src-main/whatsapp/vault/sealed-stream.ts';

/** Magic and salt, then chunks of this length with their tags. */
const HEAD = 9 + 32;
const SEALED_CHUNK = CHUNK_LENGTH + 16;

let folder: string;
let key: KeyObject;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealed-archive-'));
  key = createSecretKey(randomBytes(32));
  await mkdir(join(folder, 'in', 'sub'), { recursive: true });
  await mkdir(join(folder, 'out'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const archive = (owner = 'me', other = key) => ({
  file: join(folder, 'a.sealed'),
  key: other,
  owner,
});
const seal = (files: string[]) => sealFolder(archive(), { folder: join(folder, 'in'), files });
const unseal = (owner?: string, other?: KeyObject) =>
  unsealFolder(archive(owner, other), join(folder, 'out'));

async function sealRandom(length: number): Promise<Buffer> {
  const content = randomBytes(length);
  await writeFile(join(folder, 'in', 'data'), content);
  expect(await seal(['data'])).toBe(true);
  return await readFile(join(folder, 'a.sealed'));
}

async function expectBroken(sealed: Buffer): Promise<void> {
  await writeFile(join(folder, 'a.sealed'), sealed);
  await expect(unseal()).rejects.toBeInstanceOf(SealBrokenError);
}

describe('a sealed archive', () => {
  it('gives back what was put in: folders, empty files, and nothing that was not named', async () => {
    await writeFile(join(folder, 'in', 'one'), 'first');
    await writeFile(join(folder, 'in', 'sub', 'empty'), '');
    await writeFile(join(folder, 'in', 'sub', 'left out'), 'x');
    await seal(['one', join('sub', 'empty')]);
    await unseal();
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual([
      'one',
      'sub',
      join('sub', 'empty'),
    ]);
    expect(await readFile(join(folder, 'out', 'one'), 'utf8')).toBe('first');
  });

  it('shows nothing of its contents, and no two are alike', async () => {
    await writeFile(join(folder, 'in', 'last-wid'), 'a very telling text '.repeat(50));
    await seal(['last-wid']);
    const first = await readFile(join(folder, 'a.sealed'));
    await seal(['last-wid']);
    const second = await readFile(join(folder, 'a.sealed'));
    expect(first.includes('telling')).toBe(false);
    expect(first.includes('last-wid')).toBe(false);
    expect(first.subarray(HEAD).equals(second.subarray(HEAD))).toBe(false);
    expect((await stat(join(folder, 'a.sealed'))).mode & 0o777).toBe(0o600);
  });

  it('takes many files, and large ones without holding them in memory', async () => {
    const hash = createHash('sha256');
    const large = await open(join(folder, 'in', 'large'), 'w');
    for (let part = 0; part < 40; part += 1) {
      const block = randomBytes(1024 * 1024);
      hash.update(block);
      await large.appendFile(block);
    }
    await large.close();
    const names = Array.from({ length: 400 }, (_, index) => join('sub', `f${index}`));
    for (const name of names) await writeFile(join(folder, 'in', name), name);

    const before = process.memoryUsage().arrayBuffers;
    await seal(['large', ...names]);
    await unseal();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(24 * 1024 * 1024);

    const found = createHash('sha256');
    await pipeline(createReadStream(join(folder, 'out', 'large')), found);
    expect(found.digest('hex')).toBe(hash.digest('hex'));
    expect(await readdir(join(folder, 'out', 'sub'))).toHaveLength(400);
    for (const name of [names[0], names[399]]) {
      expect(await readFile(join(folder, 'out', name ?? ''), 'utf8')).toBe(name);
    }
  }, 60_000);

  it.each([
    ['one byte of the contents', HEAD + 100],
    ['one byte of the last tag', -1],
    ['one byte of the salt', 20],
    ['one byte of the format', 2],
  ])('does not open when %s was changed', async (_what, position) => {
    const sealed = await sealRandom(3 * CHUNK_LENGTH);
    const at = position < 0 ? sealed.length + position : position;
    sealed.writeUInt8(sealed.readUInt8(at) ^ 1, at);
    await expectBroken(sealed);
  });

  it('does not open when it was cut: within a chunk, between chunks, to its head, to nothing', async () => {
    const sealed = await sealRandom(3 * CHUNK_LENGTH);
    for (const length of [
      sealed.length - 1,
      HEAD + SEALED_CHUNK,
      HEAD + 2 * SEALED_CHUNK,
      HEAD + 5,
      HEAD,
      5,
      0,
    ]) {
      await expectBroken(sealed.subarray(0, length));
    }
  });

  it('does not open when its chunks changed places, one was dropped, or something was added', async () => {
    const sealed = await sealRandom(4 * CHUNK_LENGTH);
    const head = sealed.subarray(0, HEAD);
    const chunk = (index: number): Buffer =>
      sealed.subarray(HEAD + index * SEALED_CHUNK, HEAD + (index + 1) * SEALED_CHUNK);
    const rest = sealed.subarray(HEAD + 2 * SEALED_CHUNK);
    await expectBroken(Buffer.concat([head, chunk(1), chunk(0), rest]));
    await expectBroken(Buffer.concat([head, chunk(1), rest]));
    await expectBroken(Buffer.concat([head, chunk(0), chunk(0), chunk(1), rest]));
    await expectBroken(Buffer.concat([sealed, Buffer.from([0])]));
    await expectBroken(Buffer.concat([sealed, chunk(0)]));
  });

  it('does not open with another key, or for another owner', async () => {
    await sealRandom(10);
    await expect(unseal('me', createSecretKey(randomBytes(32)))).rejects.toBeInstanceOf(
      SealBrokenError,
    );
    await expect(unseal('somebody else')).rejects.toBeInstanceOf(SealBrokenError);
    await unseal();
  });

  it('opens whatever its length is, also at the bounds of a chunk', async () => {
    for (const length of [
      0,
      1,
      CHUNK_LENGTH - 1,
      CHUNK_LENGTH,
      CHUNK_LENGTH + 1,
      2 * CHUNK_LENGTH,
    ]) {
      const content = randomBytes(length);
      await writeFile(join(folder, 'in', 'data'), content);
      await seal(['data']);
      await unseal();
      expect((await readFile(join(folder, 'out', 'data'))).equals(content)).toBe(true);
    }
  });

  it('stays as it was when a new one is refused, or cannot be made', async () => {
    const sealed = await sealRandom(100);
    const refuse = sealFolder(archive(), {
      folder: join(folder, 'in'),
      files: ['data'],
      accept: () => Promise.resolve(false),
    });
    expect(await refuse).toBe(false);
    await expect(seal(['not there', 'data', 'nor there', 'nor there'])).rejects.toThrow('ENOENT');
    expect((await readFile(join(folder, 'a.sealed'))).equals(sealed)).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['a.sealed', 'in', 'out']);
  });

  it('is not made of a file that shrinks while it is read', async () => {
    const file = join(folder, 'in', 'data');
    await writeFile(file, randomBytes(40 * 1024 * 1024));
    const sealing = seal(['data']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await truncate(file, 10);
    await appendFile(file, 'x');
    await expect(sealing).rejects.toThrow();
    expect(await readdir(folder)).not.toContain('a.sealed');
  });
});
