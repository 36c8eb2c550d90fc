import { randomUUID } from 'node:crypto';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { MessagePartitions } from '../../../src-main/store/mongo/message-partitions.ts';
import { migrateMongo } from '../../../src-main/store/mongo/migrate-mongo.ts';
import { connectMongo } from '../../../src-main/store/mongo/mongo-connection.ts';
import type { MongoContext } from '../../../src-main/store/mongo/mongo-context.ts';
import { mongoKeyStore } from '../../../src-main/store/mongo/mongo-key-store.ts';
import { mongoStores } from '../../../src-main/store/mongo/mongo-stores.ts';
import { TransactionSessions } from '../../../src-main/store/mongo/transaction-sessions.ts';
import type { DocumentStores } from '../../../src-main/store/stores.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';

/** The document stores as the app builds them, with the keys in the database too. */
export interface BenchDesk {
  context: MongoContext;
  stores: DocumentStores;
  /** A desktop that has just been started, on the same connection: it remembers no key and no document. */
  another(): BenchDesk;
  close(): Promise<void>;
}

/** Brings the database up to date. */
export async function openBenchDesk(mongodbUrl: string): Promise<BenchDesk> {
  const connection = await connectMongo(mongodbUrl);
  await migrateMongo(connection.db);
  const desk = (): BenchDesk => {
    const deskId = randomUUID();
    const context: MongoContext = {
      ...connection,
      deskId,
      reader: () => null,
      transactions: new TransactionSessions(),
      keys: testKeyRing(mongoKeyStore({ db: connection.db, deskId })),
      cache: memoryCache({ maxBytes: 64 * 1024 * 1024, clock: systemClock }),
      partitions: new MessagePartitions(connection.db, () => false),
    };
    return {
      context,
      stores: mongoStores(context),
      another: desk,
      close: () => connection.client.close(),
    };
  };
  return desk();
}
