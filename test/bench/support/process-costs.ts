import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { descendantsOf } from '../../support/faults/engine-processes.ts';

/** The clock ticks in which Linux counts processor time: 100 a second on every architecture that Electron runs on. */
const TICK_MS = 10;
/** Between two looks at a process that works, in milliseconds. */
const LOOK_MS = 250;

/** Processor time that these processes have used so far, in milliseconds; those that are gone count nothing. */
export async function processorTime(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // After the name in brackets: state, parent, …; utime and stime are the 12th and 13th.
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
      return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * TICK_MS;
    }),
  );
  return each.reduce((sum, time) => sum + time, 0);
}

/** Proportional set size in MiB: memory that several processes share counts for each in part. */
export async function proportionalMemory(pids: readonly number[]): Promise<number> {
  const each = await Promise.all(
    pids.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
      return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
    }),
  );
  return each.reduce((sum, memory) => sum + memory, 0);
}

/** A process and all that it started. */
export function family(pid: number): Promise<number[]> {
  return descendantsOf(pid, '');
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
