import { z } from 'zod';
import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { DeviceDatabase, SealedTable } from './device-database.ts';

/** Which sessions ran on this device last, as far as it knows: asked while the database cannot be. */
export class LeaseMemory {
  readonly #table: SealedTable<true>;
  readonly #sessions: Set<string>;

  private constructor(table: SealedTable<true>, sessions: Set<string>) {
    this.#table = table;
    this.#sessions = sessions;
  }

  static async open(database: DeviceDatabase): Promise<LeaseMemory> {
    const table = database.table('leases', z.literal(true));
    return new LeaseMemory(table, new Set(await table.keys()));
  }

  has(sessionId: SessionId): boolean {
    return this.#sessions.has(sessionId);
  }

  async remember(sessionId: SessionId): Promise<void> {
    if (this.#sessions.has(sessionId)) return;
    this.#sessions.add(sessionId);
    await this.#table.write({ put: [[sessionId, true]] });
  }

  async forget(sessionId: SessionId): Promise<void> {
    if (!this.#sessions.delete(sessionId)) return;
    await this.#table.write({ remove: [sessionId] });
  }
}
