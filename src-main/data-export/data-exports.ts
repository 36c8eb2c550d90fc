import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type {
  ChosenArchive,
  ExportProgress,
  ExportResult,
  ImportReport,
} from '../../src-preload/contract/data-export.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import { AppError } from '../common/app-error.ts';
import type { Clock } from '../common/clock.ts';
import { notToComeBack } from '../erasure/not-to-come-back.ts';
import type { Publish } from '../ingest/store-chat-batches.ts';
import type { DeviceDatabase, SealedTable } from '../journal/device-database.ts';
import type { Log } from '../log/log.ts';
import type { RecordScope } from '../store/document-records.ts';
import type { Stores } from '../store/stores.ts';
import { ArchiveReader } from './archive-reader.ts';
import { partialPath } from './archive-writer.ts';
import { exportArchive } from './export-archive.ts';
import { importArchive } from './import-archive.ts';

type Told = Pick<ExportProgress, 'phase' | 'done' | 'total'>;

interface Running {
  progress: ExportProgress;
  abort: AbortController;
  ended: Promise<unknown>;
}

/** Nothing was written. */
const refusals: readonly ErrorCode[] = [
  'archive_invalid',
  'archive_password_wrong',
  'workspace_not_empty',
];
/** Chosen archives that are remembered. */
const CHOSEN_AT_MOST = 10;

/** Takes data out and in, one at a time. Passwords are passed on, and kept nowhere. */
export class DataExports {
  readonly #stores: Stores;
  readonly #unfinished: SealedTable<string>;
  readonly #publish: Publish;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #onImported: () => Promise<void>;
  /** By id, where what was chosen lies. */
  readonly #chosen = new Map<string, string>();
  #running: Running | null = null;

  constructor(input: {
    stores: Stores;
    /** Remembers where half an archive lies, should this process be killed. */
    database: DeviceDatabase;
    publish: Publish;
    /** Customers are here who were not. */
    onImported(): Promise<void>;
    clock: Clock;
    log: Log;
  }) {
    this.#stores = input.stores;
    this.#unfinished = input.database.table('unfinished-exports', z.string());
    this.#publish = input.publish;
    this.#onImported = () => input.onImported();
    this.#clock = input.clock;
    this.#log = input.log;
  }

  /** Takes away what an earlier life of this desktop has left half written. Never rejects. */
  async removeLeft(): Promise<void> {
    try {
      for (const { key, value } of await this.#unfinished.read(100)) {
        if (typeof value === 'string') await rm(partialPath(value), { force: true });
        await this.#unfinished.write({ remove: [key] });
      }
    } catch (error) {
      this.#log.warn('What was left of an export was not removed', { error });
    }
  }

  get running(): ExportProgress | null {
    return this.#running?.progress ?? null;
  }

  /**
   * @param scope found when it is certain that nothing else runs
   * @param choosePath asks where to; null for nowhere
   */
  async export(
    job: 'person' | 'business',
    { media, password }: { media: boolean; password: string | undefined },
    { scope, choosePath }: { scope(): Promise<RecordScope>; choosePath(): Promise<string | null> },
  ): Promise<ExportResult | null> {
    this.#refuseSecond();
    const wanted = await scope();
    const path = await choosePath();
    if (path === null) return null;
    const exportId = randomUUID();
    return this.#run(exportId, job, async (signal, onProgress) => {
      await this.#unfinished.write({ put: [[exportId, path]] });
      try {
        const result = await exportArchive({
          stores: this.#stores,
          exportId,
          scope: wanted,
          ...{ media, password, path, signal, onProgress },
          now: this.#clock.now(),
        });
        return { exportId, fileName: basename(path), ...result };
      } finally {
        await this.#unfinished.write({ remove: [exportId] });
      }
    });
  }

  /** @param path what a person chose; null for nothing */
  async choose(path: string | null): Promise<ChosenArchive | null> {
    if (path === null) return null;
    const archive = await ArchiveReader.open(path);
    const { isEncrypted } = archive;
    await archive.close();
    const exportId = randomUUID();
    this.#chosen.set(exportId, path);
    const [oldest] = this.#chosen.keys();
    if (this.#chosen.size > CHOSEN_AT_MOST && oldest !== undefined) this.#chosen.delete(oldest);
    return { exportId, fileName: basename(path), isEncrypted };
  }

  async import(exportId: string, password: string | undefined): Promise<ImportReport | null> {
    this.#refuseSecond();
    const path = this.#chosen.get(exportId);
    if (path === undefined) throw new AppError('not_found', 'No archive was chosen under this id');
    return this.#run(exportId, 'import', async (signal, onProgress) => {
      let isUntouched = false;
      try {
        const report = await importArchive({
          stores: this.#stores,
          ...{ path, password, signal, onProgress },
          isSuppressed: async ({ whatsappId, phoneNumber }) => {
            const ids = [whatsappId, ...(phoneNumber === '' ? [] : [phoneNumber])];
            const [isGone] = await notToComeBack(this.#stores, [ids]);
            return isGone === true;
          },
        });
        return { exportId, ...report };
      } catch (error) {
        isUntouched = error instanceof AppError && refusals.includes(error.code);
        throw error;
      } finally {
        if (!isUntouched) {
          onProgress({ phase: 'finishing', done: 0, total: null });
          await this.#onImported();
        }
      }
    });
  }

  cancel(exportId: string): void {
    if (this.#running?.progress.exportId === exportId) this.#running.abort.abort();
  }

  /** Cancels what runs, and waits until nothing is left of it. */
  async stop(): Promise<void> {
    this.#running?.abort.abort();
    await this.#running?.ended;
  }

  #refuseSecond(): void {
    if (this.#running) throw new AppError('export_running', 'Data is taken out or in already');
  }

  /** Answers null where it was cancelled. */
  async #run<T>(
    exportId: string,
    job: ExportProgress['job'],
    work: (signal: AbortSignal, onProgress: (told: Told) => void) => Promise<T>,
  ): Promise<T | null> {
    this.#refuseSecond();
    const abort = new AbortController();
    const tell = ({ phase, done, total }: Told): void => {
      const progress: ExportProgress = { exportId, job, phase, done, total };
      if (this.#running) this.#running.progress = progress;
      this.#publish('export.progress', progress);
      this.#publish('desktop.taskProgressed', {
        task: job === 'import' ? 'import' : 'export',
        ...{ done: phase === 'ended' ? 1 : 0, total: phase === 'ended' ? 1 : null },
        ...(phase === 'records' && total !== null && { done: Math.min(done, total - 1), total }),
      });
    };
    const running = work(abort.signal, tell);
    const progress: ExportProgress = { exportId, job, phase: 'counting', done: 0, total: null };
    this.#running = { progress, abort, ended: running.catch(() => undefined) };
    try {
      return await running;
    } catch (error) {
      if (error instanceof AppError && error.code === 'cancelled') return null;
      throw error;
    } finally {
      tell({ phase: 'ended', done: 1, total: 1 });
      this.#running = null;
    }
  }
}
