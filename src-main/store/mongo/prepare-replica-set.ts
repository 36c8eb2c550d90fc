import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient, MongoServerError } from 'mongodb';
import { z } from 'zod';
import { AppError } from '../../common/app-error.ts';

const ALREADY_INITIALIZED = 23;
const INVALID_REPLICA_SET_CONFIG = 93;
const NOT_YET_INITIALIZED = 94;
const PRIMARY_MS = 30_000;

const ReplicaSetConfig = z.looseObject({
  config: z.looseObject({
    version: z.number(),
    members: z.array(z.looseObject({})).length(1),
  }),
});

interface Login {
  port: number;
  user: string;
  password: string;
}

/**
 * Makes a freshly started `mongod --replSet --auth` on the loopback interface usable: initiates the set, waits for
 * the primary and makes the user, each where not done before. When the port changed since the last run, the set's
 * one member moves to the new one. Rejects with `local_database_failed`.
 */
export async function prepareReplicaSet(input: Login & { name: string }): Promise<void> {
  try {
    if (await refusesLogin(input)) await initiate(input);
    await withClient(clientFor(input), async (client) => {
      const admin = client.db('admin');
      const code = await admin.command({ replSetGetStatus: 1 }).then(
        () => 0,
        (error: unknown) => codeOf(error),
      );
      if (code === INVALID_REPLICA_SET_CONFIG) await moveMember(client, input);
      await untilPrimary(client);
    });
  } catch (error) {
    throw new AppError('local_database_failed', 'MongoDB could not be prepared', { cause: error });
  }
}

/** Whether the server, if there is one, does not know this user or password. */
export async function refusesLogin(login: Login): Promise<boolean> {
  const client = clientFor(login);
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return false;
  } catch {
    // Whatever the reason, with this login nothing can be done there.
    return true;
  } finally {
    await client.close();
  }
}

/** Before a user exists, MongoDB lets the local machine in: time to make the set and the user. */
async function initiate(input: Login & { name: string }): Promise<void> {
  const { port, name, user, password } = input;
  await withClient(
    new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`),
    async (client) => {
      const admin = client.db('admin');
      await admin
        .command({
          replSetInitiate: { _id: name, members: [{ _id: 0, host: `127.0.0.1:${port}` }] },
        })
        .catch((error: unknown) => {
          if (![ALREADY_INITIALIZED, NOT_YET_INITIALIZED].includes(codeOf(error))) throw error;
        });
      await untilPrimary(client);
      await admin.command({ createUser: user, pwd: password, roles: ['root'] });
    },
  );
}

/** The set knows its member by a port that it no longer has: forced, for a set without a member has no primary. */
async function moveMember(client: MongoClient, { port }: Login): Promise<void> {
  const admin = client.db('admin');
  const { config } = ReplicaSetConfig.parse(await admin.command({ replSetGetConfig: 1 }));
  await admin.command({
    replSetReconfig: {
      ...config,
      version: config.version + 1,
      members: [{ ...config.members[0], host: `127.0.0.1:${port}` }],
    },
    force: true,
  });
}

async function untilPrimary(client: MongoClient): Promise<void> {
  const deadline = Date.now() + PRIMARY_MS;
  for (;;) {
    const hello = await client.db('admin').command({ hello: 1 });
    if (hello.isWritablePrimary === true) return;
    if (Date.now() > deadline) throw new Error('The replica set has no primary');
    await sleep(100);
  }
}

function clientFor({ port, user, password }: Login): MongoClient {
  return new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true&authSource=admin`, {
    auth: { username: user, password },
    serverSelectionTimeoutMS: 5_000,
  });
}

async function withClient<T>(
  client: MongoClient,
  use: (client: MongoClient) => Promise<T>,
): Promise<T> {
  try {
    await client.connect();
    return await use(client);
  } finally {
    await client.close();
  }
}

function codeOf(error: unknown): number {
  return error instanceof MongoServerError ? Number(error.code) : -1;
}
