import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const PAGE_SIZE = 4096;

interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
}

/**
 * What a process and all its descendants take of the memory, in bytes; null where that cannot be measured. On Linux the
 * proportional share (PSS): memory that several processes have in common is divided among them, so that figures add
 * up. Elsewhere the systems' own figure, which counts it in each.
 */
export async function treeMemory(
  pid: number,
  platform: NodeJS.Platform = process.platform,
): Promise<number | null> {
  try {
    if (platform === 'linux') {
      const rows = await linuxProcesses();
      const shares = await Promise.all(treeOf(pid, rows).map(proportionalShare));
      return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0);
    }
    const rows = platform === 'win32' ? await windowsProcesses() : await unixProcesses();
    const tree = new Set(treeOf(pid, rows));
    const known = rows.filter((row) => tree.has(row.pid));
    return known.length === 0 ? null : known.reduce((sum, { bytes }) => sum + bytes, 0);
  } catch {
    // A tool that is missing or refused: the figure is for information only.
    return null;
  }
}

/** A process and its descendants, itself first. */
export function treeOf(root: number, rows: readonly ProcessRow[]): number[] {
  const children = new Map<number, number[]>();
  for (const { pid, parent } of rows) {
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = rows.some(({ pid }) => pid === root) ? [root] : [];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

async function linuxProcesses(): Promise<ProcessRow[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // The name in parentheses may hold anything; the parent is the second field after it.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      return { pid, parent };
    }),
  );
  return rows.filter(({ parent }) => Number.isInteger(parent));
}

/** Linux only: the proportional share (PSS) of one process, in bytes. */
export async function proportionalShare(pid: number): Promise<number> {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0) * 1024;
  } catch {
    // A sandboxed process keeps it from us, or has ended: what it shares with nobody is public.
    const statm = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
    const [, resident = '0', shared = '0'] = statm.split(' ');
    return (Number(resident) - Number(shared)) * PAGE_SIZE;
  }
}

async function unixProcesses(): Promise<(ProcessRow & { bytes: number })[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,rss=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, bytes: kilobytes * 1024 }));
}

async function windowsProcesses(): Promise<(ProcessRow & { bytes: number })[]> {
  const query =
    'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.ParentProcessId) $($_.WorkingSetSize)" }';
  const { stdout } = await promisify(execFile)(
    'powershell.exe',
    ['-NoProfile', '-NonInteractive', '-Command', query],
    { windowsHide: true },
  );
  return stdout
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(' ').map(Number))
    .map(([pid = 0, parent = 0, bytes = 0]) => ({ pid, parent, bytes }));
}
