import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { ChangeStreams } from '../change-streams/change-streams.ts';
import type { PostgresAddress } from '../postgres/postgres-connection.ts';
import { readFrames } from '../postgres/frame-reader.ts';
import { PostgresPool } from '../postgres/postgres-pool.ts';
import type { Authentication } from './authentication.ts';
import { encode, type BsonDocument } from './bson-codec.ts';
import {
  corrected,
  parseCommand,
  type Command,
  type CommandHandler,
  type Reply,
} from './command.ts';
import { Cursors } from './cursors.ts';
import { duplicateKeyOfCommand } from './index-commands.ts';
import type { ReplicaSet } from './replica-set.ts';
import { RetryableWrites } from './retryable-writes.ts';
import { changesSchema, SchemaChanges } from './schema-changes.ts';
import { COMMANDS } from './server-commands.ts';
import { ERROR_CODES, isEngineLost, ServerError, toServerError } from './server-error.ts';
import type { EngineVersion, Services } from './services.ts';
import { SqlRunner } from './sql-runner.ts';
import { Transactions } from './transactions.ts';
import { parseWireRequest, WIRE_FRAMING } from './wire-message.ts';
import { replacesDocuments } from './write-commands.ts';

const HOST = '127.0.0.1';
/** Leaves PostgreSQL's max_connections of 100 room for its own workers. */
const CONNECTION_LIMIT = 80;
const SWEEP_MS = 15_000;
const TRANSACTION_COMMANDS = new Set(['commitTransaction', 'abortTransaction']);

export interface GatewayOptions {
  readonly postgres: PostgresAddress;
  readonly replicaSet: ReplicaSet;
  readonly authentication: Authentication;
  readonly engine: EngineVersion;
  /** True when an earlier run on the same data was watched for changes. */
  readonly recordsChanges: boolean;
  readonly requestShutdown: () => void;
  /** Told about failures that are the server's own fault. */
  readonly onInternalError: (error: Error) => void;
}

/**
 * MongoDB's wire protocol in front of PostgreSQL with the DocumentDB extension.
 *
 * BSON is handed through untouched wherever that is possible: commands and document sequences go
 * to the extension as they came, and its result pages go back as they came. Made here are errors,
 * transactions, cursors, change streams and what a server says about itself. There is no
 * TLS: it listens on the loopback interface alone.
 */
export class Gateway {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #pool: PostgresPool;
  readonly #retryableWrites = new RetryableWrites();
  readonly #schemaChanges = new SchemaChanges();
  readonly #services: Services;
  readonly #onInternalError: (error: Error) => void;
  #sweeper: NodeJS.Timeout | undefined;
  #connectionCount = 0;
  #port = 0;

  constructor(options: GatewayOptions) {
    this.#onInternalError = options.onInternalError;
    this.#pool = new PostgresPool(options.postgres, CONNECTION_LIMIT);
    const changes: ChangeStreams = new ChangeStreams(
      () => sql,
      options.postgres,
      options.recordsChanges,
    );
    const sql = new SqlRunner(
      this.#pool,
      (command) => changes.isRecording && replacesDocuments(command),
    );
    const cursors = new Cursors(sql);
    const transactions = new Transactions(this.#pool, (ended) => cursors.forget(ended));
    this.#services = {
      sql,
      transactions,
      cursors,
      changes,
      replicaSet: options.replicaSet,
      authentication: options.authentication,
      engine: options.engine,
      address: () => `${HOST}:${this.#port}`,
      connectionCount: () => this.#sockets.size,
      endSession: async (key) => {
        this.#retryableWrites.endSession(key);
        await transactions.endSession(key);
      },
      requestShutdown: options.requestShutdown,
    };
    this.#server = createServer((socket) => this.#serve(socket));
  }

  /** Listens on a port, or on a free one for 0, and answers which. Rejects with EADDRINUSE. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, HOST, () => {
        this.#server.off('error', reject);
        this.#port = portOf(this.#server.address());
        this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS).unref();
        resolve(this.#port);
      });
    });
  }

  /** Hangs up on every client; what they had not committed is rolled back. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    for (const socket of this.#sockets) socket.destroy();
    this.#services.changes.shutDown();
    this.#pool.close();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #serve(socket: Socket): void {
    const connectionId = (this.#connectionCount += 1);
    let tail = Promise.resolve();
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#services.authentication.forget(connectionId);
    });
    // A client that vanishes needs no answer; 'close' follows.
    socket.on('error', () => undefined);
    readFrames(socket, WIRE_FRAMING, (frame) => {
      tail = tail
        .then(() => this.#answer(socket, connectionId, frame))
        .catch((error: unknown) => {
          this.#onInternalError(toServerError(error));
          socket.destroy();
        });
    });
  }

  async #answer(socket: Socket, connectionId: number, frame: Buffer): Promise<void> {
    const request = parseWireRequest(frame);
    const reply = await this.#run(parseCommand(request, connectionId));
    if (!request.wantsReply || socket.destroyed) return;
    socket.cork();
    for (const part of request.encodeReply(reply)) socket.write(part);
    socket.uncork();
  }

  async #run(received: Command): Promise<Buffer> {
    let command = received;
    try {
      const handler = COMMANDS.get(command.name);
      if (handler === undefined) {
        throw new ServerError(ERROR_CODES.CommandNotFound, `no such command: '${command.name}'`);
      }
      this.#services.authentication.admit(command);
      this.#services.replicaSet.admit(command);
      if (!TRANSACTION_COMMANDS.has(command.name)) {
        const transaction = await this.#services.transactions.of(command.document);
        command = corrected({ ...command, transaction });
      }
      return await this.#retryableWrites.once(command, async () => {
        const reply = await this.#handle(handler, command);
        return Buffer.isBuffer(reply) ? reply : encode({ ...reply, ok: 1 });
      });
    } catch (error) {
      const reply = encode(await this.#failure(command, toServerError(error)));
      // A mongod whose storage is gone ends, and its connections with it: nobody gets an answer.
      if (isEngineLost(error)) throw error;
      return reply;
    }
  }

  async #handle(handler: CommandHandler, command: Command): Promise<Reply> {
    const work = async () => handler(command, this.#services);
    const waitsItsTurn = command.transaction === null && changesSchema(command.name);
    return waitsItsTurn ? this.#schemaChanges.inTurn(work) : work();
  }

  async #failure(command: Command, error: ServerError): Promise<BsonDocument> {
    const { code, codeName, message } = error;
    if (code === ERROR_CODES.InternalError) this.#onInternalError(error);
    const duplicate =
      code === ERROR_CODES.DuplicateKey
        ? await duplicateKeyOfCommand(command, this.#services, message)
        : {};
    if (command.transaction !== null) {
      // Where even the rollback fails the connection is lost, and with it the transaction.
      await this.#services.transactions
        .abort(command.transaction)
        .catch((reason: unknown) => this.#onInternalError(toServerError(reason)));
    }
    const errorLabels = labelsOf(command, code);
    return {
      ok: 0,
      errmsg: message,
      code,
      codeName,
      ...duplicate,
      ...(errorLabels.length > 0 ? { errorLabels } : {}),
    };
  }

  #sweep(): void {
    const { cursors, transactions } = this.#services;
    const now = Date.now();
    const ended = [
      ...cursors.idle(now).map((id) => cursors.close(id)),
      ...transactions.expired(now).map((transaction) => transactions.abort(transaction)),
    ];
    for (const promise of ended) {
      promise.catch((error: unknown) => this.#onInternalError(toServerError(error)));
    }
  }
}

/** What a driver may do about an error: repeat the transaction, or the write. */
function labelsOf(command: Command, code: number): string[] {
  const isTransient = code === ERROR_CODES.WriteConflict || code === ERROR_CODES.NoSuchTransaction;
  if (command.document.autocommit === false) {
    return isTransient ? ['TransientTransactionError'] : [];
  }
  const mayRepeat = code === ERROR_CODES.WriteConflict && 'txnNumber' in command.document;
  return mayRepeat ? ['RetryableWriteError'] : [];
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') {
    throw new Error('The server listens on no port');
  }
  return address.port;
}
