import { join } from 'node:path';
import type { Publish } from '../../ingest/store-chat-batches.ts';
import type { DeviceDatabase } from '../../journal/device-database.ts';
import { Drafts } from '../../journal/drafts.ts';
import { Journal } from '../../journal/journal.ts';
import { FileSpool } from '../../outbox/file-spool.ts';
import { DeviceSnapshot } from '../device-snapshot.ts';
import { HealthMonitor } from '../health-monitor.ts';
import { deviceKey } from '../open-device-database.ts';
import type { Closers } from './closers.ts';
import type { WorkplaceInput } from './workplace-input.ts';

/** What lies on this computer. */
export interface Device {
  database: DeviceDatabase;
  /** What is shown while the databases are away. */
  snapshot: DeviceSnapshot;
  /** Files that wait to be sent. */
  files: FileSpool;
  journal: Journal;
  /** What was typed and not sent. */
  drafts: Drafts;
  health: HealthMonitor;
  /** Tells the windows, and keeps what they need while the databases are away. */
  publish: Publish;
}

/** Opens what lies on this computer, and watches whether the databases answer. Rejects with an AppError. */
export async function openDevice(input: WorkplaceInput, closers: Closers): Promise<Device> {
  const { user, stores, clock, log, secrets } = input;
  const database = await input.openDatabase();
  closers.add(() => database.close());
  const snapshot = new DeviceSnapshot({
    database,
    stores,
    clock,
    log: log.child('snapshot'),
  });
  closers.add(() => snapshot.stop());
  await snapshot.rememberUser(user);
  const publish: Publish = (event, payload) => {
    snapshot.observe(event, payload);
    input.publish(event, payload);
  };
  const files = await FileSpool.open(
    join(input.folder, 'outbox-files'),
    await deviceKey(secrets),
    clock,
  );
  closers.add(() => files.close());
  const drafts = await Drafts.open(database, log.child('drafts'));
  closers.add(() => drafts.stop());
  await files.adopt(
    drafts.list().flatMap((draft) => draft.files),
    drafts.hasUnreadable,
  );
  const journal = await Journal.open(database, () => health.refresh());
  const health = new HealthMonitor({
    stores,
    secrets,
    journal,
    publish,
    clock,
    areAway: input.areAway,
  });
  closers.add(() => health.stop());
  return { database, snapshot, files, journal, drafts, health, publish };
}
