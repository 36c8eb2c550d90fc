import { sweepInstances } from '../cluster/instance.ts';
import { openRootfs } from '../cluster/rootfs.ts';
import { Authentication } from '../gateway/authentication.ts';
import { ReplicaSet } from '../gateway/replica-set.ts';
import { SERVER_VERSION } from '../gateway/server-commands.ts';
import { startServer, type DocumentDbServer } from '../server.ts';
import { DataFolder, DataFolderError } from './data-folder.ts';
import { MongodLog } from './mongod-log.ts';
import {
  EXIT_CODES,
  parseMongodOptions,
  type MongodOptions,
  type MongodRequest,
} from './mongod-options.ts';

const HELP = `usage: mongod --dbpath DIR [--port N] [--bind_ip 127.0.0.1] [--replSet NAME] [--quiet] [--logpath FILE]
This is DocumentDB on PostgreSQL behind mongod's command line; see mongod.mjs.`;

/** mongod from its command line to its end; answers with its exit code. */
export async function runMongod(args: readonly string[]): Promise<number> {
  let request: MongodRequest;
  try {
    request = parseMongodOptions(args);
  } catch (error) {
    console.error(messageOf(error));
    return EXIT_CODES.badOptions;
  }
  if (request.kind === 'run') return serve(request.options);
  console.log(request.kind === 'help' ? HELP : versionText());
  return EXIT_CODES.clean;
}

function versionText(): string {
  const information = { version: SERVER_VERSION, engine: 'DocumentDB', modules: [] };
  return `db version v${SERVER_VERSION}\nBuild Info: ${JSON.stringify(information, null, 4)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function serve(options: MongodOptions): Promise<number> {
  const log = new MongodLog(options.logPath, options.quiet);
  // From here on a signal means an orderly end, even while the engine is still starting.
  const shutdown = shutdownRequests(log);
  log.info('CONTROL', 'MongoDB starting : DocumentDB', {
    pid: process.pid,
    port: options.port,
    dbPath: options.dbPath,
    version: SERVER_VERSION,
  });
  for (const name of options.ignored) {
    log.warn('CONTROL', `--${name} is ignored: DocumentDB has nothing of the kind`);
  }
  let folder: DataFolder;
  try {
    folder = DataFolder.open(options.dbPath);
  } catch (error) {
    return refuse(log, error);
  }
  try {
    const server = await start(options, folder, log, shutdown.request);
    log.info('NETWORK', 'Listening on', { address: `127.0.0.1:${server.port}` });
    log.info('NETWORK', 'Waiting for connections', { port: server.port, ssl: 'off' });
    return await untilEnd(server, log, shutdown.requested);
  } catch (error) {
    return refuse(log, error);
  } finally {
    folder.release();
  }
}

function shutdownRequests(log: MongodLog) {
  let request: () => void = () => undefined;
  const requested = new Promise<void>((resolve) => {
    request = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      log.info('CONTROL', 'Received signal', { signal });
      request();
    });
  }
  return { requested, request };
}

async function start(
  options: MongodOptions,
  folder: DataFolder,
  log: MongodLog,
  requestShutdown: () => void,
): Promise<DocumentDbServer> {
  const rootfs = openRootfs();
  const instance = await folder.instance(rootfs);
  const replicaSet = new ReplicaSet(options.replicaSet, folder.replicaSet, (state) => {
    folder.saveReplicaSet(state);
    log.info('REPL', 'Replica set initiated', { ...state });
  });
  const authentication = new Authentication(options.auth, folder.users, (users) =>
    folder.saveUsers(users),
  );
  const server = await startServer({
    rootfs,
    instance,
    replicaSet,
    authentication,
    port: options.port,
    durable: process.env.DOCUMENTDB_DURABLE === '1',
    requestShutdown,
    onInternalError: (error) => log.error('COMMAND', error.message),
    onOrphan: () => log.warn('STORAGE', 'Detected unclean shutdown', { dbPath: folder.path }),
  });
  // Data of folders that are gone; nobody waits for it.
  sweepInstances(rootfs).catch((error: unknown) => log.warn('STORAGE', messageOf(error)));
  return server;
}

async function untilEnd(
  server: DocumentDbServer,
  log: MongodLog,
  shutdownRequested: Promise<void>,
): Promise<number> {
  const why = await Promise.race([
    shutdownRequested.then(() => 'requested' as const),
    server.ended.then(() => 'engine' as const),
  ]);
  await server.stop();
  if (why === 'engine') {
    log.error('STORAGE', 'The engine ended unexpectedly');
    return EXIT_CODES.abrupt;
  }
  log.info('CONTROL', 'Shutting down', { exitCode: EXIT_CODES.clean });
  return EXIT_CODES.clean;
}

function refuse(log: MongodLog, error: unknown): number {
  const isNetwork = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const exitCode = isNetwork ? EXIT_CODES.network : EXIT_CODES.uncaught;
  if (isNetwork) {
    log.error('CONTROL', 'Failed to set up listener', {
      error: 'SocketException: Address already in use',
    });
  } else {
    log.error('CONTROL', 'DBException in initAndListen, terminating', {
      error: error instanceof DataFolderError ? error.message : messageOf(error),
    });
  }
  log.info('CONTROL', 'Shutting down', { exitCode });
  return exitCode;
}
