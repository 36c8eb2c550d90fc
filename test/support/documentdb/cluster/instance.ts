import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  appendFile,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PostgresConnection } from '../postgres/postgres-connection.ts';
import { CLUSTER_SETTINGS, CLUSTER_SETUP, templateName } from './cluster-settings.ts';
import { clusterProcesses, stopOrphans } from './cluster-processes.ts';
import type { Rootfs } from './rootfs.ts';
import { runInside } from './run-inside.ts';
import { startCluster } from './running-cluster.ts';

const run = promisify(execFile);

/** Folders being made begin so; one this old was abandoned. */
const UNFINISHED = 'unfinished-';
const ABANDONED_MS = 600_000;

const ownerSchema = z.object({
  /** Differs for every instance that was ever made. */
  generation: z.string(),
  /** The folder on this machine that the data stands for; it is removed when that is gone. */
  dbPath: z.string().optional(),
  /** The process that an instance without a folder lives in. */
  processId: z.number().optional(),
});

export type InstanceOwner = z.infer<typeof ownerSchema>;

/** The data of one server. */
export interface Instance {
  readonly folder: string;
  readonly dataFolder: string;
  readonly owner: InstanceOwner;
}

const dataFolderOf = (folder: string) => path.join(folder, 'data');
const ownerFileOf = (folder: string) => path.join(folder, 'owner.json');

/** The instance of that name, or null. */
export async function findInstance(rootfs: Rootfs, name: string): Promise<Instance | null> {
  const folder = path.join(rootfs.instances, name);
  if (!existsSync(ownerFileOf(folder))) return null;
  const owner = ownerSchema.parse(JSON.parse(await readFile(ownerFileOf(folder), 'utf8')));
  return { folder, dataFolder: dataFolderOf(folder), owner };
}

/** Makes a new instance; one of that name that is already there is replaced. */
export async function createInstance(
  rootfs: Rootfs,
  name: string,
  ownedBy: Omit<InstanceOwner, 'generation'>,
): Promise<Instance> {
  const template = await ensureTemplate(rootfs);
  const owner = { ...ownedBy, generation: randomBytes(8).toString('hex') };
  const folder = path.join(rootfs.instances, name);
  const unfinished = await makeUnfinished(rootfs);
  await run('cp', ['-a', '--reflink=auto', dataFolderOf(template), dataFolderOf(unfinished)]);
  await writeFile(ownerFileOf(unfinished), JSON.stringify(owner));
  const replaced = await findInstance(rootfs, name);
  if (replaced !== null) await removeInstance(replaced);
  await rename(unfinished, folder);
  return { folder, dataFolder: dataFolderOf(folder), owner };
}

/** Stops whatever still runs in it and removes the data. */
export async function removeInstance({ folder, dataFolder }: Instance): Promise<void> {
  await stopOrphans(dataFolder);
  await rm(folder, { recursive: true, force: true });
}

/** Writes what earlier runs left to the operating system to the disk. */
export async function syncInstance(rootfs: Rootfs, { dataFolder }: Instance): Promise<void> {
  await runInside(rootfs, 'initdb', '--sync-only', '-D', rootfs.inside(dataFolder));
}

/** Removes the instances whose folder or process is gone, so that tests do not fill the disk. */
export async function sweepInstances(rootfs: Rootfs): Promise<void> {
  for (const name of await readdir(rootfs.instances)) {
    if (name.startsWith('template-')) continue;
    const folder = path.join(rootfs.instances, name);
    if (name.startsWith(UNFINISHED)) {
      const made = await stat(folder).catch(() => null);
      if (made !== null && Date.now() - made.mtimeMs > ABANDONED_MS) {
        await rm(folder, { recursive: true, force: true });
      }
      continue;
    }
    const instance = await findInstance(rootfs, name).catch(() => null);
    if (instance !== null && isOrphaned(instance.owner)) {
      if ((await clusterProcesses(instance.dataFolder)).length === 0)
        await removeInstance(instance);
    }
  }
}

function isOrphaned({ dbPath, processId }: InstanceOwner): boolean {
  if (dbPath !== undefined) return !existsSync(dbPath);
  return processId === undefined || !existsSync(`/proc/${processId}`);
}

async function makeUnfinished(rootfs: Rootfs): Promise<string> {
  await mkdir(rootfs.instances, { recursive: true });
  const folder = await mkdtemp(path.join(rootfs.instances, UNFINISHED));
  await chmod(folder, 0o755);
  return folder;
}

/** A new cluster with the extension in it, made once: copying it is ten times faster. */
async function ensureTemplate(rootfs: Rootfs): Promise<string> {
  const template = path.join(rootfs.instances, templateName());
  if (existsSync(template)) return template;
  const unfinished = await makeUnfinished(rootfs);
  const dataFolder = dataFolderOf(unfinished);
  await initialiseCluster(rootfs, dataFolder);
  const cluster = await startCluster(rootfs, dataFolder, { durable: false });
  try {
    const connection = await PostgresConnection.open(cluster.address);
    for (const statement of CLUSTER_SETUP) await connection.query(statement);
    connection.close();
  } finally {
    await cluster.stop();
  }
  try {
    await rename(unfinished, template);
  } catch (error) {
    // Another process that made the same template was faster.
    if (!existsSync(template)) throw error;
    await rm(unfinished, { recursive: true, force: true });
  }
  return template;
}

async function initialiseCluster(rootfs: Rootfs, dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { mode: 0o700 });
  await chown(dataFolder, rootfs.userId, rootfs.groupId);
  await runInside(
    rootfs,
    'initdb',
    ...['-D', rootfs.inside(dataFolder), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    // Small segments: two of them are most of what has to be copied.
    ...['--wal-segsize=4', '--no-sync', '-c', 'dynamic_shared_memory_type=mmap'],
  );
  await appendFile(path.join(dataFolder, 'postgresql.conf'), CLUSTER_SETTINGS);
  const cursorFiles = path.join(dataFolder, 'pg_documentdb_cursor_files');
  await mkdir(cursorFiles, { recursive: true });
  await chown(cursorFiles, rootfs.userId, rootfs.groupId);
}
