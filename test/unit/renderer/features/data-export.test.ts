import { beforeEach, describe, expect, it } from 'vitest';
import type { ExportProgress, ExportResult } from '../../../../src-preload/contract/data-export.ts';
import { ContactId } from '../../../../src-preload/contract/ids.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import {
  createDataExportStore,
  type DataExportStore,
  startDataExport,
} from '../../../../src-renderer/features/data-export/data-export-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { deferred, type TestDependencies, testDependencies } from '../samples.ts';

const person = {
  kind: 'person',
  contactId: ContactId.parse(objectId(1)),
  name: 'Marta Vidal',
} as const;
const result: ExportResult = {
  ...{ exportId: uuid(1), fileName: 'marta.zip', bytes: 12, counts: {}, missingFiles: 0 },
};
const progress: ExportProgress = {
  ...{ exportId: uuid(1), job: 'person', phase: 'records', done: 3, total: 10 },
};

let dependencies: TestDependencies;
let store: DataExportStore;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
    .handle('export.running', () => succeed(null))
    .handle('export.person', () => succeed(result))
    .handle('export.cancel', () => succeed(null));
  store = createDataExportStore(dependencies);
});

describe('an export', () => {
  it('goes with its password and media, and ends with what was written', async () => {
    store.getState().begin(person);
    await store.getState().takeOut({ media: false, password: 'ten letters' });
    expect(dependencies.bridge.inputsOf('export.person')).toEqual([
      { contactId: person.contactId, media: false, password: 'ten letters' },
    ]);
    expect(store.getState()).toMatchObject({
      isRunning: false,
      outcome: { kind: 'exported', result },
    });
    expect(JSON.stringify(store.getState())).not.toContain('ten letters');
  });

  it('of which somebody thinks better is cancelled, and says so', async () => {
    dependencies.bridge.handle('export.person', () => succeed(null));
    store.getState().begin(person);
    await store.getState().takeOut({ media: true });
    expect(store.getState().outcome).toEqual({ kind: 'cancelled' });
  });

  it('that is put away comes back with its end', async () => {
    const late = deferred<Result<ExportResult | null>>();
    dependencies.bridge.handle('export.person', () => late.promise);
    const stop = startDataExport(store, dependencies);
    store.getState().begin(person);
    const running = store.getState().takeOut({ media: true });
    dependencies.bridge.emit('export.progress', progress);
    expect(store.getState().progress).toEqual(progress);
    store.getState().leave();
    expect(store.getState()).toMatchObject({ isAway: true, isRunning: true, job: person });
    await store.getState().cancel();
    expect(dependencies.bridge.inputsOf('export.cancel')).toEqual([{ exportId: uuid(1) }]);
    late.resolve(succeed(null));
    await running;
    expect(store.getState()).toMatchObject({ isAway: false, progress: null, job: person });
    stop();
  });

  it('that failed says why, and can be tried again', async () => {
    dependencies.bridge.handle('export.person', () => fail('export_running'));
    store.getState().begin(person);
    await store.getState().takeOut({ media: true });
    expect(store.getState()).toMatchObject({
      failure: { code: 'export_running' },
      outcome: null,
      isRunning: false,
    });
  });

  it('that another window runs is known', async () => {
    dependencies.bridge.handle('export.running', () => succeed(progress));
    await store.getState().load();
    expect(store.getState().progress).toEqual(progress);
    store.getState().receiveProgress({ ...progress, phase: 'ended' });
    expect(store.getState().progress).toBeNull();
  });
});

describe('an import', () => {
  const archive = { exportId: uuid(2), fileName: 'shop.zip', isEncrypted: true };

  it('is of the file that was chosen, with its password', async () => {
    const report = {
      ...{ exportId: uuid(2), imported: { contact: 3 }, alreadyThere: {}, left: {} },
      ...{ refused: 0, refusals: [] },
    };
    dependencies.bridge
      .handle('export.chooseArchive', () => succeed(archive))
      .handle('export.import', () => succeed(report));
    await store.getState().chooseArchive();
    expect(store.getState().job).toEqual({ kind: 'import', archive });
    await store.getState().takeIn('its password');
    expect(dependencies.bridge.inputsOf('export.import')).toEqual([
      { exportId: uuid(2), password: 'its password' },
    ]);
    expect(store.getState().outcome).toEqual({ kind: 'imported', report });
  });

  it('is asked about by nobody when no file was chosen, and says when none could be', async () => {
    dependencies.bridge.handle('export.chooseArchive', () => succeed(null));
    await store.getState().chooseArchive();
    expect(store.getState().job).toBeNull();
    dependencies.bridge.handle('export.chooseArchive', () => fail('archive_invalid'));
    await store.getState().chooseArchive();
    expect(dependencies.reported).toMatchObject([{ code: 'archive_invalid' }]);
  });
});
