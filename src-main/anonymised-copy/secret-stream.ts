import { createHmac, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;

/**
 * Chance that is the same for the same value, under a key that lives as long as this object: two copies have nothing in
 * common, and once it is `forgotten` nobody can tell what became what.
 */
export class SecretStream {
  readonly #key = randomBytes(KEY_BYTES);

  /** So many bytes for a value of a kind. `attempt` gives others for the same value. */
  bytes(kind: string, value: string, count: number, attempt = 0): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < count; have += KEY_BYTES) {
      const named = JSON.stringify([kind, value, attempt, blocks.length]);
      blocks.push(createHmac('sha256', this.#key).update(named).digest());
    }
    return Buffer.concat(blocks).subarray(0, count);
  }

  /** A whole number below `end`, which is far below 2³². */
  below(end: number, kind: string, value: string): number {
    return this.bytes(kind, value, 4).readUInt32BE() % end;
  }

  /** A new id in the place of this one. */
  id(kind: string, value: string): string {
    const bytes = this.bytes(`id ${kind}`, value, 16);
    // Version 4, as all random ones.
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [[0, 8], [8, 12], [12, 16], [16, 20], [20]]
      .map(([from, to]) => hex.slice(from, to))
      .join('-');
  }

  /** Afterwards it must not be asked any more. */
  forget(): void {
    this.#key.fill(0);
  }
}
