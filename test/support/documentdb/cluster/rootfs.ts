import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where PostgreSQL's programs are, inside the root folder. */
const PROGRAMS = '/usr/lib/postgresql/18/bin';
/** Where the data of every instance is, inside the root folder. */
const INSTANCES = '/var/lib/documentdb';

/** The root folder that prepare-rootfs.mjs made: PostgreSQL and DocumentDB with their own libc. */
export interface Rootfs {
  readonly path: string;
  readonly userId: number;
  readonly groupId: number;
  /** The folder of all data, as this machine sees it. */
  readonly instances: string;
  /** A path of this machine as the programs in the root folder see it. */
  inside(hostPath: string): string;
  /** A program and its arguments to be run inside, as the user that owns the data. */
  command(program: string, ...args: string[]): { readonly file: string; readonly args: string[] };
}

/** The environment of every program inside. */
export const ROOTFS_ENVIRONMENT = {
  PATH: `${PROGRAMS}:/usr/bin:/bin`,
  HOME: '/tmp',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** DOCUMENTDB_ROOTFS, or the place in the user's cache where the project's set-up puts it. */
export function defaultRootfsPath(environment: NodeJS.ProcessEnv = process.env): string {
  const { DOCUMENTDB_ROOTFS: chosen = '', XDG_CACHE_HOME: userCache = '' } = environment;
  if (chosen !== '') return chosen;
  const cache = userCache === '' ? path.join(homedir(), '.cache') : userCache;
  return path.join(cache, 'alexia-desk/documentdb-rootfs');
}

/** Throws an Error that says how to make the folder when it is not ready. */
export function openRootfs(rootfsPath: string = defaultRootfsPath()): Rootfs {
  if (!existsSync(path.join(rootfsPath, '.ready'))) {
    throw new Error(
      `There is no DocumentDB in ${rootfsPath}; make it with: node test/support/documentdb/prepare-rootfs.mjs ${rootfsPath}`,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new Error('DocumentDB runs in a root folder of its own, and entering it needs root');
  }
  const root = realpathSync(rootfsPath);
  const users = readFileSync(path.join(root, 'etc/passwd'), 'utf8');
  const [, userId = '', groupId = ''] = /^postgres:x:(\d+):(\d+):/m.exec(users) ?? [];
  return {
    path: root,
    userId: Number(userId),
    groupId: Number(groupId),
    instances: path.join(root, INSTANCES),
    inside: (hostPath) => `/${path.relative(root, hostPath)}`,
    command: (program, ...args) => ({
      file: 'chroot',
      args: [`--userspec=${userId}:${groupId}`, root, program, ...args],
    }),
  };
}
