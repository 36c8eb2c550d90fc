import { z } from 'zod';
import { KeyRotation } from '../../../src-main/crypto/key-rotation.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { recordedLog } from '../databases/recorded-log.ts';
import { PASSPHRASE } from '../databases/test-workspace.ts';
import { openDesk } from './open-desk.ts';
import { pipeline, workedOff } from './work-off.ts';

/**
 * The part of the app that works on the databases, with one thing to do: made to be killed. Its one argument is
 * `AppWork` as JSON. Says `begins` when it does, and ends by itself when it is done.
 */
const AppWork = z.object({
  mongodbUrl: z.string(),
  postgresUrl: z.string(),
  work: z.discriminatedUnion('kind', [
    /** Opens the stores, which brings both databases up to date. */
    z.object({ kind: z.literal('migrate') }),
    z.object({ kind: z.literal('rotate') }),
    /** What the app does at its start with a rotation that was begun. */
    z.object({ kind: z.literal('resumeRotation') }),
    /** Milliseconds. */
    z.object({ kind: z.literal('archive'), idleSince: z.number() }),
    /** From the journal in this folder. */
    z.object({ kind: z.literal('ingest'), device: z.string() }),
  ]),
});
export type AppWork = z.infer<typeof AppWork>;

const { work, ...addresses } = AppWork.parse(JSON.parse(process.argv[2] ?? ''));
if (work.kind === 'migrate') console.log('begins');
const { stores, workspace } = await openDesk(addresses);
if (work.kind !== 'migrate') console.log('begins');
switch (work.kind) {
  case 'migrate':
    break;
  case 'rotate':
  case 'resumeRotation': {
    const rotation = new KeyRotation({ workspace, onProgress: () => {}, log: recordedLog() });
    if (work.kind === 'rotate') await rotation.rotate(PASSPHRASE);
    else rotation.resume();
    await rotation.finished();
    break;
  }
  case 'archive':
    await stores.archive.archiveIdle(work.idleSince);
    break;
  case 'ingest': {
    const database = await DeviceDatabase.open(work.device, Buffer.alloc(32, 1));
    const journal = await Journal.open(database, () => {});
    const ingest = pipeline(journal, stores);
    ingest.start();
    await workedOff(journal);
    await ingest.stop();
    await database.close();
    break;
  }
}
await stores.close();
