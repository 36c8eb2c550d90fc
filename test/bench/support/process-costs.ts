import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { proportionalShare } from '../../../src-main/whatsapp/browser/process-memory.ts';
import { descendantsOf } from '../../support/faults/engine-processes.ts';

/** Between two looks at a process that works, in milliseconds. */
const LOOK_MS = 250;

/** Proportional set size in MiB: memory that several processes share counts for each in part. */
export async function proportionalMemory(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(pids.map(proportionalShare));
  return each.reduce((sum, bytes) => sum + bytes, 0) / (1024 * 1024);
}

/** A process and all that it started. */
export function family(pid: number): Promise<number[]> {
  return descendantsOf(pid, '');
}

/** What Chromium calls the process, such as `renderer` or `gpu-process`; null for the main process, and others of no kind. */
export async function processType(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return /--type=([\w-]+)/.exec(line)?.[1] ?? null;
}

/** The largest proportional memory of one process while the work was going on, in MiB. */
export async function peakMemory(pid: number, work: Promise<unknown>): Promise<number> {
  const progress = { peak: 0, isDone: false };
  const done = work.finally(() => {
    progress.isDone = true;
  });
  while (!isDone(progress)) {
    progress.peak = Math.max(progress.peak, await proportionalMemory([pid]));
    await Promise.race([done.catch(() => undefined), sleep(LOOK_MS)]);
  }
  await done;
  return progress.peak;
}

// It changes while others are awaited, which the compiler does not see.
function isDone(progress: { isDone: boolean }): boolean {
  return progress.isDone;
}
