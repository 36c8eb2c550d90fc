import { z } from 'zod';
import { AccessEntry, type ChainHead } from '../access-log/access-entry.ts';
import { type DeviceDatabase, type SealedTable, UnreadableValue } from './device-database.ts';

const KEY_DIGITS = 16;
const STATE = 'state';

/** Where this device stands in its chain of the access log. */
const ChainState = z.object({
  chainId: z.uuid(),
  deviceId: z.uuid(),
  /** The number of the entry before the first of this chain: entry 8 is row 1 of a chain that begins after 7. */
  base: z.number().int(),
  /** What the database certainly has; null for nothing. */
  head: z.object({ seq: z.number().int().positive(), seal: z.base64() }).nullable(),
  /** Up to where the other chains were anchored in this one. */
  anchored: z.record(z.uuid(), z.number().int()),
});
export type ChainState = z.infer<typeof ChainState>;

/** An entry that waits, with its number. */
export interface WaitingAccess {
  number: number;
  entry: AccessEntry | UnreadableValue;
}

/** What waits on this device to be written into the access log, in order, and where its chain stands. */
export class AccessJournal {
  readonly #entries: SealedTable<AccessEntry>;
  readonly #states: SealedTable<ChainState>;
  #state: ChainState | null;
  #nextNumber: number;

  private constructor(
    tables: { entries: SealedTable<AccessEntry>; states: SealedTable<ChainState> },
    state: ChainState | null,
    nextNumber: number,
  ) {
    this.#entries = tables.entries;
    this.#states = tables.states;
    this.#state = state;
    this.#nextNumber = nextNumber;
  }

  static async open(database: DeviceDatabase): Promise<AccessJournal> {
    const entries = database.table('access-log', AccessEntry);
    const states = database.table('access-chain', ChainState);
    const found = await states.get(STATE);
    const state = found instanceof UnreadableValue ? null : found;
    const lastKey = await entries.lastKey();
    const lastNumber = Math.max(
      lastKey === null ? 0 : Number(lastKey),
      state === null ? 0 : state.base + (state.head?.seq ?? 0),
    );
    const journal = new AccessJournal({ entries, states }, state, lastNumber + 1);
    // The database had them, and the app ended before they were removed here.
    if (state?.head) await journal.#removeUpTo(state.base + state.head.seq);
    return journal;
  }

  /** Null before the first chain was begun, and where what was known of it cannot be read any more. */
  get state(): ChainState | null {
    return this.#state;
  }

  /** On the disk when it resolves, all of them or none. */
  async append(entries: readonly AccessEntry[]): Promise<void> {
    const first = this.#nextNumber;
    await this.#entries.write({
      put: entries.map((entry, index) => [keyOf(first + index), entry] as const),
    });
    this.#nextNumber = first + entries.length;
  }

  /** The oldest, at most `limit`. */
  async read(limit: number): Promise<WaitingAccess[]> {
    const rows = await this.#entries.read(limit);
    return rows.map(({ key, value }) => ({ number: Number(key), entry: value }));
  }

  /** Begins another chain with what waits. */
  async begin(chain: Pick<ChainState, 'chainId' | 'deviceId' | 'anchored'>): Promise<ChainState> {
    const [first] = await this.read(1);
    const state = { ...chain, base: (first?.number ?? this.#nextNumber) - 1, head: null };
    return this.#keep(state);
  }

  /** The database has everything up to `head`. */
  async settle(head: ChainHead): Promise<void> {
    const before = this.#state;
    if (!before) throw new Error('No chain of the access log was begun');
    await this.#keep({ ...before, head });
    const first = before.base + (before.head?.seq ?? 0) + 1;
    const count = before.base + head.seq + 1 - first;
    await this.#entries.write({
      remove: Array.from({ length: count }, (_, index) => keyOf(first + index)),
    });
  }

  /** Other chains were anchored in this one, up to these places. */
  async noteAnchored(anchored: Readonly<Record<string, number>>): Promise<void> {
    if (!this.#state) return;
    await this.#keep({ ...this.#state, anchored: { ...this.#state.anchored, ...anchored } });
  }

  async #keep(state: ChainState): Promise<ChainState> {
    await this.#states.write({ put: [[STATE, state]] });
    this.#state = state;
    return state;
  }

  async #removeUpTo(number: number): Promise<void> {
    for (;;) {
      const rows = await this.#entries.read(1_000);
      const remove = rows.map(({ key }) => key).filter((key) => Number(key) <= number);
      if (remove.length === 0) return;
      await this.#entries.write({ remove });
    }
  }
}

function keyOf(number: number): string {
  return String(number).padStart(KEY_DIGITS, '0');
}
