import type { PostgresConnection, Statement } from '../postgres/postgres-connection.ts';
import type { PostgresPool } from '../postgres/postgres-pool.ts';
import { asNumber, type BsonDocument } from './bson-codec.ts';
import { ERROR_CODES, ServerError } from './server-error.ts';
import { sessionKey } from './session-key.ts';

/** MongoDB's transactionLifetimeLimitSeconds. */
const LIFETIME_MS = 60_000;
/** Snapshot isolation: the second writer of a row fails, which is MongoDB's write conflict. */
const BEGIN: Statement = { sql: 'BEGIN ISOLATION LEVEL REPEATABLE READ' };

type Outcome = 'COMMIT' | 'ROLLBACK';

/** A transaction of a session; it holds a connection from its first statement to its end. */
export class Transaction {
  readonly startedAt = Date.now();
  outcome: Outcome | null = null;
  #connection: Promise<PostgresConnection> | null = null;
  #begun = false;

  constructor(
    readonly number: number,
    readonly pool: PostgresPool,
  ) {}

  connection(): Promise<PostgresConnection> {
    return (this.#connection ??= this.pool.take());
  }

  /** What comes before the next statement: BEGIN, once, so that it costs no round trip of its own. */
  begin(): readonly Statement[] {
    if (this.#begun) return [];
    this.#begun = true;
    return [BEGIN];
  }

  async end(outcome: Outcome): Promise<void> {
    this.outcome = outcome;
    const taken = this.#connection;
    this.#connection = null;
    if (taken === null) return;
    const connection = await taken;
    try {
      if (this.#begun) await connection.query(outcome);
    } catch (error) {
      this.outcome = 'ROLLBACK';
      throw error;
    } finally {
      this.pool.giveBack(connection);
    }
  }
}

/** The newest transaction of every session. */
export class Transactions {
  readonly #bySession = new Map<string, Transaction>();

  constructor(
    private readonly pool: PostgresPool,
    private readonly onEnd: (transaction: Transaction) => void,
  ) {}

  /** The transaction that a command belongs to; begins it when the command says so. */
  async of(command: BsonDocument): Promise<Transaction | null> {
    if (command.autocommit !== false) return null;
    const key = sessionKey(command);
    const number = asNumber(command.txnNumber, -1);
    const current = this.#bySession.get(key);
    if (command.startTransaction === true) {
      if (current?.outcome === null) await this.#end(current, 'ROLLBACK');
      const started = new Transaction(number, this.pool);
      this.#bySession.set(key, started);
      return started;
    }
    if (current?.number !== number || current.outcome !== null) {
      throw new ServerError(
        ERROR_CODES.NoSuchTransaction,
        `Given transaction number ${number} does not match any in-progress transactions.`,
      );
    }
    return current;
  }

  /** MongoDB ends a transaction at its first operation that fails. */
  async abort(transaction: Transaction): Promise<void> {
    if (transaction.outcome === null) await this.#end(transaction, 'ROLLBACK');
  }

  /** The commands commitTransaction and abortTransaction; both may be repeated. */
  async finish(command: BsonDocument, outcome: Outcome): Promise<void> {
    const transaction = this.#bySession.get(sessionKey(command));
    const isNamed = transaction?.number === asNumber(command.txnNumber, -1);
    if (transaction === undefined || !isNamed || transaction.outcome === otherThan(outcome)) {
      throw new ServerError(
        ERROR_CODES.NoSuchTransaction,
        'The transaction was aborted or was never begun',
      );
    }
    if (transaction.outcome === null) await this.#end(transaction, outcome);
  }

  /** Ends the open transaction of a session that its client has ended. */
  async endSession(key: string): Promise<void> {
    const transaction = this.#bySession.get(key);
    this.#bySession.delete(key);
    if (transaction !== undefined) await this.abort(transaction);
  }

  /** Ends the open transactions of all sessions. */
  async endAll(): Promise<void> {
    await Promise.all([...this.#bySession.keys()].map((key) => this.endSession(key)));
  }

  /** Transactions that outlived MongoDB's limit. */
  expired(now: number): Transaction[] {
    return [...this.#bySession.values()].filter(
      (transaction) => transaction.outcome === null && now - transaction.startedAt > LIFETIME_MS,
    );
  }

  async #end(transaction: Transaction, outcome: Outcome): Promise<void> {
    this.onEnd(transaction);
    await transaction.end(outcome);
  }
}

function otherThan(outcome: Outcome): Outcome {
  return outcome === 'COMMIT' ? 'ROLLBACK' : 'COMMIT';
}
