import { rename, rm, stat } from 'node:fs/promises';
import type {
  CopyProgress,
  CopyReport,
  CopyRequest,
} from '../../src-preload/contract/anonymised-copy.ts';
import type { UserId } from '../../src-preload/contract/ids.ts';
import { AppError } from '../common/app-error.ts';
import { BusinessData, type CopySource } from './business-data.ts';
import { checkCopy, isClean } from './check-copy.ts';
import { Survey } from './survey.ts';
import { writeCopy } from './write-copy.ts';

/** So often it is told how far a copy is, in milliseconds. */
const TELL_MS = 250;

/**
 * Writes anonymised copies, one at a time. A copy has its name only once it was checked; whatever else happens, nothing
 * of it is left.
 */
export class AnonymisedCopies {
  #running: AbortController | null = null;
  #progress: CopyProgress | null = null;

  /** Null while none is written. */
  get progress(): CopyProgress | null {
    return this.#progress;
  }

  /** The copy that is being written ends as `cancelled`; without one nothing happens. */
  cancel(): void {
    this.#running?.abort();
  }

  /**
   * Writes a copy into a folder at `path`, where there must be nothing. Rejects with `file_not_written`, or as its stores
   * do.
   */
  async write(input: {
    request: CopyRequest;
    path: string;
    stores: CopySource;
    viewer: { userId: UserId; now: number };
    onProgress: (progress: CopyProgress | null) => void;
    /** Between writing and checking: for tests, which put something into the copy. */
    beforeCheck?: (folder: string) => Promise<void>;
  }): Promise<CopyReport> {
    if (this.#running) return { outcome: 'running' };
    const running = (this.#running = new AbortController());
    const { signal } = running;
    const { path, request, stores, viewer } = input;
    const folder = `${path}.part`;
    const survey = new Survey(request.k);
    let toldAt = 0;
    const tell = (progress: CopyProgress, isNewStage = false): void => {
      this.#progress = progress;
      if (!isNewStage && Date.now() - toldAt < TELL_MS) return;
      toldAt = Date.now();
      input.onProgress(progress);
    };
    try {
      if (await isThere(path)) {
        throw new AppError('file_not_written', 'There is something where the copy should go');
      }
      await rm(folder, { recursive: true, force: true });
      const data = new BusinessData({ stores, businessId: request.businessId, viewer, signal });
      tell({ stage: 'reading', done: 0, total: null }, true);
      await survey.read(data, (done) => tell({ stage: 'reading', done, total: null }));
      const total = survey.messages;
      tell({ stage: 'writing', done: 0, total }, true);
      const written = await writeCopy({
        ...{ folder, data, survey, signal, k: request.k },
        onWritten: (done) => tell({ stage: 'writing', done, total: Math.max(done, total) }),
      });
      await input.beforeCheck?.(folder);
      const lines = Object.values(written.lines).reduce((sum, count) => sum + count, 0);
      tell({ stage: 'checking', done: 0, total: lines }, true);
      const { originals } = survey;
      const found = await checkCopy({
        ...{ folder, originals, written, data, signal },
        onChecked: (done) => tell({ stage: 'checking', done, total: lines }),
      });
      if (!isClean(found)) return { outcome: 'not_anonymous', found };
      signal.throwIfAborted();
      await rename(folder, path);
      const { words, numbers, ids } = originals.size;
      return {
        outcome: 'written',
        counts: { ...written.lines, files: written.files.size },
        sought: { words, numbers, ids },
      };
    } catch (error) {
      if (signal.aborted) return { outcome: 'cancelled' };
      if (isOfDisk(error)) {
        throw new AppError('file_not_written', 'A copy could not be written', { cause: error });
      }
      throw error;
    } finally {
      survey.stream.forget();
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      this.#running = null;
      this.#progress = null;
      input.onProgress(null);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/** What the file system says has a code in capitals; an AppError was classified where it was understood. */
function isOfDisk(error: unknown): boolean {
  return (
    error instanceof Error &&
    !(error instanceof AppError) &&
    'syscall' in error &&
    typeof error.syscall === 'string'
  );
}
