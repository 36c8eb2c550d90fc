import {
  type Collection,
  type Db,
  MongoBulkWriteError,
  type MongoClient,
  MongoError,
  MongoNetworkError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { AppError } from '../../common/app-error.ts';
import { StoreProblemError } from '../store-problem-error.ts';
import { tlsProblemOf } from '../tls-problem.ts';
import type {
  ContactDocument,
  ConversationDocument,
  IdentityDocument,
  MergeDocument,
  SessionDocument,
  ToldApartDocument,
} from './documents.ts';
import { createMongoClient } from './mongo-client.ts';

const DEFAULT_DATABASE = 'alexia';

const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
/** What a server says that is being replaced, shut down or short of something: the call may succeed later. */
const PASSING: ReadonlySet<number> = new Set([
  6, 7, 24, 50, 64, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 14031,
]);

/** An open connection to MongoDB and the collections of the schema; messages have many (`message-partitions.ts`). */
export interface MongoConnection {
  client: MongoClient;
  db: Db;
  sessions: Collection<SessionDocument>;
  conversations: Collection<ConversationDocument>;
  contacts: Collection<ContactDocument>;
  identities: Collection<IdentityDocument>;
  merges: Collection<MergeDocument>;
  toldApart: Collection<ToldApartDocument>;
}

/**
 * Connects and makes sure that it is a replica set or a sharded cluster, for without one there are no transactions.
 * The database is the one that the address names, else `alexia`.
 * Rejects with an AppError that says what is wrong with the address, the login or the server.
 */
export async function connectMongo(
  url: string,
  security?: ConnectionSecurity,
): Promise<MongoConnection> {
  const client = createMongoClient(url, security);
  try {
    await client.connect();
    const db = databaseOf(client, url);
    const hello = await db.command({ hello: 1 });
    if (!hello.setName && hello.msg !== 'isdbgrid') {
      throw new AppError('database_not_replica_set', 'MongoDB is neither replica set nor cluster');
    }
    // Anybody may say hello: only this tells whether the login is good for the database.
    await db.listCollections({}, { nameOnly: true, authorizedCollections: true }).toArray();
    return {
      client,
      db,
      sessions: db.collection('whatsapp_sessions'),
      conversations: db.collection('conversations'),
      contacts: db.collection('whatsapp_contacts'),
      identities: db.collection('identities'),
      merges: db.collection('contact_merges'),
      toldApart: db.collection('contacts_told_apart'),
    };
  } catch (error) {
    await client.close();
    throw classifyMongoError(error);
  }
}

/** The database that the address names, else `alexia`. Not with `URL`, which knows no address with several hosts. */
export function databaseOf(client: MongoClient, url: string): Db {
  return client.db(/^[a-z+]+:\/\/[^/?]+\/[^?]/i.test(url) ? undefined : DEFAULT_DATABASE);
}

/** Turns what the driver throws into an AppError; anything that is no failure of the connection is `internal`. */
export function classifyMongoError(thrown: unknown): unknown {
  const error = unwrapped(thrown);
  if (
    error instanceof MongoServerError &&
    [AUTHENTICATION_FAILED, UNAUTHORIZED].includes(Number(error.code))
  ) {
    return new AppError('database_refused_login', 'MongoDB refused the login', { cause: error });
  }
  if (error instanceof MongoParseError) {
    return new AppError('database_address_invalid', 'The MongoDB address is invalid', {
      cause: error,
    });
  }
  if (isConnectionError(error)) {
    const problem = tlsProblemOf(error);
    if (problem) {
      return new StoreProblemError(problem, 'The TLS of MongoDB is not as it should be', {
        cause: error,
      });
    }
    return new AppError('database_unreachable', 'MongoDB cannot be reached', { cause: error });
  }
  return thrown;
}

/** A line that breaks under a bulk of writes comes as an error of the bulk, with the error of the line inside. */
function unwrapped(error: unknown): unknown {
  if (!(error instanceof MongoBulkWriteError)) return error;
  const inner: unknown = error.errorResponse;
  return inner instanceof Error ? inner : error;
}

/** Whether the same call may succeed once the server is back. */
function isConnectionError(error: unknown): boolean {
  return (
    error instanceof MongoNetworkError ||
    error instanceof MongoServerSelectionError ||
    (error instanceof MongoServerError && PASSING.has(Number(error.code))) ||
    // The name service does not know, or cannot be asked for, the hosts of a `mongodb+srv` address.
    (error instanceof Error &&
      'syscall' in error &&
      /^query(Srv|Txt)$/.test(String(error.syscall))) ||
    (error instanceof MongoError &&
      (error.hasErrorLabel('RetryableWriteError') ||
        error.hasErrorLabel('TransientTransactionError') ||
        /^Mongo(ClientClosed|NotConnected|Topology|PoolClosed|PoolCleared|WaitQueueTimeout|ExpiredSession)/.test(
          error.name,
        )))
  );
}
