import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import {
  type LocalEngines,
  startLocalEngines,
} from '../../../src-main/store/embedded/local-engines.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { type DialogueStream, dialogueStream } from '../../support/faults/dialogue-stream.ts';
import {
  type Engine,
  pause,
  runningServer,
  successorOf,
} from '../../support/faults/engine-processes.ts';
import { openDesk, type OpenDesk } from '../../support/faults/open-desk.ts';
import { whatStands } from '../../support/faults/what-stands.ts';
import { pipeline, workedOff } from '../../support/faults/work-off.ts';

const DIALOGUES = 40;
/** Entries that come at once, and how long it takes until the next come, in milliseconds. */
const SLICE = 8;
const SLICE_MS = 20;
/** Between two questions whether the databases are there, in milliseconds. */
const PING_MS = 500;
/** Longer than MongoDB's driver takes to find that a server hangs: it gives the work to another connection. */
const MONGO_PAUSE_MS = 10_000;
/** Longer than a new connection may take. */
const POSTGRES_PAUSE_MS = 5_000;

// Patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000 });

let folder: Awaited<ReturnType<typeof dataFolder>>;
let engines: LocalEngines;
let desk: OpenDesk;
let userId: UserId;
let accounts = 0;

beforeAll(async () => {
  folder = await dataFolder();
  engines = await startLocalEngines({
    folder: folder.path,
    cacheFolder: folder.path,
    secrets: memorySecretStore(),
    onStep: () => {},
    log: recordedLog(),
  });
  // The app's connections live through all of the faults, as in the app.
  desk = await openDesk(engines);
  ({ userId } = await desk.stores.users.signIn({ name: 'Ana', email: 'ana@example.com' }));
});

afterAll(async () => {
  await desk.stores.close();
  await engines.stop();
  await folder.remove();
});

/** Does its harm, says so at once, and resolves when it is over. */
type Fault = (journal: Journal, hasBegun: () => void) => Promise<void>;

/**
 * Lets a stream go from the journal into both databases while it comes in. In the middle of it, when some is stored
 * and some is not, the fault happens; the last quarter of the stream comes when it has begun, and does not wait for its
 * end. Resolves when all is stored.
 */
async function playThrough(stream: DialogueStream, fault: Fault): Promise<void> {
  const device = await dataFolder();
  const database = await DeviceDatabase.open(join(device.path, 'device'), Buffer.alloc(32, 1));
  let onStored = (): void => {};
  const journal = await Journal.open(database, () => onStored());
  const ingest = pipeline(journal, desk.stores);
  const half = Math.floor(stream.entries.length / 2);
  let appended = 0;
  const inTheMiddle = new Promise<void>((resolve) => {
    onStored = () => {
      if (appended >= half && journal.waiting < appended) resolve();
    };
  });
  ingest.start();
  const stopMonitoring = monitor(desk.stores);
  let hasBegun = (): void => {};
  const begun = new Promise<void>((resolve) => (hasBegun = resolve));
  const faulty = inTheMiddle.then(() => fault(journal, hasBegun));
  // Should it go wrong before it has begun, this is where it is heard.
  const begunOrFailed = Promise.race([begun, faulty]);
  for (; appended < stream.entries.length; appended += SLICE) {
    await Promise.all(
      stream.entries.slice(appended, appended + SLICE).map((entry) => journal.append(entry)),
    );
    ingest.wake();
    await sleep(SLICE_MS);
    if (appended >= half * 1.5) await begunOrFailed;
  }
  await faulty;
  await workedOff(journal);
  await ingest.stop();
  await stopMonitoring();
  await desk.stores.sessions.refreshStatistics(stream.sessionId);
  await database.close();
  await device.remove();
}

/**
 * Asks the databases whether they are there, as the app's health monitor does: it is what helps a driver on that
 * waits for ever for a server that broke its connections.
 */
function monitor(stores: Stores): () => Promise<void> {
  const stop = new AbortController();
  const running = (async () => {
    while (!stop.signal.aborted) {
      await stores.ping();
      await sleep(PING_MS);
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}

const killServer =
  (engine: Engine): Fault =>
  async (_journal, hasBegun) => {
    const server = await runningServer(folder.path, engine);
    process.kill(server, 'SIGKILL');
    hasBegun();
    await successorOf(folder.path, engine, server);
  };

/** In good order, as an administrator does it: who is connected is sent away. */
const restartServer =
  (engine: Engine, signal: NodeJS.Signals): Fault =>
  async (_journal, hasBegun) => {
    const server = await runningServer(folder.path, engine);
    process.kill(server, signal);
    hasBegun();
    await successorOf(folder.path, engine, server);
  };

const pauseServer =
  (engine: Engine, milliseconds: number): Fault =>
  async (journal, hasBegun) => {
    const server = await runningServer(folder.path, engine);
    await pause(server, milliseconds, {
      onStopped: hasBegun,
      meanwhile: async () => {
        // Without it nothing gets through, and nothing is given up.
        expect(journal.waiting).toBeGreaterThan(0);
        expect(journal.setAsideCount).toBe(0);
      },
    });
    expect(await runningServer(folder.path, engine)).toBe(server);
  };

// The processes are found by way of /proc.
describe.runIf(process.platform === 'linux')('a stream of messages loses nothing', () => {
  it.each<{ trouble: string; fault: Fault }>([
    { trouble: 'MongoDB is killed', fault: killServer('mongo') },
    { trouble: 'MongoDB hangs for ten seconds', fault: pauseServer('mongo', MONGO_PAUSE_MS) },
    { trouble: 'MongoDB is restarted', fault: restartServer('mongo', 'SIGTERM') },
    { trouble: 'PostgreSQL is killed', fault: killServer('postgres') },
    {
      trouble: 'PostgreSQL hangs for five seconds',
      fault: pauseServer('postgres', POSTGRES_PAUSE_MS),
    },
    { trouble: 'PostgreSQL is restarted', fault: restartServer('postgres', 'SIGINT') },
  ])('doubles nothing and counts right when $trouble', async ({ fault }) => {
    const stream = await dialogueStream({ userId, account: ++accounts, dialogues: DIALOGUES });
    await playThrough(stream, fault);
    expect(await whatStands(engines, stream.sessionId)).toEqual(stream.book);
  });
});
