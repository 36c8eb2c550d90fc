import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PostgresConnection, type PostgresAddress } from '../postgres/postgres-connection.ts';
import { durabilitySettings } from './cluster-settings.ts';
import { freePort, stopOrphans } from './cluster-processes.ts';
import { ROOTFS_ENVIRONMENT, type Rootfs } from './rootfs.ts';
import { searchPath } from './run-inside.ts';

const HOST = '127.0.0.1';
const START_MS = 60_000;
const STOP_MS = 10_000;
const POLL_MS = 10;
/** Somebody may take a free port before PostgreSQL does. */
const PORT_ATTEMPTS = 5;

/**
 * PostgreSQL under a shell that watches its standard input. When that ends, because we closed it or
 * because we died in whatever way, the shell has PostgreSQL shut down cleanly.
 */
const WATCHED = `
exec 3<&0
postgres "$@" 3<&- </dev/null &
server=$!
{ read -r _ <&3; kill -INT $server; } 2>/dev/null &
exec 3<&-
wait $server`;

export interface RunningCluster {
  readonly address: PostgresAddress;
  /** Resolves when PostgreSQL has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Shuts PostgreSQL down and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts the cluster in a data folder on a free port. The folder must not be in use. */
export async function startCluster(
  rootfs: Rootfs,
  dataFolder: string,
  options: { readonly durable: boolean },
): Promise<RunningCluster> {
  for (let attempt = 1; ; attempt += 1) {
    const address = { host: HOST, port: await freePort() };
    try {
      return await startOn(address, rootfs, dataFolder, options.durable);
    } catch (error) {
      const wasTaken = error instanceof Error && error.message.includes('Address already in use');
      if (!wasTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function startOn(
  address: PostgresAddress,
  rootfs: Rootfs,
  dataFolder: string,
  durable: boolean,
): Promise<RunningCluster> {
  const logFile = path.join(path.dirname(dataFolder), 'postgres.log');
  const settings = [`port=${address.port}`, ...durabilitySettings(durable)];
  const command = rootfs.command(
    '/bin/sh',
    '-c',
    WATCHED,
    'postgres',
    '-D',
    rootfs.inside(dataFolder),
    ...settings.flatMap((setting) => ['-c', setting]),
  );
  const log = openSync(logFile, 'w');
  const child = spawn(command.file, command.args, {
    cwd: rootfs.path,
    // A session of its own: an interrupt from the terminal is for us alone.
    detached: true,
    env: { ...ROOTFS_ENVIRONMENT, PATH: searchPath() },
    stdio: ['pipe', log, log],
  });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const cluster: RunningCluster = {
    address,
    ended,
    stop: async () => {
      child.stdin?.destroy();
      await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
      // Normally nothing is left by now.
      await stopOrphans(dataFolder);
    },
  };
  try {
    await waitUntilReady(child, address);
  } catch (error) {
    await cluster.stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason}: ${await readFile(logFile, 'utf8')}`, { cause: error });
  }
  return cluster;
}

async function waitUntilReady(child: ChildProcess, address: PostgresAddress): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    // A shell that could not be started has neither of the two.
    const hasEnded =
      child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
    if (hasEnded) throw new Error(`PostgreSQL did not start (exit ${child.exitCode ?? 'unknown'})`);
    try {
      (await PostgresConnection.open(address)).close();
      return;
    } catch (error) {
      // Nobody listens yet, or the server says that it is still starting.
      if (Date.now() > until) throw error;
    }
    await sleep(POLL_MS);
  }
}
