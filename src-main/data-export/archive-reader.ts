import { type FileHandle, open } from 'node:fs/promises';
import {
  configure,
  ERR_ENCRYPTED,
  ERR_INVALID_PASSWORD,
  type FileEntry,
  Reader,
  ZipReader,
} from '@zip.js/zip.js';
import { MAXIMUM_MEDIA_BYTES } from '../../src-preload/contract/message-content.ts';
import { AppError } from '../common/app-error.ts';
import { MANIFEST, Manifest } from './manifest.ts';

configure({ useWebWorkers: false });

/** The names that an archive of ours has: no folder but these, nothing above or outside of them. */
const NAME =
  /^(?:(?:data|schema)\.json|index\.html|(?:records|pages|media)\/[\w-]+(?:\.[a-z0-9]{1,8})?)$/;
const MOST_ENTRIES = 1_000_000;
/** What it may unpack to: so many times its own length, and something for short ones. */
const MOST_TIMES = 100;
const MOST_ANYWAY = 64 * 1024 * 1024;
const MOST_MANIFEST = 64 * 1024 * 1024;
/** A line of records, in bytes: a message and all that WhatsApp gave of it. */
const MOST_LINE = 64 * 1024 * 1024;

/** Reads a file wherever it is asked to. */
class FileReader extends Reader<FileHandle> {
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    super(file);
    this.#file = file;
  }

  override async init(): Promise<void> {
    this.size = (await this.#file.stat()).size;
    await super.init?.();
  }

  override async readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.#file.read(bytes, 0, length, offset);
    return bytes.subarray(0, bytesRead);
  }
}

/**
 * Reads an archive of ours, from whoever it comes: nothing is unpacked to a disk, names and lengths are believed only
 * where they can be true. What is not as it should be rejects with `archive_invalid`.
 */
export class ArchiveReader {
  readonly #file: FileHandle;
  readonly #zip: ZipReader<unknown>;
  readonly #entries: ReadonlyMap<string, FileEntry>;
  readonly #password: string | undefined;

  private constructor(
    file: FileHandle,
    zip: ZipReader<unknown>,
    entries: ReadonlyMap<string, FileEntry>,
    password: string | undefined,
  ) {
    this.#file = file;
    this.#zip = zip;
    this.#entries = entries;
    this.#password = password;
  }

  static async open(path: string, password?: string): Promise<ArchiveReader> {
    const file = await open(path, 'r').catch((error: unknown) => {
      throw invalid('An archive cannot be opened', error);
    });
    try {
      const { size } = await file.stat();
      const zip = new ZipReader(new FileReader(file));
      return new ArchiveReader(file, zip, await entriesOf(zip, size), password);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  get isEncrypted(): boolean {
    return this.#entries.get(MANIFEST)?.encrypted ?? false;
  }

  async manifest(): Promise<Manifest> {
    let text = '';
    for await (const piece of this.#read(MANIFEST, MOST_MANIFEST)) text += piece.toString('latin1');
    const parsed = Manifest.safeParse(json(Buffer.from(text, 'latin1').toString('utf8')));
    if (!parsed.success) throw invalid('The contents of an archive are not as they should be');
    return parsed.data;
  }

  /** The lines of a file of records; null for one that is no JSON. */
  async *lines(path: string): AsyncGenerator {
    let rest: Buffer = Buffer.alloc(0);
    for await (const piece of this.#read(path)) {
      rest = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      let start = 0;
      for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
        if (end > start) yield json(rest.toString('utf8', start, end));
        start = end + 1;
      }
      rest = rest.subarray(start);
      if (rest.length > MOST_LINE) throw invalid('A line of an archive is too long');
    }
    if (rest.length > 0) yield json(rest.toString('utf8'));
  }

  /** How long a file is said to be, in bytes; null where there is none. */
  sizeOf(path: string): number | null {
    return this.#entries.get(path)?.uncompressedSize ?? null;
  }

  bytes(path: string): AsyncIterable<Buffer> {
    return this.#read(path, MAXIMUM_MEDIA_BYTES);
  }

  async close(): Promise<void> {
    await this.#zip.close().catch(() => undefined);
    await this.#file.close();
  }

  /** What is longer than it says, or than it may be, ends it. */
  async *#read(path: string, most = Infinity): AsyncGenerator<Buffer> {
    const entry = this.#entries.get(path);
    if (!entry) throw invalid('A file that an archive names is not in it');
    const stream = new TransformStream<Uint8Array>();
    const limit = Math.min(most, entry.uncompressedSize);
    let failure: unknown;
    const reading = entry
      .getData(stream.writable, {
        checkSignature: true,
        ...(this.#password !== undefined && { password: this.#password }),
      })
      .catch((error: unknown) => {
        failure = error;
        return stream.writable.abort(error).catch(() => undefined);
      });
    let length = 0;
    try {
      for await (const piece of stream.readable as unknown as AsyncIterable<Uint8Array>) {
        length += piece.length;
        if (length > limit) throw invalid('A file of an archive is longer than it may be');
        yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
      }
      await reading;
      if (failure !== undefined) throw failure as Error;
    } catch (error) {
      throw readable(failure ?? error);
    }
  }
}

async function entriesOf(zip: ZipReader<unknown>, size: number): Promise<Map<string, FileEntry>> {
  const entries = new Map<string, FileEntry>();
  let unpacked = 0;
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      if (entry.directory || !NAME.test(entry.filename) || entries.has(entry.filename)) {
        throw invalid('An archive has a name in it that none of ours has');
      }
      unpacked += entry.uncompressedSize;
      if (entries.size >= MOST_ENTRIES || unpacked > MOST_ANYWAY + MOST_TIMES * size) {
        throw invalid('An archive unpacks to more than it can hold');
      }
      entries.set(entry.filename, entry);
    }
  } catch (error) {
    throw readable(error);
  }
  if (!entries.has(MANIFEST)) throw invalid('An archive does not say what is in it');
  return entries;
}

function readable(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : '';
  if (message === ERR_INVALID_PASSWORD || message === ERR_ENCRYPTED) {
    return new AppError('archive_password_wrong', 'An archive has another password');
  }
  return invalid('An archive cannot be read', error);
}

/** Undefined where it is none. */
function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function invalid(message: string, cause?: unknown): AppError {
  return new AppError('archive_invalid', message, { cause });
}
