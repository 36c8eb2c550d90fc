import { BSON, Long } from 'bson';
import { asBigInt, asDocument, asDocuments } from './bson-codec.ts';
import { bulkWrite } from './bulk-write.ts';
import { collectionCommands } from './collection-commands.ts';
import type { CommandHandler } from './command.ts';
import { explain } from './explain.ts';
import { indexCommands } from './index-commands.ts';
import { sessionKey } from './session-key.ts';
import { writeCommands } from './write-commands.ts';

/** The MongoDB release whose behaviour and wire version (25) this server claims. */
export const SERVER_VERSION = '8.0.0';
const WIRE_VERSION = 25;
const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** The engine's own limit (documentdb.maxWriteBatchSize); MongoDB's is 100,000. */
const MAX_WRITE_BATCH = 25_000;

const nothing: CommandHandler = () => ({});

/** What the server says about itself. */
const identityCommands: Readonly<Record<string, CommandHandler>> = {
  hello: (command, { replicaSet, authentication, address }) => ({
    helloOk: true,
    ...authentication.mechanisms(command.document),
    ...replicaSet.role(address()),
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: command.connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  }),
  buildInfo: (_command, { engine }) => ({
    version: SERVER_VERSION,
    versionArray: [...SERVER_VERSION.split('.').map(Number), 0],
    gitVersion: 'documentdb',
    documentDb: { extension: engine.documentDb, postgres: engine.postgres },
    modules: [],
    storageEngines: ['documentdb'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  }),
  serverStatus: (_command, { address, connectionCount }) => ({
    host: address(),
    version: SERVER_VERSION,
    process: 'mongod',
    pid: Long.fromNumber(process.pid),
    uptime: process.uptime(),
    localTime: new Date(),
    storageEngine: { name: 'documentdb' },
    connections: { current: connectionCount(), available: 1000 },
  }),
  getParameter: () => ({
    featureCompatibilityVersion: { version: SERVER_VERSION.slice(0, 3) },
  }),
  connectionStatus: () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  }),
  ping: nothing,
};

const replicaSetCommands: Readonly<Record<string, CommandHandler>> = {
  replSetInitiate: ({ document }, { replicaSet, address }) => {
    replicaSet.initiate(asDocument(document.replSetInitiate), address());
    return {};
  },
  replSetReconfig: ({ document }, { replicaSet, address }) => {
    replicaSet.reconfigure(asDocument(document.replSetReconfig), address());
    return {};
  },
  replSetGetConfig: (_command, { replicaSet, address }) => ({
    config: replicaSet.configuration(address()),
  }),
  replSetGetStatus: (_command, { replicaSet, address }) => replicaSet.status(address()),
};

const authenticationCommands: Readonly<Record<string, CommandHandler>> = {
  saslStart: (command, { authentication }) => authentication.start(command),
  saslContinue: (command, { authentication }) => authentication.continue(command),
  createUser: ({ document }, { authentication }) => authentication.createUser(document),
  logout: ({ connectionId }, { authentication }) => {
    authentication.forget(connectionId);
    return {};
  },
};

const sessionCommands: Readonly<Record<string, CommandHandler>> = {
  startSession: () => ({ id: { id: new BSON.UUID() }, timeoutMinutes: 30 }),
  refreshSessions: nothing,
  endSessions: async ({ document }, { endSession }) => {
    for (const session of asDocuments(document.endSessions)) {
      await endSession(sessionKey(session));
    }
    return {};
  },
  killSessions: async ({ document }, { endSession }) => {
    for (const session of asDocuments(document.killSessions)) {
      await endSession(sessionKey(session));
    }
    return {};
  },
  killAllSessions: async (_command, { transactions }) => {
    await transactions.endAll();
    return {};
  },
  commitTransaction: async ({ document }, { transactions }) => {
    await transactions.finish(document, 'COMMIT');
    return {};
  },
  abortTransaction: async ({ document }, { transactions }) => {
    await transactions.finish(document, 'ROLLBACK');
    return {};
  },
};

const cursorCommands: Readonly<Record<string, CommandHandler>> = {
  find: (command, { cursors }) => cursors.first('find', command),
  listCollections: (command, { cursors }) => cursors.first('listCollections', command),
  listIndexes: (command, { cursors }) => cursors.first('listIndexes', command),
  aggregate: (command, services) => {
    const pipeline = asDocuments(command.document.pipeline);
    if (command.document.explain === true) return explain(command, services);
    if (pipeline[0]?.$changeStream !== undefined) return services.changes.open(command);
    return services.cursors.first('aggregate', command);
  },
  getMore: (command, { changes, cursors }) =>
    changes.has(asBigInt(command.document.getMore)) ? changes.next(command) : cursors.next(command),
  killCursors: async ({ document }, { changes, cursors }) => {
    const ids = Array.isArray(document.cursors) ? document.cursors.map(asBigInt) : [];
    const killed: Long[] = [];
    const unknown: Long[] = [];
    for (const id of ids) {
      const wasOpen = changes.close(id) || (await cursors.close(id));
      (wasOpen ? killed : unknown).push(Long.fromBigInt(id));
    }
    return {
      cursorsKilled: killed,
      cursorsNotFound: unknown,
      cursorsAlive: [],
      cursorsUnknown: [],
    };
  },
  explain,
};

/** Every command that this server answers, by its canonical name. */
export const COMMANDS: ReadonlyMap<string, CommandHandler> = new Map(
  Object.entries({
    ...identityCommands,
    ...replicaSetCommands,
    ...authenticationCommands,
    ...sessionCommands,
    ...cursorCommands,
    ...writeCommands,
    ...indexCommands,
    ...collectionCommands,
    bulkWrite,
    shutdown: (_command, { requestShutdown }) => {
      requestShutdown();
      return {};
    },
  } satisfies Record<string, CommandHandler>),
);
