import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The variable that every process of a desktop session inherits; its value is the process id of
 * the session's owner, a dash, and something random. Linux only: it is read from `/proc`.
 */
export const MARK = 'ALEXIA_DESKTOP_SESSION';

/**
 * Stops the processes of some sessions: asks first, and kills what does not go.
 *
 * @param {object} options
 * @param {(id: string) => boolean} options.isMeant takes the id of a session
 * @param {number} options.timeoutMs how long they have to go by themselves
 * @param {readonly number[]} [options.except] process ids that are left alone
 */
export async function stopMarkedProcesses({ isMeant, timeoutMs, except = [] }) {
  const deadline = Date.now() + timeoutMs;
  const list = async () => (await markedProcesses(isMeant)).filter((pid) => !except.includes(pid));
  send(await list(), 'SIGTERM');
  for (;;) {
    const left = await list();
    if (left.length === 0) return;
    if (Date.now() > deadline) {
      send(left, 'SIGKILL');
      return;
    }
    await sleep(50);
  }
}

/**
 * @param {string} id of a session
 * @returns {boolean} whether it cannot clean up after itself any more, because its owner was killed
 */
export function isDeadSession(id) {
  const owner = Number(id.split('-')[0]);
  return Number.isInteger(owner) && !isRunning(owner);
}

/**
 * @param {(id: string) => boolean} isMeant
 * @returns {Promise<number[]>}
 */
async function markedProcesses(isMeant) {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      if (Number(name) === process.pid) return undefined;
      // It belongs to somebody else, or has ended in the meantime.
      const environment = await readFile(join('/proc', name, 'environ'), 'utf8').catch(() => '');
      const id = sessionOf(environment);
      return id !== undefined && isMeant(id) ? Number(name) : undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}

/**
 * @param {string} environment as `/proc/PID/environ` has it
 * @returns {string | undefined} the id of the session
 */
export function sessionOf(environment) {
  const entry = environment.split('\0').find((text) => text.startsWith(`${MARK}=`));
  return entry?.slice(MARK.length + 1);
}

/**
 * @param {readonly number[]} pids
 * @param {NodeJS.Signals} signal
 */
function send(pids, signal) {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM';
  }
}
