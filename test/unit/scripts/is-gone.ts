import { readFileSync } from 'node:fs';

/**
 * Whether a process has ended. Where nobody collects orphans, as in many containers, the entry of
 * one that has ended stays in the table as a zombie.
 */
export function isGone(pid: number | undefined): boolean {
  if (pid === undefined) throw new Error('There was no process to begin with');
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  if (process.platform !== 'linux') return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  } catch {
    return true;
  }
}
