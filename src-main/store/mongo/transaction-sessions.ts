import { appendFile, readFile, rm } from 'node:fs/promises';
import { type ClientSession, type MongoClient, UUID } from 'mongodb';
import type { Log } from '../../log/log.ts';

/** Made by the driver: 16 bytes each. */
const SESSION_ID = /^[0-9a-f]{32}$/;

/**
 * In which of MongoDB's sessions this desktop runs its transactions, in a file of its data folder. A desktop that is
 * killed leaves transactions open, and MongoDB keeps what they wrote locked for a minute
 * (`transactionLifetimeLimitSeconds`); the next start ends them by the file.
 */
export class TransactionSessions {
  readonly #file: string | undefined;
  readonly #noted = new Set<string>();

  /** @param file made when it is needed; without one nothing is noted */
  constructor(file?: string) {
    this.#file = file;
  }

  /** Runs the work in a transaction, which is repeated when it meets another one. Rejects as the work does. */
  run<T>(client: MongoClient, work: (session: ClientSession) => Promise<T>): Promise<T> {
    return client.withSession(async (session) => {
      await this.#note(session);
      return session.withTransaction(() => work(session));
    });
  }

  /**
   * Ends the transactions that an earlier life of this desktop left open. To be called before the first one is run.
   * Never rejects: what cannot be ended so ends by itself within a minute.
   */
  async endLeft(client: MongoClient, log: Log): Promise<void> {
    if (this.#file === undefined) return;
    try {
      const left = (await read(this.#file)).filter((id) => SESSION_ID.test(id));
      if (left.length > 0) {
        await client
          .db('admin')
          .command({ killSessions: left.map((id) => ({ id: new UUID(id) })) });
      }
      await rm(this.#file, { force: true });
    } catch (error) {
      log.warn('Transactions of an earlier life were not ended', { error });
    }
  }

  /** Not synchronised to the disk: it has to survive this process, not the machine. */
  async #note({ id }: ClientSession): Promise<void> {
    const name = id === undefined ? undefined : Buffer.from(id.id.buffer).toString('hex');
    if (this.#file === undefined || name === undefined || this.#noted.has(name)) return;
    this.#noted.add(name);
    // A disk that is full keeps no message from being stored: it only costs a minute after a crash.
    await appendFile(this.#file, `${name}\n`, { mode: 0o600 }).catch(() => {});
  }
}

async function read(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
