import { connect, type Socket } from 'node:net';
import { parsePostgresError } from './postgres-error.ts';
import {
  executeMessages,
  parseDataRow,
  parseMessage,
  startupMessage,
  syncMessage,
  type Parameter,
  type Row,
} from './postgres-messages.ts';
import { readFrames } from './frame-reader.ts';

export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
}

export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly Parameter[];
  /** False for SQL that is made for one use: it is not kept as a prepared statement. */
  readonly reusable?: boolean;
}

interface Pending {
  readonly prepares: { readonly sql: string; readonly name: string }[];
  rows: Row[];
  error: Error | null;
  readonly resolve: (rows: Row[]) => void;
  readonly reject: (error: Error) => void;
}

const FRAMING = {
  headLength: 5,
  lengthAt: (buffer: Buffer, offset: number) => 1 + buffer.readInt32BE(offset + 1),
};

/**
 * A connection with trust authentication, prepared statements and binary results.
 *
 * Queries may be sent without waiting for the one before: they are answered in order, and each
 * fails or succeeds on its own. This is what saves the round trips of BEGIN and SET.
 */
export class PostgresConnection {
  readonly #socket: Socket;
  readonly #statements = new Map<string, string>();
  readonly #pending: Pending[] = [];
  #statementCount = 0;
  #closed: Error | null = null;
  /** Called for every NOTIFY on a channel that this connection listens to. */
  onNotification: (() => void) | null = null;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Rejects with a PostgresError (57P03 while the server starts) or with the socket's error. */
  static open(address: PostgresAddress): Promise<PostgresConnection> {
    const socket = connect(address.port, address.host).setNoDelay(true);
    const connection = new PostgresConnection(socket);
    socket.on('error', (error) => connection.#fail(error));
    socket.on('close', () => connection.#fail(new Error('PostgreSQL closed the connection')));
    readFrames(socket, FRAMING, (frame) =>
      connection.#receive(String.fromCharCode(frame[0] ?? 0), frame.subarray(5)),
    );
    return new Promise((resolve, reject) => {
      connection.#expect([], () => resolve(connection), reject);
      socket.write(startupMessage('postgres', 'postgres'));
    });
  }

  get isClosed(): boolean {
    return this.#closed !== null;
  }

  /** The rows of one statement. */
  query(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.batch([{ sql, parameters }]);
  }

  /**
   * Statements that stand or fall together, in one message; answers with the rows of all of them.
   * After a failure the rest of the batch is skipped.
   */
  batch(statements: readonly Statement[]): Promise<Row[]> {
    if (this.#closed !== null) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const messages: Buffer[] = [];
      const prepares: Pending['prepares'] = [];
      for (const { sql, parameters = [], reusable = true } of statements) {
        let name = this.#statements.get(sql);
        if (name === undefined) {
          name = reusable ? `s${(this.#statementCount += 1)}` : '';
          messages.push(...parseMessage(name, sql));
          prepares.push({ sql, name });
        }
        messages.push(...executeMessages(name, parameters));
      }
      messages.push(...syncMessage());
      this.#expect(prepares, resolve, reject);
      this.#socket.cork();
      for (const message of messages) this.#socket.write(message);
      this.#socket.uncork();
    });
  }

  close(): void {
    this.#socket.destroy();
    this.#fail(new Error('The PostgreSQL connection was closed'));
  }

  #expect(
    prepares: Pending['prepares'],
    resolve: (rows: Row[]) => void,
    reject: (error: Error) => void,
  ): void {
    this.#pending.push({ prepares, rows: [], error: null, resolve, reject });
  }

  #fail(error: Error): void {
    // An error that the server sent before it hung up says more than the end of the connection.
    this.#closed ??= this.#pending[0]?.error ?? error;
    for (const pending of this.#pending.splice(0)) pending.reject(this.#closed);
  }

  #receive(type: string, body: Buffer): void {
    if (type === 'A') this.onNotification?.();
    const current = this.#pending[0];
    if (current === undefined) return;
    if (type === 'D') current.rows.push(parseDataRow(body));
    else if (type === 'E') current.error ??= parsePostgresError(body);
    else if (type === '1') this.#prepared(current);
    else if (type === 'R' && body.readInt32BE(0) !== 0) {
      current.error = new Error('PostgreSQL asks for a password; it must trust this machine');
      this.#socket.destroy();
    } else if (type === 'Z') {
      this.#pending.shift();
      if (current.error === null) current.resolve(current.rows);
      else current.reject(current.error);
    }
  }

  #prepared(pending: Pending): void {
    const statement = pending.prepares.shift();
    if (statement !== undefined && statement.name !== '') {
      this.#statements.set(statement.sql, statement.name);
    }
  }
}
