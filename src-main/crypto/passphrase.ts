import { randomBytes, scrypt } from 'node:crypto';
import { AppError } from '../common/app-error.ts';
import type { PassphraseParameters } from '../store/key-store.ts';
import { KEY_BYTES } from './sealed-box.ts';

/** scrypt's N: with r = 8 one attempt takes 128 MiB and some tenths of a second. */
export const PASSPHRASE_COST = 2 ** 17;
const BLOCK_SIZE = 8;
const PARALLELIZATION = 1;
const SALT_BYTES = 32;

/** What is taken from the database must not make this computer work for hours, nor fill its memory. */
const LOWEST_COST = 2 ** 12;
const HIGHEST_COST = 2 ** 20;
const HIGHEST_BLOCK_SIZE = 16;
const HIGHEST_PARALLELIZATION = 4;
const LONGEST_SALT = 64;

/** Parameters for a new key, with a salt of its own. */
export function newPassphraseParameters(cost: number): PassphraseParameters {
  return {
    algorithm: 'scrypt',
    cost,
    blockSize: BLOCK_SIZE,
    parallelization: PARALLELIZATION,
    salt: randomBytes(SALT_BYTES),
  };
}

/**
 * The key that a passphrase gives, 32 bytes. How its letters are composed and how many spaces are between its words
 * does not count. Rejects with an AppError `data_unreadable` when the parameters cannot be ours.
 */
export async function passphraseKey(
  passphrase: string,
  parameters: PassphraseParameters,
): Promise<Buffer> {
  const { cost, blockSize, parallelization, salt } = parameters;
  if (!isSensible(parameters)) {
    throw new AppError('data_unreadable', 'The parameters of the passphrase make no sense');
  }
  const text = passphrase.normalize('NFKC').trim().replace(/\s+/g, ' ');
  return new Promise((resolve, reject) => {
    scrypt(
      text,
      salt,
      KEY_BYTES,
      // Twice what it takes, for scrypt refuses what is at the limit.
      { cost, blockSize, parallelization, maxmem: 256 * cost * blockSize },
      (error, key) => (error ? reject(error) : resolve(key)),
    );
  });
}

function isSensible({ cost, blockSize, parallelization, salt }: PassphraseParameters): boolean {
  return (
    isBetween(cost, LOWEST_COST, HIGHEST_COST) &&
    Number.isInteger(Math.log2(cost)) &&
    isBetween(blockSize, BLOCK_SIZE, HIGHEST_BLOCK_SIZE) &&
    isBetween(parallelization, PARALLELIZATION, HIGHEST_PARALLELIZATION) &&
    isBetween(salt.length, 16, LONGEST_SALT)
  );
}

function isBetween(value: number, lowest: number, highest: number): boolean {
  return Number.isInteger(value) && value >= lowest && value <= highest;
}
