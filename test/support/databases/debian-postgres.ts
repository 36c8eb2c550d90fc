import { execFile } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EngineProcess } from '../../../src-main/store/embedded/engine-process.ts';
import { freePort } from '../../../src-main/store/embedded/free-port.ts';
import { dataFolder } from '../data-folder.ts';
import { recordedLog } from './recorded-log.ts';

const run = promisify(execFile);

const INSTALLED = '/usr/lib/postgresql';
const OLDEST_WANTED = 15;

/** The oldest PostgreSQL from 15 on that Debian's packages have installed; null where there is none. */
export function debianPostgresVersion(): number | null {
  try {
    const versions = readdirSync(INSTALLED)
      .map(Number)
      .sort((a, b) => a - b);
    return versions.find((version) => version >= OLDEST_WANTED) ?? null;
  } catch {
    return null;
  }
}

/** A server of its own, empty, with data that need not survive anything. */
export async function startDebianPostgres(
  version: number,
): Promise<{ url: string; stop(): Promise<void> }> {
  const binaries = join(INSTALLED, String(version), 'bin');
  const folder = await dataFolder();
  const data = join(folder.path, 'data');
  const identity = await postgresIdentity();
  await mkdir(data, { mode: 0o700 });
  if (identity) await chown(data, identity.uid, identity.gid);
  await run(
    join(binaries, 'initdb'),
    [
      `--pgdata=${data}`,
      '--auth=trust',
      '--username=alexia',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...identity, cwd: '/' },
  );
  const port = await freePort();
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
  };
  const server = await EngineProcess.start(
    {
      name: `PostgreSQL ${version}`,
      file: join(binaries, 'postgres'),
      arguments: [
        '-D',
        data,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      identity,
      isReady: (line) => line.includes('database system is ready to accept connections'),
      readyWithin: 60_000,
    },
    recordedLog(),
  );
  return {
    url: `postgresql://alexia@127.0.0.1:${port}/postgres`,
    stop: async () => {
      await server.end('SIGINT', 20_000);
      await folder.remove();
    },
  };
}

/** PostgreSQL refuses to run as root. */
async function postgresIdentity(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const numberOf = async (flag: string): Promise<number> =>
    Number((await run('id', [flag, 'postgres'])).stdout);
  return { uid: await numberOf('-u'), gid: await numberOf('-g') };
}
