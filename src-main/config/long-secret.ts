import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { SecretStore } from './secret-store.ts';

/** Windows keeps at most 2,560 bytes under one name; a chain of certificates is longer. In characters of base64. */
const PIECE = 2_000;

/** What stands under the name itself; the pieces are `name.0`, `name.1` and so on. */
const Index = z.object({ pieces: z.number().int().positive().max(200), sha256: z.string() });

/** A secret of any length. Null when there is none, or when a keeping was interrupted before it had ended. */
export async function readLongSecret(secrets: SecretStore, name: string): Promise<string | null> {
  const index = parseIndex(await secrets.get(name));
  if (!index) return null;
  const pieces: string[] = [];
  for (let number = 0; number < index.pieces; number++) {
    pieces.push((await secrets.get(`${name}.${number}`)) ?? '');
  }
  const text = Buffer.from(pieces.join(''), 'base64').toString();
  return digest(text) === index.sha256 ? text : null;
}

/** Keeps the secret; null removes it. Pieces that are no longer needed are removed. */
export async function keepLongSecret(
  secrets: SecretStore,
  name: string,
  text: string | null,
): Promise<void> {
  const before = parseIndex(await secrets.get(name))?.pieces ?? 0;
  const encoded = Buffer.from(text ?? '').toString('base64');
  const count = text === null ? 0 : Math.max(1, Math.ceil(encoded.length / PIECE));
  if (before === 0 && count === 0) return;
  for (let number = 0; number < count; number++) {
    await secrets.set(`${name}.${number}`, encoded.slice(number * PIECE, (number + 1) * PIECE));
  }
  if (text === null) await secrets.delete(name);
  else await secrets.set(name, JSON.stringify({ pieces: count, sha256: digest(text) }));
  for (let number = count; number < before; number++) await secrets.delete(`${name}.${number}`);
}

function parseIndex(text: string | null): z.infer<typeof Index> | null {
  try {
    return Index.parse(JSON.parse(text ?? 'null'));
  } catch {
    // Nothing, or nothing of ours: as if it had never been kept.
    return null;
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
