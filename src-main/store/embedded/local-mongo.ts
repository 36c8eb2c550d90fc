import { randomBytes } from 'node:crypto';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log/log.ts';
import { prepareReplicaSet, refusesLogin } from '../mongo/prepare-replica-set.ts';
import { EngineProcess } from './engine-process.ts';
import { readEngineRecord, writeEngineRecord } from './engine-record.ts';
import { freePort } from './free-port.ts';
import type { LocalEngine } from './local-engine.ts';
import { supervise } from './supervise.ts';

const USER = 'alexia';
const REPLICA_SET = 'alexia';
const READY_MS = 60_000;
const STOP_MS = 20_000;

/**
 * The app's own MongoDB: a replica set of one (transactions and change streams need one) with a login, on the
 * loopback interface. Data, port and key file are kept in `folder`. A server that a killed app left behind is stopped
 * first. Rejects with `local_database_failed`.
 */
export async function startLocalMongo(input: {
  mongod: string;
  folder: string;
  password: string;
  log: Log;
}): Promise<LocalEngine> {
  const { folder, password, log } = input;
  const data = join(folder, 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  const record = await readEngineRecord(folder);
  if (record?.pid !== undefined) await stopOrphan(record.port, record.pid, password, log);

  const keyFile = await ensureKeyFile(folder);
  const port = await freePort(record?.port);
  const start = async (): Promise<EngineProcess> => {
    const process = await EngineProcess.start(
      {
        name: 'MongoDB',
        file: input.mongod,
        arguments: [
          ...['--dbpath', data],
          ...['--port', String(port)],
          ...['--bind_ip', '127.0.0.1'],
          ...['--replSet', REPLICA_SET],
          '--auth',
          ...['--keyFile', keyFile],
        ],
        isReady: (line) => line.includes('Waiting for connections'),
        readyWithin: READY_MS,
      },
      log,
    );
    await writeEngineRecord(folder, { port, pid: process.pid });
    try {
      await prepareReplicaSet({ port, name: REPLICA_SET, user: USER, password });
    } catch (error) {
      await process.end('SIGTERM', STOP_MS);
      throw error;
    }
    return process;
  };
  const stop = await supervise({
    name: 'MongoDB',
    log,
    start,
    stop: async (process) => {
      await process.end('SIGTERM', STOP_MS);
      await writeEngineRecord(folder, { port });
    },
  });
  return {
    url: `mongodb://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/?directConnection=true&authSource=admin`,
    stop,
  };
}

/**
 * Stops the server that a killed app left running. It is ours when it answers on our port to our password; any other
 * process that has the number by now is left alone.
 */
async function stopOrphan(port: number, pid: number, password: string, log: Log): Promise<void> {
  if (!isAlive(pid) || (await refusesLogin({ port, user: USER, password }))) return;
  log.warn('A MongoDB of an earlier run is still there; it is stopped first', { pid });
  process.kill(pid, 'SIGTERM');
  const deadline = Date.now() + STOP_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) {
      process.kill(pid, 'SIGKILL');
      return;
    }
    await sleep(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: gone. EPERM: somebody else's, so not the one that we started.
    return false;
  }
}

/** A replica set with a login wants a key file, also when it has one member. Made once. */
async function ensureKeyFile(folder: string): Promise<string> {
  const path = join(folder, 'replica-set.key');
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  if (!isThere) await writeFile(path, randomBytes(96).toString('base64'), { mode: 0o400 });
  return path;
}
