import type { Authentication } from './authentication.ts';
import type { ChangeStreams } from '../change-streams/change-streams.ts';
import type { Cursors } from './cursors.ts';
import type { ReplicaSet } from './replica-set.ts';
import type { SqlRunner } from './sql-runner.ts';
import type { Transactions } from './transactions.ts';

export interface EngineVersion {
  /** Of the DocumentDB extension, such as 1.0.0. */
  readonly documentDb: string;
  /** Of PostgreSQL, such as 18.6. */
  readonly postgres: string;
}

/** What the handlers of commands work with. */
export interface Services {
  readonly sql: SqlRunner;
  readonly transactions: Transactions;
  readonly cursors: Cursors;
  readonly changes: ChangeStreams;
  readonly replicaSet: ReplicaSet;
  readonly authentication: Authentication;
  readonly engine: EngineVersion;
  /** 127.0.0.1:port, as clients reach this server. */
  readonly address: () => string;
  readonly connectionCount: () => number;
  readonly endSession: (sessionKey: string) => Promise<void>;
  /** The shutdown command. */
  readonly requestShutdown: () => void;
}
