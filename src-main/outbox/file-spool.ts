import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { MAXIMUM_MEDIA_BYTES } from '../../src-preload/contract/message-content.ts';
import { UploadId } from '../../src-preload/contract/outgoing.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { seal, unseal } from '../crypto/sealed-box.ts';

const ENDING = '.sealed';
const LENGTH_BYTES = 4;
/** How long a file may be handed over before it is forgotten, in milliseconds. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1000;

export interface FileDescription {
  fileName: string;
  mimeType: string;
  /** Bytes. */
  fileSize: number;
}

interface Unfinished extends FileDescription {
  handle: FileHandle;
  received: number;
  pieces: number;
  begunAt: number;
  /** Pieces are written one after the other. */
  writing: Promise<void>;
}

/**
 * Files that wait to be sent: on the disk piece by piece, each piece sealed under the device's key and bound to its
 * file and place. Nothing of them is ever on the disk in the plain.
 */
export class FileSpool {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #clock: Clock;
  readonly #unfinished = new Map<UploadId, Unfinished>();
  /** Finished, and not in the outbox: they go with what somebody writes. */
  readonly #kept = new Map<UploadId, FileDescription>();
  #keepsAll = false;

  private constructor(folder: string, key: Buffer, clock: Clock) {
    this.#folder = folder;
    this.#key = key;
    this.#clock = clock;
  }

  static async open(folder: string, key: Buffer, clock: Clock): Promise<FileSpool> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new FileSpool(folder, key, clock);
  }

  /** Begins a file. Rejects with `file_too_large`. */
  async begin(description: FileDescription): Promise<UploadId> {
    if (description.fileSize > MAXIMUM_MEDIA_BYTES) {
      throw new AppError('file_too_large', 'The file is larger than what can be sent');
    }
    for (const [uploadId, { begunAt }] of this.#unfinished) {
      if (this.#clock.now() - begunAt > FORGOTTEN_AFTER_MS) await this.remove(uploadId);
    }
    const uploadId = UploadId.parse(randomUUID());
    const handle = await open(this.#path(uploadId), 'wx', 0o600);
    this.#unfinished.set(uploadId, {
      ...description,
      handle,
      received: 0,
      pieces: 0,
      begunAt: this.#clock.now(),
      writing: Promise.resolve(),
    });
    return uploadId;
  }

  /** Rejects with `bad_input` when the piece does not follow the last one, or `file_missing`. */
  async append(uploadId: UploadId, offset: number, bytes: Uint8Array): Promise<void> {
    const file = this.#get(uploadId);
    if (offset !== file.received || offset + bytes.length > file.fileSize) {
      throw new AppError('bad_input', 'The piece does not follow the last one');
    }
    file.received += bytes.length;
    const sealed = seal(this.#key, Buffer.from(bytes), contextOf(uploadId, file.pieces++));
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(sealed.length);
    file.writing = file.writing.then(async () => {
      await file.handle.write(Buffer.concat([length, sealed]));
    });
    await file.writing;
  }

  /**
   * The whole file is on the disk when it resolves; it may be called again. Rejects with `file_missing` when something
   * of it is not there.
   */
  async finish(uploadId: UploadId): Promise<FileDescription> {
    const kept = this.#kept.get(uploadId);
    if (kept) return kept;
    const file = this.#get(uploadId);
    const { fileName, mimeType, fileSize } = file;
    await file.writing;
    if (file.received !== fileSize) {
      throw new AppError('file_missing', 'The file was not handed over completely');
    }
    await file.handle.sync();
    this.#unfinished.delete(uploadId);
    await file.handle.close();
    const description = { fileName, mimeType, fileSize };
    this.#kept.set(uploadId, description);
    return description;
  }

  /** Finished files from before the app ended, that go with what somebody wrote then; those that are there. */
  async adopt(
    files: readonly (FileDescription & { uploadId: UploadId })[],
    /** Whether there may be more of them than these. */
    keepsAll: boolean,
  ): Promise<void> {
    this.#keepsAll = keepsAll;
    for (const { uploadId, fileName, mimeType, fileSize } of files) {
      const isThere = await access(this.#path(uploadId)).then(
        () => true,
        () => false,
      );
      if (isThere) this.#kept.set(uploadId, { fileName, mimeType, fileSize });
    }
  }

  /** Whether it is finished, and not in the outbox. */
  isKept(uploadId: UploadId): boolean {
    return this.#kept.has(uploadId);
  }

  /** From now on it is the outbox's. */
  release(uploadId: UploadId): void {
    this.#kept.delete(uploadId);
  }

  /** The piece of a kept file that begins at `offset`; empty behind its end. Rejects as `read`. */
  async readKept(uploadId: UploadId, offset: number): Promise<Buffer> {
    const file = this.#kept.get(uploadId);
    if (!file) throw new AppError('file_missing', 'No such file is kept');
    let at = 0;
    for await (const piece of this.read(uploadId, file.fileSize)) {
      if (at + piece.length > offset) return piece.subarray(offset - at);
      at += piece.length;
    }
    return Buffer.alloc(0);
  }

  /** The bytes of a finished file, in pieces. Rejects with `file_missing`, or `data_unreadable` when it was changed. */
  async *read(uploadId: UploadId, fileSize: number): AsyncGenerator<Buffer> {
    const handle = await open(this.#path(uploadId), 'r').catch((error: unknown) => {
      throw new AppError('file_missing', 'The file is no longer here', { cause: error });
    });
    try {
      let left = fileSize;
      for (let index = 0; left > 0; index += 1) {
        const length = (await readExactly(handle, LENGTH_BYTES)).readUInt32BE();
        const piece = this.#unseal(await readExactly(handle, length), contextOf(uploadId, index));
        left -= piece.length;
        yield piece;
      }
    } finally {
      await handle.close();
    }
  }

  /** Forgets a file that was handed over; one that waits in the outbox is not a window's to forget. */
  async discard(uploadId: UploadId): Promise<void> {
    if (this.#unfinished.has(uploadId) || this.#kept.has(uploadId)) await this.remove(uploadId);
  }

  /** Forgets a file; one that is not there already is forgotten. */
  async remove(uploadId: UploadId): Promise<void> {
    const file = this.#unfinished.get(uploadId);
    this.#unfinished.delete(uploadId);
    this.#kept.delete(uploadId);
    await file?.handle.close();
    await rm(this.#path(uploadId), { force: true });
  }

  /** Forgets every file but these and the kept ones: what a crash has left behind. */
  async keepOnly(uploadIds: readonly UploadId[]): Promise<void> {
    if (this.#keepsAll) return;
    const kept = new Set([...uploadIds, ...this.#kept.keys()].map((id) => id + ENDING));
    for (const name of await readdir(this.#folder)) {
      if (!kept.has(name)) await rm(join(this.#folder, name), { force: true });
    }
  }

  /** Forgets what was not handed over completely. */
  async close(): Promise<void> {
    for (const uploadId of [...this.#unfinished.keys()]) await this.remove(uploadId);
  }

  #get(uploadId: UploadId): Unfinished {
    const file = this.#unfinished.get(uploadId);
    if (!file) throw new AppError('file_missing', 'No such file is being handed over');
    return file;
  }

  #path(uploadId: UploadId): string {
    return join(this.#folder, uploadId + ENDING);
  }

  #unseal(sealed: Buffer, context: string): Buffer {
    try {
      return unseal(this.#key, sealed, context);
    } catch (error) {
      throw new AppError('data_unreadable', 'A piece of a file was changed', { cause: error });
    }
  }
}

const contextOf = (uploadId: UploadId, index: number): string => `outbox-file/${uploadId}/${index}`;

async function readExactly(handle: FileHandle, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, null);
  if (bytesRead === length) return buffer;
  throw new AppError('data_unreadable', 'A file that waits to be sent was cut off');
}
