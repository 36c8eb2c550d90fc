import { createWriteStream, type WriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { configure, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js';
import { AppError } from '../common/app-error.ts';

// Main has no web workers, and what is written comes in small pieces.
configure({ useWebWorkers: false });

/** Of text; files are packed already. */
const LEVEL = 6;
/** AES-256, in the form of WinZip (AE-2), which 7-Zip and others open. */
const STRENGTH = 3;

/** Where an archive is written until it is whole. */
export function partialPath(path: string): string {
  return `${path}.part`;
}

/**
 * A ZIP that is written piece by piece. Half of one never has the name of a whole one.
 * Every method but `discard` rejects with `file_not_written`.
 */
export class ArchiveWriter {
  readonly #path: string;
  readonly #file: WriteStream;
  readonly #zip: ZipWriter<unknown>;

  constructor(path: string, password: string | undefined) {
    this.#path = path;
    this.#file = createWriteStream(partialPath(path), { mode: 0o600 });
    // Heard where it is written to.
    this.#file.on('error', () => undefined);
    const options = password === undefined ? {} : { password, encryptionStrength: STRENGTH as 3 };
    this.#zip = new ZipWriter(Writable.toWeb(this.#file) as WritableStream, {
      ...options,
      level: LEVEL,
      extendedTimestamp: false,
    });
  }

  async addText(name: string, text: string): Promise<void> {
    await this.#written(() => this.#zip.add(name, new Uint8ArrayReader(Buffer.from(text))));
  }

  /** As it is: pictures and sounds are packed already. */
  async addBytes(name: string, bytes: Uint8Array): Promise<void> {
    await this.#written(() => this.#zip.add(name, new Uint8ArrayReader(bytes), { level: 0 }));
  }

  /** The archive is whole, and has its name. Answers how long it is, in bytes. */
  finish(): Promise<number> {
    return this.#written(async () => {
      await this.#zip.close();
      const partial = partialPath(this.#path);
      const { size } = await stat(partial);
      await rename(partial, this.#path);
      return size;
    });
  }

  /** Nothing of it is left. Never rejects. */
  async discard(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.#file.closed) resolve();
      else this.#file.once('close', () => resolve()).destroy();
    });
    await rm(partialPath(this.#path), { force: true }).catch(() => undefined);
  }

  async #written<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw new AppError('file_not_written', 'An archive could not be written', { cause: error });
    }
  }
}
