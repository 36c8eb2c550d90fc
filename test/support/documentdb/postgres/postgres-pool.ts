import { PostgresConnection, type PostgresAddress } from './postgres-connection.ts';

interface Waiter {
  readonly resolve: (connection: PostgresConnection) => void;
  readonly reject: (error: Error) => void;
}

/** Connections that are lent out one at a time; a borrower waits when all of them are lent. */
export class PostgresPool {
  readonly #idle: PostgresConnection[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #lent = new Set<PostgresConnection>();
  #size = 0;
  #closed = false;

  constructor(
    readonly address: PostgresAddress,
    readonly limit: number,
  ) {}

  async take(): Promise<PostgresConnection> {
    if (this.#closed) throw new Error('The connections to PostgreSQL are closed');
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.isClosed) return this.#lend(idle);
      this.#size -= 1;
    }
    if (this.#size >= this.limit) {
      return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    }
    this.#size += 1;
    try {
      return this.#lend(await PostgresConnection.open(this.address));
    } catch (error) {
      this.#size -= 1;
      throw error;
    }
  }

  giveBack(connection: PostgresConnection): void {
    if (!this.#lent.delete(connection)) return;
    if (this.#closed) return connection.close();
    const waiter = this.#waiting.shift();
    if (connection.isClosed) {
      this.#size -= 1;
      if (waiter !== undefined) this.take().then(waiter.resolve, waiter.reject);
    } else if (waiter === undefined) this.#idle.push(connection);
    else waiter.resolve(this.#lend(connection));
  }

  /** Closes every connection, the lent ones too: what they were doing is rolled back. */
  close(): void {
    this.#closed = true;
    for (const connection of [...this.#idle.splice(0), ...this.#lent]) connection.close();
    for (const waiter of this.#waiting.splice(0)) {
      waiter.reject(new Error('The connections to PostgreSQL are closed'));
    }
  }

  #lend(connection: PostgresConnection): PostgresConnection {
    this.#lent.add(connection);
    return connection;
  }
}
