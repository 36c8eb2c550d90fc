import { randomBytes, type KeyObject } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { SALT_LENGTH, SealBrokenError, SealStream, UnsealStream } from './sealed-stream.ts';

/** The first bytes of every archive: what it is, and the version of its format. */
const MAGIC = Buffer.from('ADSKSEAL\x01', 'latin1');

export interface SealedArchive {
  /** The archive's file. */
  readonly file: string;
  /** 32 bytes. */
  readonly key: KeyObject;
  /** Whose archive it is: it opens for nobody else. */
  readonly owner: string;
}

/**
 * Seals the named files of `folder` into the archive. The archive is replaced as a whole and durably, or stays as it
 * was. `accept` is asked when everything has been read: with `false` the new archive is dropped.
 *
 * @returns whether the archive was replaced
 */
export async function sealFolder(
  archive: SealedArchive,
  input: { folder: string; files: readonly string[]; accept?: () => Promise<boolean> },
): Promise<boolean> {
  const temporary = `${archive.file}.new`;
  const salt = randomBytes(SALT_LENGTH);
  const target = await open(temporary, 'w', 0o600);
  try {
    await target.appendFile(Buffer.concat([MAGIC, salt]));
    const { create } = await import('tar');
    const pack = create({ cwd: input.folder, portable: true, noMtime: true }, [...input.files]);
    // The first error ends the pipeline; tar raises more, one for each file, and nobody would listen.
    pack.on('error', () => undefined);
    await pipeline(
      Readable.from(pack),
      // What matters is that it is quick: most of a profile is compressed already.
      createGzip({ level: 1 }),
      new SealStream({ key: archive.key, salt, binding: bindingOf(archive) }),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) await target.appendFile(chunk);
      },
    );
    await target.sync();
    await target.close();
    if (input.accept !== undefined && !(await input.accept())) {
      await rm(temporary, { force: true });
      return false;
    }
    await rename(temporary, archive.file);
    await syncFolder(dirname(archive.file));
    return true;
  } catch (error) {
    await closeQuietly(target);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Unpacks the archive into `folder`, which exists. Rejects with a SealBrokenError; `folder` is then to be wiped. */
export async function unsealFolder(archive: SealedArchive, folder: string): Promise<void> {
  const source = await open(archive.file, 'r');
  try {
    const head = Buffer.alloc(MAGIC.length + SALT_LENGTH);
    const { bytesRead } = await source.read(head, 0, head.length, 0);
    if (bytesRead < head.length || !head.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new SealBrokenError('This is not a sealed archive');
    }
    const { extract } = await import('tar');
    const unpack = extract({
      cwd: folder,
      strict: true,
      preserveOwner: false,
      filter: (_path, entry) => !('type' in entry) || ['File', 'Directory'].includes(entry.type),
    });
    unpack.on('error', () => undefined);
    await pipeline(
      createReadStream(archive.file, { start: head.length }),
      new UnsealStream({
        key: archive.key,
        salt: head.subarray(MAGIC.length),
        binding: bindingOf(archive),
      }),
      createGunzip(),
      unpack,
    );
  } finally {
    await closeQuietly(source);
  }
}

function bindingOf(archive: SealedArchive): Buffer {
  return Buffer.concat([MAGIC, Buffer.from(archive.owner)]);
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder, and needs no such step.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function closeQuietly(handle: FileHandle): Promise<void> {
  try {
    await handle.close();
  } catch (error) {
    // Closed before: EBADF. Anything else must be seen.
    if (!(error instanceof Error && 'code' in error && error.code === 'EBADF')) throw error;
  }
}
