import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { createInstance, findInstance, type Instance } from '../cluster/instance.ts';
import type { Rootfs } from '../cluster/rootfs.ts';
import type { StoredUser } from '../gateway/authentication.ts';
import type { ReplicaSetState } from '../gateway/replica-set.ts';

/** Why a data folder cannot be served, in mongod's words. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

const markerSchema = z.object({
  engine: z.literal('documentdb'),
  /** The instance in the root folder that holds the data. */
  instance: z.string(),
  generation: z.string(),
  replicaSet: z.object({ name: z.string(), version: z.number() }).nullable(),
  users: z
    .array(
      z.object({
        name: z.string(),
        salt: z.string(),
        storedKey: z.string(),
        serverKey: z.string(),
      }),
    )
    .default([]),
});

type Marker = z.infer<typeof markerSchema>;

/**
 * A `--dbpath`: locked by this process for as long as it lives, as mongod does it.
 *
 * The data itself is in the root folder, where PostgreSQL can see it. What lies here is the lock,
 * and a marker that says which data, so that emptying this folder empties the database.
 */
export class DataFolder {
  private constructor(
    readonly path: string,
    private readonly lock: number,
  ) {}

  /** Throws a DataFolderError when the folder is not there or another process serves it. */
  static open(dbPath: string): DataFolder {
    if (!existsSync(dbPath)) {
      throw new DataFolderError(
        `NonExistentPath: Data directory ${dbPath} not found. Create the missing directory or specify another path using (1) the --dbpath command line option, or (2) by adding the 'storage.dbPath' option in the configuration file.`,
      );
    }
    const folder = realpathSync(dbPath);
    const lockFile = path.join(folder, 'mongod.lock');
    const lock = openSync(lockFile, 'a+');
    // The lock belongs to the open file, which we share with the program that takes it, and ends
    // with us, whatever kills us.
    const taken = spawnSync('flock', ['--nonblock', '3'], {
      stdio: ['ignore', 'ignore', 'ignore', lock],
    });
    if (taken.status !== 0) {
      closeSync(lock);
      throw new DataFolderError(
        `DBPathInUse: Unable to lock the lock file: ${lockFile} (Resource temporarily unavailable). Another mongod instance is already running on the ${dbPath} directory`,
      );
    }
    ftruncateSync(lock);
    writeSync(lock, `${process.pid}\n`);
    return new DataFolder(folder, lock);
  }

  /** A clean end: the lock file stays, empty. */
  release(): void {
    ftruncateSync(this.lock);
    closeSync(this.lock);
  }

  /** The data of this folder; new and empty for a folder without a marker. */
  async instance(rootfs: Rootfs): Promise<Instance> {
    const marker = this.#readMarker();
    if (marker === null) {
      const hash = createHash('sha256').update(this.path).digest('hex');
      const name = `dbpath-${hash.slice(0, 24)}`;
      const made = await createInstance(rootfs, name, { dbPath: this.path });
      this.#writeMarker({
        engine: 'documentdb',
        instance: name,
        generation: made.owner.generation,
        replicaSet: null,
        users: [],
      });
      return made;
    }
    const found = await findInstance(rootfs, marker.instance);
    if (found?.owner.generation !== marker.generation || found.owner.dbPath !== this.path) {
      throw new DataFolderError(
        `The data of ${this.path} is not in ${rootfs.path}: the folder was moved or copied, or the root folder was made anew. Empty the folder to begin with an empty database.`,
      );
    }
    return found;
  }

  get replicaSet(): ReplicaSetState | null {
    return this.#readMarker()?.replicaSet ?? null;
  }

  get users(): readonly StoredUser[] {
    return this.#readMarker()?.users ?? [];
  }

  saveReplicaSet(replicaSet: ReplicaSetState): void {
    this.#changeMarker({ replicaSet });
  }

  saveUsers(users: readonly StoredUser[]): void {
    this.#changeMarker({ users: [...users] });
  }

  #changeMarker(change: Partial<Marker>): void {
    const marker = this.#readMarker();
    if (marker === null) throw new Error(`The marker of ${this.path} has been removed`);
    this.#writeMarker({ ...marker, ...change });
  }

  get #markerFile(): string {
    return path.join(this.path, 'documentdb.json');
  }

  #readMarker(): Marker | null {
    if (!existsSync(this.#markerFile)) return null;
    return markerSchema.parse(JSON.parse(readFileSync(this.#markerFile, 'utf8')));
  }

  #writeMarker(marker: Marker): void {
    const unfinished = `${this.#markerFile}.unfinished`;
    writeFileSync(unfinished, JSON.stringify(marker, null, 2));
    renameSync(unfinished, this.#markerFile);
  }
}
