import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const POLL_MS = 20;
const GONE_MS = 20_000;

/** Which of the two engines that the app starts in a data folder. */
export type Engine = 'mongo' | 'postgres';

/** The server that the app started last, by its process id; null while there is none. */
export async function serverOf(folder: string, engine: Engine): Promise<number | null> {
  try {
    if (engine === 'mongo') {
      const record = await readFile(join(folder, 'mongo', 'engine.json'), 'utf8');
      return z.object({ pid: z.number() }).parse(JSON.parse(record)).pid;
    }
    const file = await readFile(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8');
    return z.coerce.number().int().positive().parse(file.split('\n')[0]);
  } catch {
    // Between two runs of the server there is no file, or half of one.
    return null;
  }
}

/** The server, or rejects when none runs. */
export async function runningServer(folder: string, engine: Engine): Promise<number> {
  const server = await serverOf(folder, engine);
  if (server === null || (await stateOf(server)) === null) {
    throw new Error(`No ${engine} runs in the data folder`);
  }
  return server;
}

/** Resolves with the server that has taken the place of this one. */
export async function successorOf(folder: string, engine: Engine, before: number): Promise<number> {
  const until = Date.now() + GONE_MS;
  for (;;) {
    const server = await serverOf(folder, engine);
    if (server !== null && server !== before && (await stateOf(server)) !== null) return server;
    if (Date.now() > until) throw new Error(`Nothing took the place of ${engine}`);
    await sleep(POLL_MS);
  }
}

/** Stops the process and all that it started for so long, and lets them go on; `meanwhile` at the end of that time. */
export async function pause(
  pid: number,
  milliseconds: number,
  { onStopped, meanwhile }: { onStopped?: () => void; meanwhile?: () => Promise<void> } = {},
): Promise<void> {
  const family = await stopFamily(pid);
  onStopped?.();
  try {
    await sleep(milliseconds);
    for (const each of family) {
      if ((await stateOf(each.pid)) !== 'T') throw new Error('A process was not stopped');
    }
    await meanwhile?.();
  } finally {
    // From the leaves up: nobody finds that a child hangs.
    for (const each of family.reverse()) process.kill(each.pid, 'SIGCONT');
  }
}

/** Until all are stopped and nothing is new: a server forks on while its family is being looked for. */
async function stopFamily(pid: number): Promise<Process[]> {
  const stopped = new Map<number, Process>();
  for (;;) {
    const fresh = (await familyOf(pid)).filter((each) => !stopped.has(each.pid));
    if (fresh.length === 0) return [...stopped.values()];
    for (const each of fresh) {
      try {
        process.kill(each.pid, 'SIGSTOP');
        if (await comesToAStop(each.pid)) stopped.set(each.pid, each);
      } catch (error) {
        // A server's worker may have ended since; the process itself must be there.
        if (each.pid === pid || !isGone(error)) throw error;
      }
    }
  }
}

/** One that is in the middle of a system call, such as a fork, stops at its end. False for one that has ended instead. */
async function comesToAStop(pid: number): Promise<boolean> {
  for (;;) {
    const state = await stateOf(pid);
    if (state === 'T') return true;
    if (state === null) return false;
    await sleep(1);
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}

/** Ends what an app that was killed left behind in its data folder, and what that has started. */
export async function endServersIn(folder: string): Promise<void> {
  for (const engine of ['mongo', 'postgres'] as const) {
    const server = await serverOf(folder, engine);
    if (server === null || (await stateOf(server)) === null) continue;
    for (const { pid } of await familyOf(server)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if (!isGone(error)) throw error;
      }
    }
  }
}

/** What a process has started, itself first, whose command line contains this text. */
export async function descendantsOf(pid: number, text: string): Promise<number[]> {
  const found: number[] = [];
  for (const member of await familyOf(pid)) {
    const line = await readFile(`/proc/${member.pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(text)) found.push(member.pid);
  }
  return found;
}

interface Process {
  pid: number;
  parent: number;
}

/** The process first, then what it started, parents before their children. */
async function familyOf(pid: number): Promise<Process[]> {
  const all = await processes();
  const own = all.find((each) => each.pid === pid);
  if (!own) throw new Error('The process is gone');
  const family = [own];
  for (const member of family) family.push(...all.filter((each) => each.parent === member.pid));
  return family;
}

async function processes(): Promise<Process[]> {
  const found: Process[] = [];
  for (const entry of await readdir('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid)) continue;
    const stat = await statOf(pid);
    if (stat && stat.state !== 'Z') found.push({ pid, parent: stat.parent });
  }
  return found;
}

/** One letter, such as T for one that is stopped; null for one that is gone, or a zombie. */
async function stateOf(pid: number): Promise<string | null> {
  const state = (await statOf(pid))?.state;
  return state === undefined || state === 'Z' ? null : state;
}

async function statOf(pid: number): Promise<{ state: string; parent: number } | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, state, parent] = /^\d+ \(.*\) (\w) (\d+) /s.exec(text) ?? [];
  return state === undefined ? null : { state, parent: Number(parent) };
}
