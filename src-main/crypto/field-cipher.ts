import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { AppError } from '../common/app-error.ts';
import { KEY_BYTES } from './sealed-box.ts';

/**
 * One field of one document under AES-256-GCM, as it stands in the databases:
 *
 *     version (1 byte, 1) | nonce (12, random) | tag (16) | ciphertext (as long as the text in UTF-8)
 *
 * `context` (`<collection>/<document id>/<field>`) is authenticated with it and not stored: a value that was moved
 * to another document or field does not open. Nonces are random, so one key is good for 2³² fields.
 */
const ALGORITHM = 'aes-256-gcm';
const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const TAG_AT = 1 + NONCE_BYTES;
const TEXT_AT = TAG_AT + TAG_BYTES;

/** How much longer a ciphertext is than what it seals. */
export const SEAL_OVERHEAD = TEXT_AT;

/** A key for the fields of one subject, such as `conversation:<uuid>`. */
export interface DataKey {
  readonly subject: string;
  /** 32 bytes; none when the key itself was damaged. */
  readonly bytes: Buffer;
}

/**
 * The text as it may stand in a database; every call gives other bytes. Throws an AppError `data_unreadable` when the
 * key is damaged.
 */
export function sealField(key: DataKey, context: string, text: string): Buffer {
  return sealBytes(key, context, Buffer.from(text));
}

/** As `sealField`, for what is no text. */
export function sealBytes(key: DataKey, context: string, plain: Uint8Array): Buffer {
  refuseDamaged(key);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.bytes, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = cipher.update(plain);
  cipher.final();
  const sealed = Buffer.allocUnsafe(TEXT_AT + body.length);
  sealed[0] = FORMAT;
  nonce.copy(sealed, 1);
  cipher.getAuthTag().copy(sealed, TAG_AT);
  body.copy(sealed, TEXT_AT);
  return sealed;
}

/**
 * The text that was sealed. Throws an AppError `data_unreadable` when the value was altered, cut or moved, or sealed
 * with another key.
 */
export function openField(key: DataKey, context: string, sealed: Uint8Array): string {
  return openBytes(key, context, sealed).toString('utf8');
}

/** As `openField`, for what is no text. */
export function openBytes(key: DataKey, context: string, sealed: Uint8Array): Buffer {
  refuseDamaged(key);
  if (sealed.length < TEXT_AT || sealed[0] !== FORMAT) {
    throw new AppError('data_unreadable', 'A stored value is too short or of an unknown form');
  }
  const decipher = createDecipheriv(ALGORITHM, key.bytes, sealed.subarray(1, TAG_AT), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(TAG_AT, TEXT_AT));
  const plain = decipher.update(sealed.subarray(TEXT_AT));
  try {
    decipher.final();
  } catch (error) {
    throw new AppError('data_unreadable', 'A stored value does not open', { cause: error });
  }
  return plain;
}

function refuseDamaged({ bytes }: DataKey): void {
  if (bytes.length !== KEY_BYTES) {
    throw new AppError('data_unreadable', 'The key of a stored value is damaged');
  }
}
