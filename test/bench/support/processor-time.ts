import { readdir, readFile } from 'node:fs/promises';

/** Linux counts a process's time in hundredths of a second for whoever asks. */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time that this process and all that it started, the engines among them, have taken until now.
 * Unlike the clock it hardly moves with what else the machine does. NaN on systems without /proc.
 */
export async function processorSeconds(): Promise<number> {
  const children = new Map<number, number[]>();
  const ticks = new Map<number, number>();
  for (const { pid, parent, time } of await processes()) {
    ticks.set(pid, time);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((all, child) => all + sum(child), ticks.get(pid) ?? NaN);
  return sum(process.pid) / TICKS_PER_SECOND;
}

/** Seconds of processor time that these processes, and those they started that have ended, have taken until now. */
export async function processorSecondsOf(pids: readonly number[]): Promise<number> {
  const own = (await processes()).filter(({ pid }) => pids.includes(pid));
  return own.reduce((sum, { time }) => sum + time, 0) / TICKS_PER_SECOND;
}

async function processes(): Promise<{ pid: number; parent: number; time: number }[]> {
  const names = await readdir('/proc').catch(() => []);
  const read = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      // One that ends meanwhile is counted with its parent.
      .map((name) => readFile(`/proc/${name}/stat`, 'utf8').catch(() => null)),
  );
  return read.flatMap((line) => {
    if (line === null) return [];
    // The name of the program stands in brackets and may have anything in it.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const [user, system, ofEndedUser, ofEndedSystem] = fields.slice(11, 15).map(Number);
    const time = (user ?? 0) + (system ?? 0) + (ofEndedUser ?? 0) + (ofEndedSystem ?? 0);
    return [{ pid: Number.parseInt(line, 10), parent: Number(fields[1]), time }];
  });
}
