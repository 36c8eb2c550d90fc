import { createHmac } from 'node:crypto';
import type { AccessEntry, ChainHead } from './access-entry.ts';

/** The workspace's data key with which the links are made: who has the database alone cannot make one. */
export const ACCESS_LOG_SUBJECT = 'access-log';

/** What a row says, and where it stands. */
export interface LinkedEntry {
  chainId: string;
  /** From 1. */
  seq: number;
  deviceId: string;
  /** By the database's clock, in milliseconds. */
  recordedAt: number;
  entry: AccessEntry;
}

/** A row as it lies in the database. */
export interface SealedEntry extends LinkedEntry {
  /** Base64. */
  seal: string;
}

/**
 * The seal of a row: HMAC-SHA-256 over all that it says, its place, and the seal of the row before (none for the first).
 * Base64.
 */
export function sealOf(key: Uint8Array, row: LinkedEntry, previous: string | null): string {
  const { chainId, seq, deviceId, recordedAt, entry } = row;
  const { at, userId, action, command, subjectKind, subjectId, outcome, count, mark } = entry;
  // A list has no names that could be ordered otherwise, and JSON quotes what could be taken for the next value.
  const text = JSON.stringify([
    ...['alexia-desk access log 1', previous, chainId, seq, deviceId, recordedAt, at, userId],
    ...[action, command, subjectKind, subjectId, outcome, count, mark],
  ]);
  return createHmac('sha256', key).update(text).digest('base64');
}

/** The entries as the rows that follow `previous`. */
export function linkEntries(
  key: Uint8Array,
  entries: readonly AccessEntry[],
  place: Pick<LinkedEntry, 'chainId' | 'deviceId' | 'recordedAt'> & { previous: ChainHead | null },
): SealedEntry[] {
  const { previous, ...where } = place;
  let seal = previous?.seal ?? null;
  let seq = previous?.seq ?? 0;
  return entries.map((entry) => {
    seq += 1;
    const row = { ...where, seq, entry };
    seal = sealOf(key, row, seal);
    return { ...row, seal };
  });
}
