import {
  type Collection,
  type Db,
  MongoClient,
  MongoError,
  MongoNetworkError,
  MongoParseError,
  MongoServerError,
  MongoServerSelectionError,
} from 'mongodb';
import { AppError } from '../../common/app-error.ts';
import type {
  ContactDocument,
  ConversationDocument,
  MessageDocument,
  SessionDocument,
} from './documents.ts';

/** How long a call looks for the server before it says that the database cannot be reached, in milliseconds. */
const SERVER_SELECTION_MS = 4_000;
const DEFAULT_DATABASE = 'alexia';

const AUTHENTICATION_FAILED = 18;
const UNAUTHORIZED = 13;
/** What a server says that is being replaced, shut down or short of something: the call may succeed later. */
const PASSING: ReadonlySet<number> = new Set([
  6, 7, 24, 50, 64, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436, 14031,
]);

/** An open connection to MongoDB and the collections of the schema. */
export interface MongoConnection {
  client: MongoClient;
  db: Db;
  sessions: Collection<SessionDocument>;
  conversations: Collection<ConversationDocument>;
  messages: Collection<MessageDocument>;
  contacts: Collection<ContactDocument>;
}

/**
 * Connects and makes sure that it is a replica set or a sharded cluster, for without one there are no transactions.
 * The database is the one that the address names, else `alexia`.
 * Rejects with an AppError that says what is wrong with the address, the login or the server.
 */
export async function connectMongo(url: string): Promise<MongoConnection> {
  const client = parseAddress(url);
  try {
    await client.connect();
    const db = client.db(namesDatabase(url) ? undefined : DEFAULT_DATABASE);
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
      messages: db.collection('messages'),
      contacts: db.collection('whatsapp_contacts'),
    };
  } catch (error) {
    await client.close();
    throw classifyMongoError(error);
  }
}

/** Not with `URL`, which knows no address with several hosts. */
function namesDatabase(url: string): boolean {
  return /^[a-z+]+:\/\/[^/?]+\/[^?]/i.test(url);
}

function parseAddress(url: string): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'Alexia Desk',
      serverSelectionTimeoutMS: SERVER_SELECTION_MS,
      connectTimeoutMS: SERVER_SELECTION_MS,
      // Message and session writes must survive the loss of a node.
      writeConcern: { w: 'majority' },
    });
  } catch (error) {
    throw new AppError('database_address_invalid', 'The MongoDB address cannot be parsed', {
      cause: error,
    });
  }
}

/** Turns what the driver throws into an AppError; anything that is no failure of the connection is `internal`. */
export function classifyMongoError(error: unknown): unknown {
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
    return new AppError('database_unreachable', 'MongoDB cannot be reached', { cause: error });
  }
  return error;
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
        /^Mongo(NotConnected|Topology|PoolClosed|PoolCleared|WaitQueueTimeout|ExpiredSession)/.test(
          error.name,
        )))
  );
}
