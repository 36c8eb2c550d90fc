import {
  createCipheriv,
  createDecipheriv,
  hkdfSync,
  type CipherGCMTypes,
  type KeyObject,
} from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * A stream of any length under AES-256-GCM, in chunks (the STREAM construction of Hoang, Reyhanitabar, Rogaway and
 * Vizár, 2015). Every file has its own key and nonce prefix, derived from the vault's key and a random salt. The
 * nonce counts the chunks and marks the last, so that a stream which was cut, extended, reordered or spliced from two
 * files does not open. The associated data binds it to its format and to what it is the archive of.
 */
const ALGORITHM: CipherGCMTypes = 'aes-256-gcm';
const KEY_LENGTH = 32;
const TAG_LENGTH = 16;
/** Prefix, counter (4 bytes) and last-chunk mark (1 byte) make the 12 bytes of a GCM nonce. */
const PREFIX_LENGTH = 7;
/** Plaintext bytes in every chunk but the last. */
export const CHUNK_LENGTH = 64 * 1024;
export const SALT_LENGTH = 32;

/** Something sealed does not open: damaged, cut short, tampered with, or sealed under another key. */
export class SealBrokenError extends Error {
  override readonly name = 'SealBrokenError';
}

interface StreamKey {
  /** 32 bytes. */
  readonly key: KeyObject;
  /** SALT_LENGTH bytes, random for every stream. */
  readonly salt: Buffer;
  /** What the stream is bound to, such as format and owner. Not secret. */
  readonly binding: Buffer;
}

class ChunkCrypto {
  readonly #key: Buffer;
  readonly #prefix: Buffer;
  readonly #binding: Buffer;
  #counter = 0;

  constructor({ key, salt, binding }: StreamKey) {
    const derived = Buffer.from(
      hkdfSync('sha256', key, salt, 'alexia-desk sealed stream', KEY_LENGTH + PREFIX_LENGTH),
    );
    this.#key = derived.subarray(0, KEY_LENGTH);
    this.#prefix = derived.subarray(KEY_LENGTH);
    this.#binding = binding;
  }

  seal(plain: Buffer, last: boolean): Buffer {
    const { nonce, associated } = this.#next(last);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(associated);
    const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([sealed, cipher.getAuthTag()]);
  }

  open(sealed: Buffer, last: boolean): Buffer {
    const { nonce, associated } = this.#next(last);
    if (sealed.length < TAG_LENGTH) throw new SealBrokenError('The sealed stream ends too early');
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_LENGTH });
    decipher.setAAD(associated).setAuthTag(sealed.subarray(-TAG_LENGTH));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()]);
    } catch (error) {
      throw new SealBrokenError('The sealed stream does not open', { cause: error });
    }
  }

  #next(last: boolean): { nonce: Buffer; associated: Buffer } {
    const position = Buffer.alloc(5);
    position.writeUInt32BE(this.#counter);
    position.writeUInt8(last ? 1 : 0, 4);
    this.#counter += 1;
    return {
      nonce: Buffer.concat([this.#prefix, position]),
      associated: Buffer.concat([this.#binding, position]),
    };
  }
}

/** Cuts what flows through it into chunks of `length`, and knows which is the last. */
abstract class ChunkTransform extends Transform {
  readonly #length: number;
  #waiting: Buffer[] = [];
  #waitingLength = 0;

  constructor(length: number) {
    super();
    this.#length = length;
  }

  protected abstract convert(chunk: Buffer, last: boolean): Buffer;

  override _transform(data: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#waiting.push(data);
    this.#waitingLength += data.length;
    // One byte more than a chunk proves that the chunk is not the last.
    if (this.#waitingLength <= this.#length) return done();
    let rest = Buffer.concat(this.#waiting);
    try {
      while (rest.length > this.#length) {
        this.push(this.convert(rest.subarray(0, this.#length), false));
        rest = rest.subarray(this.#length);
      }
    } catch (error) {
      return done(error instanceof Error ? error : new Error(String(error)));
    }
    this.#waiting = [rest];
    this.#waitingLength = rest.length;
    done();
  }

  override _flush(done: TransformCallback): void {
    try {
      this.push(this.convert(Buffer.concat(this.#waiting), true));
      done();
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

export class SealStream extends ChunkTransform {
  readonly #crypto: ChunkCrypto;

  constructor(streamKey: StreamKey) {
    super(CHUNK_LENGTH);
    this.#crypto = new ChunkCrypto(streamKey);
  }

  protected override convert(chunk: Buffer, last: boolean): Buffer {
    return this.#crypto.seal(chunk, last);
  }
}

/** Fails with a SealBrokenError. What came out before the failure is genuine, but is not all. */
export class UnsealStream extends ChunkTransform {
  readonly #crypto: ChunkCrypto;

  constructor(streamKey: StreamKey) {
    super(CHUNK_LENGTH + TAG_LENGTH);
    this.#crypto = new ChunkCrypto(streamKey);
  }

  protected override convert(chunk: Buffer, last: boolean): Buffer {
    return this.#crypto.open(chunk, last);
  }
}
