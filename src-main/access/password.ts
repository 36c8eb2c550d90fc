import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { newPassphraseParameters, passphraseKey } from '../crypto/passphrase.ts';
import type { DerivedPassword } from '../store/access-store.ts';

/** What a desktop keeps in its keychain to know the password by while the databases are away. */
export const Verifier = z.object({
  cost: z.number(),
  blockSize: z.number(),
  parallelization: z.number(),
  salt: z.base64(),
  /** SHA-256 of what scrypt gives. */
  hash: z.base64(),
});
export type Verifier = z.infer<typeof Verifier>;

/** A password that was chosen, with a salt of its own. `cost` is scrypt's N. */
export async function derivePassword(password: string, cost: number): Promise<DerivedPassword> {
  const parameters = newPassphraseParameters(cost);
  return { parameters, key: await passphraseKey(password, parameters) };
}

export function verifierOf({ parameters, key }: DerivedPassword): Verifier {
  const { cost, blockSize, parallelization, salt } = parameters;
  return {
    cost,
    blockSize,
    parallelization,
    salt: salt.toString('base64'),
    hash: sha256(key).toString('base64'),
  };
}

/** In a time that tells nothing of how much was right. */
export async function isPassword(password: string, verifier: Verifier): Promise<boolean> {
  const { cost, blockSize, parallelization } = verifier;
  const salt = Buffer.from(verifier.salt, 'base64');
  const parameters = { algorithm: 'scrypt', cost, blockSize, parallelization, salt } as const;
  const hash = sha256(await passphraseKey(password, parameters));
  const known = Buffer.from(verifier.hash, 'base64');
  return known.length === hash.length && timingSafeEqual(known, hash);
}

/** Letters and digits that nobody takes for each other (Crockford's). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 4;
const GROUP = 5;

/** A code of 100 random bits, `7K2QD-…`: nobody guesses it, so a plain hash of it is kept. */
export function newInvitationCode(): string {
  const letters = [...randomBytes(GROUPS * GROUP)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: GROUPS }, (_, index) =>
    letters.slice(index * GROUP, (index + 1) * GROUP).join(''),
  ).join('-');
}

/** What is kept a hash of, of a code as somebody has typed it. */
export function codeBytes(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0');
  return Buffer.from(plain, 'ascii');
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
