import { type Db, type Document, MongoServerError } from 'mongodb';
import { z } from 'zod';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { connectionLimits, mongoTarget } from '../connection-options.ts';
import { StoreProblemError } from '../store-problem-error.ts';
import type { ConnectionProbe } from '../test-connection.ts';
import { createMongoClient } from './mongo-client.ts';
import { classifyMongoError, databaseOf } from './mongo-connection.ts';

/** What the app does in its database; `changeStream` is not among it, for without it the app polls. */
export const NEEDED_ACTIONS = [
  'find',
  'insert',
  'update',
  'remove',
  'createCollection',
  'createIndex',
  'collMod',
  'listCollections',
] as const;
const UNAUTHORIZED = 13;

const ConnectionStatus = z.object({
  authInfo: z.object({
    authenticatedUsers: z.array(z.unknown()),
    authenticatedUserPrivileges: z
      .array(
        z.object({
          resource: z.object({
            db: z.string().optional(),
            collection: z.string().optional(),
            anyResource: z.boolean().optional(),
          }),
          actions: z.array(z.string()),
        }),
      )
      .optional(),
  }),
});

/** How an address of MongoDB is tested. */
export function mongoProbe(url: string, security?: ConnectionSecurity): ConnectionProbe {
  return {
    target: () => mongoTarget(url, security),
    // TLS begins at once.
    beforeTls: () => Promise.resolve(),
    logIn: async () => {
      const client = createMongoClient(url, security);
      const db = databaseOf(client, url);
      const ask = async <T>(question: () => Promise<T>): Promise<T> => {
        try {
          return await question();
        } catch (error) {
          throw toProblem(error);
        }
      };
      try {
        await ask(async () => {
          await client.connect();
          // Anybody may connect without a login: only this tells whether one is asked for.
          await db
            .listCollections({}, { nameOnly: true, authorizedCollections: true })
            .toArray()
            .catch(refusedLogin);
        });
      } catch (error) {
        await client.close();
        throw error;
      }
      return {
        checkRights: () => ask(() => checkRights(db)),
        server: () => ask(() => serverOf(db)),
        ping: async () => {
          await ask(() => db.command({ ping: 1 }, { timeoutMS: connectionLimits.ping }));
        },
        close: () => client.close(),
      };
    },
  };
}

function refusedLogin(error: unknown): never {
  if (error instanceof MongoServerError && error.code === UNAUTHORIZED) {
    throw new StoreProblemError('login', 'MongoDB asks for another login', { cause: error });
  }
  throw error;
}

/** Reads what the login may do, without doing any of it. */
async function checkRights(db: Db): Promise<void> {
  const status = ConnectionStatus.safeParse(
    await db.command({ connectionStatus: 1, showPrivileges: true }),
  );
  const privileges = status.data?.authInfo.authenticatedUserPrivileges;
  // A server without logins, or one that does not tell: the first write will.
  if (privileges === undefined || status.data?.authInfo.authenticatedUsers.length === 0) return;
  const allowed = new Set(
    privileges
      .filter(
        ({ resource }) =>
          resource.anyResource === true ||
          ((resource.db === '' || resource.db === db.databaseName) && resource.collection === ''),
      )
      .flatMap(({ actions }) => actions),
  );
  if (!NEEDED_ACTIONS.every((action) => allowed.has(action))) {
    throw new StoreProblemError('rights', 'The login may not do what the app has to');
  }
}

async function serverOf(db: Db): Promise<string> {
  const hello: Document = await db.command({ hello: 1 });
  if (!hello.setName && hello.msg !== 'isdbgrid') {
    throw new StoreProblemError('not_replica_set', 'MongoDB is neither replica set nor cluster');
  }
  const { version } = z
    .object({ version: z.string().max(40) })
    .parse(await db.command({ buildInfo: 1 }));
  return `MongoDB ${version}`;
}

function toProblem(error: unknown): unknown {
  const classified = classifyMongoError(error);
  if (classified instanceof StoreProblemError || !(classified instanceof Error)) return classified;
  const code = 'code' in classified ? classified.code : undefined;
  if (code === 'database_refused_login') {
    return new StoreProblemError('login', 'MongoDB refused the login', { cause: error });
  }
  if (code === 'database_unreachable') {
    return new StoreProblemError('lost', 'MongoDB went away', { cause: error });
  }
  return classified;
}
