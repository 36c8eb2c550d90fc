import type { PostgresConnection, Statement } from '../postgres/postgres-connection.ts';
import type { Parameter, Row } from '../postgres/postgres-messages.ts';
import type { PostgresPool } from '../postgres/postgres-pool.ts';
import { asNumber } from './bson-codec.ts';
import type { Command } from './command.ts';

/** A setting that holds for one statement. */
interface Setting {
  readonly before: string;
  readonly after: string;
}

const NO_SETTINGS: readonly Setting[] = [];

/** Runs the SQL of a command on the connection where it belongs. */
export class SqlRunner {
  constructor(
    private readonly pool: PostgresPool,
    /** True for a write that replaces whole documents while somebody watches for changes. */
    private readonly marksReplacement: (command: Command) => boolean,
  ) {}

  /** Inside the command's transaction, or on a connection of the pool. */
  async rows(
    command: Command,
    sql: string,
    parameters: readonly Parameter[] = [],
    reusable = true,
  ): Promise<Row[]> {
    const statement = { sql, parameters, reusable };
    const { transaction } = command;
    if (transaction === null) {
      return this.#lent((connection) => this.on(connection, command, statement));
    }
    const connection = await transaction.connection();
    return this.#send(connection, command, [...transaction.begin(), statement]);
  }

  /** On one connection: a cursor's, which lives where it was opened. */
  on(connection: PostgresConnection, command: Command, statement: Statement): Promise<Row[]> {
    return this.#send(connection, command, [statement]);
  }

  /** SQL of the server itself: never part of a client's transaction. */
  async own(sql: string, parameters: readonly Parameter[] = []): Promise<Row[]> {
    return this.#lent((connection) => connection.query(sql, parameters));
  }

  take(): Promise<PostgresConnection> {
    return this.pool.take();
  }

  giveBack(connection: PostgresConnection): void {
    this.pool.giveBack(connection);
  }

  async #lent(work: (connection: PostgresConnection) => Promise<Row[]>): Promise<Row[]> {
    const connection = await this.pool.take();
    try {
      return await work(connection);
    } finally {
      this.pool.giveBack(connection);
    }
  }

  /**
   * The settings travel with the statement and are undone by a message that waits for nothing. When
   * the statement fails, PostgreSQL rolls them back with it.
   */
  async #send(
    connection: PostgresConnection,
    command: Command,
    statements: readonly Statement[],
  ): Promise<Row[]> {
    const settings = this.#settingsOf(command);
    if (settings.length === 0) return connection.batch(statements);
    const before = settings.map(({ before: sql }) => ({ sql, reusable: false }));
    const last = statements.slice(-1);
    const rows = connection.batch([...statements.slice(0, -1), ...before, ...last]);
    const undone = settings.map(({ after: sql }) => connection.query(sql));
    await Promise.allSettled([rows, ...undone]);
    return rows;
  }

  #settingsOf(command: Command): readonly Setting[] {
    const milliseconds = command.name === 'getMore' ? 0 : asNumber(command.document.maxTimeMS);
    const replaces = this.marksReplacement(command);
    if (milliseconds <= 0 && !replaces) return NO_SETTINGS;
    const settings: Setting[] = [];
    if (milliseconds > 0) {
      settings.push({
        before: `SET statement_timeout = ${Math.ceil(milliseconds)}`,
        after: 'SET statement_timeout = 0',
      });
    }
    if (replaces)
      settings.push({ before: 'SET gateway.replaces = on', after: 'SET gateway.replaces = off' });
    return settings;
  }
}
