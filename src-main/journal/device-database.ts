import { ClassicLevel } from 'classic-level';
import { type z } from 'zod';
import { seal, unseal } from '../crypto/sealed-box.ts';
import { AppError } from '../common/app-error.ts';

/** One named table of the device's database: sealed JSON values by key, in the order of the keys. */
export interface SealedTable<T> {
  /** All of it or nothing. What is put is synchronised to the disk when it resolves. */
  write(change: {
    put?: readonly (readonly [key: string, value: T])[];
    remove?: readonly string[];
  }): Promise<void>;
  /** Up to `limit` values from the lowest key on, or from the first key above `after`. */
  read(limit: number, after?: string): Promise<{ key: string; value: T | UnreadableValue }[]>;
  /** One value, or null when there is none. */
  get(key: string): Promise<T | UnreadableValue | null>;
  /** The highest key, or null. */
  lastKey(): Promise<string | null>;
  keys(): Promise<string[]>;
}

/** Takes the place of a value that cannot be unsealed (another key, damage) or parsed (another version wrote it). */
export class UnreadableValue extends Error {
  override readonly name = 'UnreadableValue';
  /** What stands on the disk, in base64. */
  readonly sealed: string;

  constructor(sealed: Buffer, cause: unknown) {
    super('A value of the device database cannot be read', { cause });
    this.sealed = sealed.toString('base64');
  }
}

/**
 * The database on this device (LevelDB): what came from WhatsApp and is not stored yet, what waits to be sent, what
 * could not be understood. Every value is sealed under the key from the keychain, bound to its table and key.
 */
export class DeviceDatabase {
  readonly #level: ClassicLevel<string, Buffer>;
  readonly #key: Buffer;

  private constructor(level: ClassicLevel<string, Buffer>, key: Buffer) {
    this.#level = level;
    this.#key = key;
  }

  /** Rejects when another process has it open, or the disk refuses. */
  static async open(folder: string, key: Buffer): Promise<DeviceDatabase> {
    const level = new ClassicLevel<string, Buffer>(folder, { valueEncoding: 'buffer' });
    try {
      await level.open();
    } catch (error) {
      throw new AppError('internal', 'The journal on this device cannot be opened', {
        cause: error,
      });
    }
    return new DeviceDatabase(level, key);
  }

  table<S extends z.ZodType>(name: string, schema: S): SealedTable<z.infer<S>> {
    const table = this.#level.sublevel<string, Buffer>(name, { valueEncoding: 'buffer' });
    const sealValue = (key: string, value: unknown): Buffer =>
      seal(this.#key, Buffer.from(JSON.stringify(value)), `${name}/${key}`);
    const unsealValue = (key: string, sealed: Buffer): z.infer<S> | UnreadableValue => {
      try {
        const plain = unseal(this.#key, sealed, `${name}/${key}`).toString();
        return schema.parse(JSON.parse(plain));
      } catch (error) {
        return new UnreadableValue(sealed, error);
      }
    };
    return {
      write: async ({ put = [], remove = [] }) => {
        await this.#level.batch(
          [
            ...put.map(([key, value]) => ({
              type: 'put' as const,
              sublevel: table,
              key,
              value: sealValue(key, value),
            })),
            ...remove.map((key) => ({ type: 'del' as const, sublevel: table, key })),
          ],
          // A removal that a power failure undoes is done again, and changes nothing then: it need not wait.
          { sync: put.length > 0 },
        );
      },
      read: async (limit, after) => {
        const range = after === undefined ? { limit } : { limit, gt: after };
        const rows = await table.iterator(range).all();
        return rows.map(([key, sealed]) => ({ key, value: unsealValue(key, sealed) }));
      },
      get: async (key) => {
        // It answers with undefined where nothing is: its types do not say so.
        const sealed: Buffer | undefined = await table.get(key);
        return sealed === undefined ? null : unsealValue(key, sealed);
      },
      lastKey: async () => {
        const [key] = await table.keys({ reverse: true, limit: 1 }).all();
        return key ?? null;
      },
      keys: () => table.keys().all(),
    };
  }

  /** What was removed is not on the disk any more, not even sealed. */
  async compact(): Promise<void> {
    await this.#level.compactRange('', '\u{10FFFF}');
  }

  async close(): Promise<void> {
    await this.#level.close();
  }
}
