import { randomUUID } from 'node:crypto';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { MessagePartitions } from '../../../src-main/store/mongo/message-partitions.ts';
import { connectMongo } from '../../../src-main/store/mongo/mongo-connection.ts';
import { mongoMediaStore } from '../../../src-main/store/mongo/mongo-media-store.ts';
import { TransactionSessions } from '../../../src-main/store/mongo/transaction-sessions.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';

/** A process that stores a file which never ends: made to be killed. Its one argument is MongoDB's address. */
const connection = await connectMongo(process.argv[2] ?? '');
const media = mongoMediaStore({
  ...connection,
  keys: testKeyRing(),
  cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
  deskId: randomUUID(),
  reader: () => null,
  partitions: new MessagePartitions(connection.db, () => false),
  transactions: new TransactionSessions(),
});

async function* endless(): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    if (part === 8) console.log('storing');
    if (part >= 8) await new Promise((resolve) => setTimeout(resolve, 50));
    yield Buffer.alloc(512 * 1024, part);
  }
}

await media.put(ConversationId.parse(randomUUID()), endless());
