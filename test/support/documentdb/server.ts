import { CHANGE_LOG_EXISTS } from './change-streams/change-log-setup.ts';
import type { Authentication } from './gateway/authentication.ts';
import { Gateway } from './gateway/gateway.ts';
import type { ReplicaSet } from './gateway/replica-set.ts';
import { syncInstance, type Instance } from './cluster/instance.ts';
import { stopOrphans } from './cluster/cluster-processes.ts';
import type { Rootfs } from './cluster/rootfs.ts';
import { startCluster } from './cluster/running-cluster.ts';
import { PostgresConnection, type PostgresAddress } from './postgres/postgres-connection.ts';
import type { EngineVersion } from './gateway/services.ts';

export interface ServerOptions {
  readonly rootfs: Rootfs;
  readonly instance: Instance;
  readonly replicaSet: ReplicaSet;
  readonly authentication: Authentication;
  /** Of the loopback interface; 0 for a free one. */
  readonly port: number;
  /** See `durabilitySettings`. */
  readonly durable: boolean;
  readonly requestShutdown: () => void;
  readonly onInternalError: (error: Error) => void;
  /** Told about an engine that an earlier run left behind. */
  readonly onOrphan?: () => void;
}

/** The engine and the gateway in front of it. */
export interface DocumentDbServer {
  readonly port: number;
  /** Resolves when the engine has ended, whether or not it was told to. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Rejects with the socket's error (EADDRINUSE) when the port is taken; nothing runs then. */
export async function startServer(options: ServerOptions): Promise<DocumentDbServer> {
  const { rootfs, instance, durable } = options;
  if (await stopOrphans(instance.dataFolder)) options.onOrphan?.();
  if (durable) await syncInstance(rootfs, instance);
  const cluster = await startCluster(rootfs, instance.dataFolder, { durable });
  try {
    const gateway = new Gateway({
      postgres: cluster.address,
      replicaSet: options.replicaSet,
      authentication: options.authentication,
      ...(await askEngine(cluster.address)),
      requestShutdown: options.requestShutdown,
      onInternalError: options.onInternalError,
    });
    const port = await gateway.listen(options.port);
    return {
      port,
      ended: cluster.ended,
      stop: async () => {
        await gateway.close();
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function askEngine(
  address: PostgresAddress,
): Promise<{ readonly engine: EngineVersion; readonly recordsChanges: boolean }> {
  const connection = await PostgresConnection.open(address);
  try {
    const [row] = await connection.query(
      `SELECT documentdb_api.binary_version()::text, current_setting('server_version'), ${CHANGE_LOG_EXISTS}`,
    );
    const [documentDb, postgres, recordsChanges] = row ?? [];
    return {
      engine: {
        documentDb: documentDb?.toString() ?? 'unknown',
        postgres: postgres?.toString().split(' ')[0] ?? 'unknown',
      },
      recordsChanges: recordsChanges?.[0] === 1,
    };
  } finally {
    connection.close();
  }
}
