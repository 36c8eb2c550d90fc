import { setTimeout as sleep } from 'node:timers/promises';
import type { RotationProgress } from '../../src-preload/contract/workspace.ts';
import { AppError } from '../common/app-error.ts';
import type { Log } from '../log/log.ts';
import type { WrappedDataKey } from '../store/key-store.ts';
import type { Workspace } from './workspace.ts';

/** Data keys that are rewrapped at once. */
const BATCH = 200;
/** How long it waits for the database to come back before it tries again, in milliseconds. */
const RETRY_MS = 5_000;

export interface KeyRotationInput {
  workspace: Workspace;
  onProgress(progress: RotationProgress): void;
  log: Log;
  /** Else five seconds. */
  retryMs?: number;
}

/**
 * Makes a new version of the workspace key and rewraps the data keys with it, in the background. Every batch is a
 * step of its own that may be repeated, so it can end at any point and is taken up again at the next start, here or
 * on another desktop; two that do it at once do no harm.
 */
export class KeyRotation {
  readonly #input: KeyRotationInput;
  readonly #stop = new AbortController();
  #progress: RotationProgress | null = null;
  #isWanted = false;
  #running: Promise<void> | null = null;
  /** Data keys that do not open, and so cannot be rewrapped. */
  #damaged = 0;

  constructor(input: KeyRotationInput) {
    this.#input = input;
  }

  /** Null when nothing is being rewrapped here; the last one where it has failed, until the next. */
  get progress(): RotationProgress | null {
    return this.#progress;
  }

  /**
   * Begins a rotation, or helps one that has not ended. Rejects like `Workspace`'s own methods, `passphrase_wrong`
   * among them; nothing has begun then.
   */
  async rotate(passphrase: string): Promise<void> {
    const outcome = await this.#input.workspace.makeNextVersion(passphrase, this.#damaged);
    this.#input.log.info('The workspace key is being changed', { outcome });
    this.resume();
  }

  /**
   * A new version that no other desktop can follow without the passphrase. A rotation that has not ended ends first.
   * Rejects like `rotate`.
   */
  async cutOff(passphrase: string): Promise<void> {
    const { workspace, log } = this.#input;
    for (;;) {
      const outcome = await workspace.makeNextVersion(passphrase, this.#damaged, true);
      this.resume();
      if (outcome === 'made') break;
      await this.finished();
      if (this.#isStopped()) throw new AppError('not_ready', 'The app ends');
      if (this.#progress?.hasFailed === true) {
        throw new AppError('data_unreadable', 'The rotation before cannot be ended');
      }
    }
    log.info('The workspace key is another one, which no other desktop can follow by itself');
  }

  /** Rewraps what is left of a rotation; over at once when nothing is. */
  resume(): void {
    this.#isWanted = true;
    this.#running ??= this.#run();
  }

  /** Resolves when nothing is left to do, or it was stopped. */
  async finished(): Promise<void> {
    await this.#running;
  }

  /** Ends after the batch that is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** A method, for the answer changes while others are awaited. */
  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #run(): Promise<void> {
    this.#progress = null;
    while (this.#isWanted && !this.#isStopped()) {
      this.#isWanted = false;
      try {
        await this.#rewrapAll();
      } catch (error) {
        if (error instanceof AppError && error.retryable) {
          this.#isWanted = true;
          const { retryMs = RETRY_MS } = this.#input;
          await sleep(retryMs, undefined, { signal: this.#stop.signal }).catch(() => {
            // It was stopped; the loop sees it.
          });
        } else {
          this.#input.log.error('The data keys were not all rewrapped', { error });
          this.#noteFailure();
        }
      }
    }
    if (this.progress?.hasFailed !== true) this.#progress = null;
    this.#running = null;
  }

  async #rewrapAll(): Promise<void> {
    const { store, versions } = this.#input.workspace;
    await versions.follow();
    const { before } = await store.countDataKeys(versions.newest.version);
    if (before === 0) return;
    this.#show({ done: 0, total: before });
    // Once more after the last: a desktop that knew of nothing may have added one meanwhile.
    while ((await this.#rewrapOnce()) > 0) await versions.follow();
    if (!this.#isStopped()) this.#show({ done: before, total: before });
  }

  /** How many keys were rewrapped. */
  async #rewrapOnce(): Promise<number> {
    const { store, versions } = this.#input.workspace;
    const { version } = versions.newest;
    let rewrapped = 0;
    let damaged = 0;
    for (let after = ''; !this.#isStopped();) {
      const keys = await store.dataKeysBefore(version, { after, limit: BATCH });
      const last = keys.at(-1);
      if (!last) {
        this.#damaged = damaged;
        return rewrapped;
      }
      const changes: { from: WrappedDataKey; to: WrappedDataKey }[] = [];
      for (const from of keys) {
        const to = await this.#rewrap(from);
        if (to) changes.push({ from, to });
      }
      await store.rewrapDataKeys(changes);
      after = last.subject;
      rewrapped += changes.length;
      damaged += keys.length - changes.length;
      if (this.#progress) {
        const { done, total } = this.#progress;
        this.#show({ done: Math.min(done + changes.length, total), total });
      }
    }
    return 0;
  }

  /** Null for a key that does not open: it stays as it is, for whoever wants to look into it. */
  async #rewrap(key: WrappedDataKey): Promise<WrappedDataKey | null> {
    const { versions } = this.#input.workspace;
    try {
      return versions.wrap(key.subject, await versions.unwrap(key));
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'data_unreadable')) throw error;
      this.#input.log.warn('A data key cannot be rewrapped', { error });
      return null;
    }
  }

  /** What was wrapped until then stays so. */
  #noteFailure(): void {
    if (this.#progress) this.#show({ ...this.#progress, hasFailed: true });
  }

  #show(progress: RotationProgress): void {
    this.#progress = progress;
    this.#input.onProgress(progress);
  }
}
