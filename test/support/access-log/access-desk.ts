import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AccessEntry } from '../../../src-main/access-log/access-entry.ts';
import { AccessWriter } from '../../../src-main/access-log/access-writer.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { AccessJournal } from '../../../src-main/journal/access-journal.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import type { AccessLogStore } from '../../../src-main/store/access-log-store.ts';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../data-folder.ts';
import { recordedLog } from '../databases/recorded-log.ts';

/** Somebody opened a conversation. */
export function anEntry(change: Partial<AccessEntry> = {}): AccessEntry {
  return {
    at: Date.now(),
    userId: UserId.parse('a'.repeat(24)),
    action: 'opened',
    command: 'message.list',
    subjectKind: 'conversation',
    subjectId: ConversationId.parse(randomUUID()),
    outcome: 'done',
    count: 1,
    mark: null,
    ...change,
  };
}

/** The part of a desktop that writes the access log, with a device of its own. */
export class AccessDesk {
  readonly log = recordedLog();
  readonly writable: boolean[] = [];
  deskId = randomUUID();
  writer!: AccessWriter;
  journal!: AccessJournal;
  database!: DeviceDatabase;
  #folder: Awaited<ReturnType<typeof dataFolder>> | null = null;

  /** The app starts on this device. */
  async start(
    store: Pick<AccessLogStore, 'append' | 'heads'>,
    clock = systemClock,
  ): Promise<AccessWriter> {
    this.#folder ??= await dataFolder();
    this.database = await DeviceDatabase.open(
      join(this.#folder.path, 'device'),
      Buffer.alloc(32, 3),
    );
    this.journal = await AccessJournal.open(this.database);
    this.writer = new AccessWriter({
      journal: this.journal,
      store,
      deskId: this.deskId,
      onWritable: (isWritable) => this.writable.push(isWritable),
      clock,
      random: () => 0.5,
      log: this.log,
    });
    return this.writer;
  }

  /** The app is gone at once: nothing is written or waited for any more. */
  async kill(): Promise<void> {
    await this.database.close();
  }

  async remove(): Promise<void> {
    await this.database.close();
    await this.#folder?.remove();
  }
}
