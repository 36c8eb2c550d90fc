import { randomBytes } from 'node:crypto';
import { createInstance, removeInstance, sweepInstances } from './cluster/instance.ts';
import { defaultRootfsPath, openRootfs } from './cluster/rootfs.ts';
import { Authentication } from './gateway/authentication.ts';
import { ReplicaSet } from './gateway/replica-set.ts';
import { startServer } from './server.ts';

export interface DocumentDbOptions {
  /** The folder that prepare-rootfs.mjs made; DOCUMENTDB_ROOTFS or the user's cache otherwise. */
  readonly rootfs?: string;
  /** Of 127.0.0.1; a free one otherwise. */
  readonly port?: number;
  /** The replica set's name, rs0 otherwise; null for a server on its own, without transactions. */
  readonly replicaSet?: string | null;
}

export interface RunningDocumentDb {
  /** For the official driver. */
  readonly uri: string;
  readonly port: number;
  /** Stops the engine and removes its data. */
  stop(): Promise<void>;
}

/** Starts an empty DocumentDB for this process; an initiated replica set of one. */
export async function startDocumentDb(options: DocumentDbOptions = {}): Promise<RunningDocumentDb> {
  const rootfs = openRootfs(options.rootfs ?? defaultRootfsPath());
  const setName = options.replicaSet === undefined ? 'rs0' : options.replicaSet;
  const name = `process-${process.pid}-${randomBytes(4).toString('hex')}`;
  const instance = await createInstance(rootfs, name, { processId: process.pid });
  await sweepInstances(rootfs);
  const replicaSet = new ReplicaSet(
    setName,
    setName === null ? null : { name: setName, version: 1 },
    () => undefined,
  );
  try {
    const server = await startServer({
      rootfs,
      instance,
      replicaSet,
      authentication: new Authentication(false, [], () => undefined),
      port: options.port ?? 0,
      durable: false,
      requestShutdown: () => undefined,
      onInternalError: (error) => console.error('DocumentDB:', error.message),
    });
    const query = setName === null ? 'directConnection=true' : `replicaSet=${setName}`;
    return {
      uri: `mongodb://127.0.0.1:${server.port}/?${query}`,
      port: server.port,
      stop: async () => {
        await server.stop();
        await removeInstance(instance);
      },
    };
  } catch (error) {
    await removeInstance(instance);
    throw error;
  }
}
