import type { AccessRecorder } from '../../access-log/access-recorder.ts';
import { AccessWriter } from '../../access-log/access-writer.ts';
import { AccessJournal } from '../../journal/access-journal.ts';
import type { PartInput } from './workplace-parts.ts';

/** Who does what: from the bridge's recorder onto this device, and into the database. */
export async function wireAccessLog({
  user,
  stores,
  device: { database, health },
  clock,
  log,
  closers,
  deskId,
  accessRecorder,
}: PartInput & { deskId: string; accessRecorder: AccessRecorder }): Promise<AccessWriter> {
  const writer = new AccessWriter({
    journal: await AccessJournal.open(database),
    store: stores.accessLog,
    deskId,
    onWritable: (isWritable) => health.noteAccessLog(isWritable),
    clock,
    random: Math.random,
    log: log.child('access'),
  });
  closers.add(async () => {
    accessRecorder.noteWork('signedOut', user.userId);
    accessRecorder.connect(null);
    await writer.stop();
  });
  accessRecorder.connect((entries) => writer.take(entries));
  accessRecorder.noteWork('signedIn', user.userId);
  writer.start();
  return writer;
}
