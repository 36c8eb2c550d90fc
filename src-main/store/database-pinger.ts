import { setTimeout as sleep } from 'node:timers/promises';
import { connectionLimits } from './connection-options.ts';
import type { MongoConnection } from './mongo/mongo-connection.ts';
import type { PostgresConnection } from './postgres/postgres-connection.ts';

/** Pings that fail in a row before MongoDB's driver is made to begin anew. */
const FAILED_PINGS = 2;

/**
 * Asks both databases whether they are there. The driver of MongoDB finds its server again by itself, except when a
 * connection is accepted and broken at once (as a proxy without its server does it): then its monitor waits for ever.
 * Closing the client ends that; a closed client connects only when it is told to, which every ping does from then on
 * until it has.
 */
export function databasePinger(
  mongo: Pick<MongoConnection, 'client' | 'db'>,
  postgres: Pick<PostgresConnection, 'pool'>,
): () => Promise<{ mongo: boolean; postgres: boolean }> {
  let failures = 0;
  let wasClosed = false;
  const pingMongo = async (): Promise<boolean> => {
    if (wasClosed) wasClosed = !(await answers(mongo.client.connect()));
    const isUp =
      !wasClosed &&
      (await answers(mongo.db.command({ ping: 1 }, { timeoutMS: connectionLimits.ping })));
    failures = isUp || wasClosed ? 0 : failures + 1;
    if (failures >= FAILED_PINGS) {
      failures = 0;
      wasClosed = true;
      await answers(mongo.client.close());
    }
    return isUp;
  };
  return async () => {
    const [isMongoUp, isPostgresUp] = await Promise.all([
      pingMongo(),
      answers(postgres.pool.query('SELECT 1')),
    ]);
    return { mongo: isMongoUp, postgres: isPostgresUp };
  };
}

/** Never rejects. A server that hangs is down, whatever may become of the question. */
function answers(question: Promise<unknown>): Promise<boolean> {
  return Promise.race([
    question.then(
      () => true,
      () => false,
    ),
    sleep(connectionLimits.ping, false, { ref: false }),
  ]);
}
