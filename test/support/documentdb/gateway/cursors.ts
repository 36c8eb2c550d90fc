import type { PostgresConnection } from '../postgres/postgres-connection.ts';
import type { Row } from '../postgres/postgres-messages.ts';
import { asBigInt } from './bson-codec.ts';
import type { Command } from './command.ts';
import { ERROR_CODES, ServerError } from './server-error.ts';
import type { SqlRunner } from './sql-runner.ts';
import type { Transaction } from './transactions.ts';

/** As MongoDB's cursorTimeoutMillis. */
const IDLE_MS = 600_000;

interface Cursor {
  readonly database: string;
  readonly transaction: Transaction | null;
  /** The connection whose portal the cursor lives in, for those that cannot move. */
  readonly connection: PostgresConnection | null;
  /** What the engine needs to continue. */
  continuation: Buffer;
  usedAt: number;
}

/** The engine functions that answer with a first page. */
const FIRST_PAGE_FUNCTIONS = {
  find: 'find_cursor_first_page',
  aggregate: 'aggregate_cursor_first_page',
  listCollections: 'list_collections_cursor_first_page',
  listIndexes: 'list_indexes_cursor_first_page',
} as const;

export type PagedCommand = keyof typeof FIRST_PAGE_FUNCTIONS;

const NEXT_PAGE =
  'SELECT cursorpage, continuation FROM documentdb_api.cursor_get_more($1::text, $2::documentdb_core.bson, $3::documentdb_core.bson)';

export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  constructor(private readonly sql: SqlRunner) {}

  /** The first page of a query, as the engine made it. */
  async first(kind: PagedCommand, command: Command): Promise<Buffer> {
    const statement = {
      sql: `SELECT cursorpage, continuation, persistconnection, cursorid FROM documentdb_api.${FIRST_PAGE_FUNCTIONS[kind]}($1::text, $2::documentdb_core.bson)`,
      parameters: [command.database, command.body],
    };
    if (command.transaction !== null) {
      const rows = await this.sql.rows(command, statement.sql, statement.parameters);
      return this.#register(rows, command, null).page;
    }
    const connection = await this.sql.take();
    let isKept = false;
    try {
      const rows = await this.sql.on(connection, command, statement);
      const first = this.#register(rows, command, connection);
      isKept = first.keepsConnection;
      return first.page;
    } finally {
      if (!isKept) this.sql.giveBack(connection);
    }
  }

  /** The next page of a cursor. */
  async next(command: Command): Promise<Buffer> {
    const id = asBigInt(command.document.getMore);
    const cursor = this.#open.get(id);
    if (cursor === undefined) {
      throw new ServerError(ERROR_CODES.CursorNotFound, `cursor id ${id} not found`);
    }
    cursor.usedAt = Date.now();
    const parameters = [cursor.database, command.body, cursor.continuation];
    const rows =
      cursor.connection === null
        ? await this.sql.rows(command, NEXT_PAGE, parameters)
        : await this.sql.on(cursor.connection, command, { sql: NEXT_PAGE, parameters });
    const [page, continuation] = rows[0] ?? [];
    if (continuation) cursor.continuation = Buffer.from(continuation);
    else await this.close(id);
    return page ?? Buffer.alloc(0);
  }

  /** False when there is no such cursor. */
  async close(id: bigint): Promise<boolean> {
    const cursor = this.#open.get(id);
    if (cursor === undefined) return false;
    this.#open.delete(id);
    if (cursor.connection !== null) {
      try {
        await cursor.connection.query('CLOSE ALL');
      } finally {
        this.sql.giveBack(cursor.connection);
      }
    }
    return true;
  }

  /** A transaction's cursors end with it. */
  forget(transaction: Transaction): void {
    for (const [id, cursor] of this.#open) {
      if (cursor.transaction === transaction) this.#open.delete(id);
    }
  }

  /** Cursors that nobody has read from for ten minutes. */
  idle(now: number): bigint[] {
    return [...this.#open].filter(([, cursor]) => now - cursor.usedAt > IDLE_MS).map(([id]) => id);
  }

  #register(
    rows: readonly Row[],
    command: Command,
    connection: PostgresConnection | null,
  ): { page: Buffer; keepsConnection: boolean } {
    const [page, continuation, persists, id] = rows[0] ?? [];
    if (!page) throw new Error('The engine answered without a page');
    if (!continuation || !id || id.readBigInt64BE() === 0n) return { page, keepsConnection: false };
    const keepsConnection = connection !== null && persists?.[0] === 1;
    this.#open.set(id.readBigInt64BE(), {
      database: command.database,
      transaction: command.transaction,
      connection: keepsConnection ? connection : null,
      continuation: Buffer.from(continuation),
      usedAt: Date.now(),
    });
    return { page, keepsConnection };
  }
}
