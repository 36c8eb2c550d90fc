import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 20;
/** A fast shutdown ends within a second or two; what takes longer is stopped harder. */
const FAST_MS = 10_000;
const IMMEDIATE_MS = 3_000;

/**
 * The living processes of the cluster in a data folder: PostgreSQL works in its data folder, so they
 * are those whose working directory it is. Zombies, which nobody may ever collect in a container,
 * do not count.
 */
export async function clusterProcesses(dataFolder: string): Promise<number[]> {
  const found: number[] = [];
  for (const entry of await readdir('/proc')) {
    const processId = Number(entry);
    if (!Number.isInteger(processId)) continue;
    try {
      if ((await readlink(`/proc/${entry}/cwd`)) !== dataFolder) continue;
      const state = /\) (\w)/.exec(await readFile(`/proc/${entry}/stat`, 'utf8'))?.[1];
      if (state !== 'Z') found.push(processId);
    } catch {
      // The process ended while it was being looked at, or is a zombie, which has no directory.
    }
  }
  return found;
}

async function waitUntilGone(dataFolder: string, milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while ((await clusterProcesses(dataFolder)).length > 0) {
    if (Date.now() > until) return false;
    await sleep(POLL_MS);
  }
  return true;
}

function signal(processIds: readonly number[], name: NodeJS.Signals): void {
  for (const processId of processIds) {
    try {
      process.kill(processId, name);
    } catch {
      // It has just ended.
    }
  }
}

/** Stops a cluster that its owner left behind; answers whether there was one. */
export async function stopOrphans(dataFolder: string): Promise<boolean> {
  const left = await clusterProcesses(dataFolder);
  if (left.length > 0) {
    const postmaster = await postmasterOf(dataFolder);
    if (postmaster !== null && left.includes(postmaster)) signal([postmaster], 'SIGINT');
    if (!(await waitUntilGone(dataFolder, FAST_MS))) {
      signal(await clusterProcesses(dataFolder), 'SIGQUIT');
      if (!(await waitUntilGone(dataFolder, IMMEDIATE_MS))) {
        signal(await clusterProcesses(dataFolder), 'SIGKILL');
        await waitUntilGone(dataFolder, IMMEDIATE_MS);
      }
    }
  }
  // Nothing of the cluster lives. PostgreSQL itself would take a zombie for its owner, or another
  // process that was given the number since.
  await rm(path.join(dataFolder, 'postmaster.pid'), { force: true });
  return left.length > 0;
}

async function postmasterOf(dataFolder: string): Promise<number | null> {
  try {
    const [line = ''] = (await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8')).split(
      '\n',
    );
    return Number(line);
  } catch {
    return null;
  }
}

/** A port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('No free port'));
        else resolve(address.port);
      });
    });
  });
}
