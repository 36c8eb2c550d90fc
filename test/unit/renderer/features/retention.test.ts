import { beforeEach, describe, expect, it } from 'vitest';
import { ContactId } from '../../../../src-preload/contract/ids.ts';
import type { LegalHold, RetentionPreview } from '../../../../src-preload/contract/retention.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createRetentionStore,
  type RetentionStore,
  startRetention,
} from '../../../../src-renderer/features/retention/retention-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { deferred, type TestDependencies, testDependencies } from '../samples.ts';

const contactId = ContactId.parse(objectId(1));
const other = ContactId.parse(objectId(2));
const hold: LegalHold = { contactId, reason: 'File 7', placedBy: 'Ana', placedAt: 1 };
const goes: RetentionPreview = { kind: 'messages', now: 12, soon: 3, oldest: 1 };
const messages = { businessId: null, kind: 'messages' } as const;

let dependencies: TestDependencies;
let store: RetentionStore;
const inputsOf = (command: Parameters<TestDependencies['bridge']['inputsOf']>[0]) =>
  dependencies.bridge.inputsOf(command);

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('retention.policies', () => succeed([]))
    .handle('retention.runs', () => succeed([]))
    .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
    .handle('retention.preview', () => succeed([goes]))
    .handle('retention.setPolicy', () => succeed([]))
    .handle('hold.list', () => succeed([{ ...hold, name: 'Eva' }]))
    .handle('hold.ofContact', () => succeed(null))
    .handle('hold.place', () => succeed(hold))
    .handle('hold.lift', () => succeed(null));
  store = createRetentionStore(dependencies);
});

describe('a policy that is changed', () => {
  it('is counted as it is typed, and kept as it was counted', async () => {
    const { begin, changeDraft, countDraft, keepDraft } = store.getState();
    begin({ ...messages, days: null });
    changeDraft({ ...messages, days: 30 });
    await countDraft();
    expect(inputsOf('retention.preview')).toEqual([{ change: { ...messages, days: 30 } }]);
    expect(store.getState().draft?.preview).toEqual({ status: 'ready', value: goes });
    await keepDraft();
    expect(inputsOf('retention.setPolicy')).toEqual([{ ...messages, days: 30 }]);
    expect(store.getState().draft).toBeNull();
  });

  it('shows no numbers of what was typed before', async () => {
    const late = deferred<ReturnType<typeof succeed<RetentionPreview[]>>>();
    dependencies.bridge.handle('retention.preview', () => late.promise);
    const { begin, changeDraft, countDraft } = store.getState();
    begin({ ...messages, days: 30 });
    const counted = countDraft();
    changeDraft({ ...messages, days: 3 });
    late.resolve(succeed([goes]));
    await counted;
    expect(store.getState().draft?.preview).toEqual({ status: 'idle' });
  });

  it('says why it could not be counted or kept, and stays open', async () => {
    dependencies.bridge
      .handle('retention.preview', () => fail('database_unreachable'))
      .handle('retention.setPolicy', () => fail('database_unreachable'));
    store.getState().begin({ ...messages, days: 30 });
    await store.getState().countDraft();
    expect(store.getState().draft?.preview).toMatchObject({
      status: 'failed',
      failure: { code: 'database_unreachable' },
    });
    await store.getState().keepDraft();
    expect(store.getState()).toMatchObject({
      draft: { change: { days: 30 } },
      failure: { code: 'database_unreachable' },
      isBusy: false,
    });
  });

  it('that keeps everything is counted as nothing', async () => {
    dependencies.bridge.handle('retention.preview', () => succeed([]));
    store.getState().begin({ ...messages, days: null });
    await store.getState().countDraft();
    expect(store.getState().draft?.preview).toEqual({ status: 'ready', value: null });
  });
});

describe('news', () => {
  it('is read of what somebody looks at, and of nothing else', async () => {
    const stop = startRetention(store, dependencies);
    dependencies.bridge.emit('retention.changed', {});
    await Promise.resolve();
    expect(dependencies.bridge.calls).toEqual([]);

    const leave = store.getState().watchKept();
    await store.getState().watchHold(contactId);
    dependencies.bridge.handle('hold.ofContact', () => succeed(hold));
    dependencies.bridge.emit('retention.changed', {});
    await expect.poll(() => shownValue(store.getState().hold)).toEqual(hold);
    expect(inputsOf('retention.policies')).toHaveLength(2);

    leave();
    await store.getState().refresh();
    expect(inputsOf('retention.policies')).toHaveLength(2);
    stop();
  });
});

describe('a hold', () => {
  it('is of whom is in view, whatever comes late', async () => {
    const late = deferred<ReturnType<typeof succeed<LegalHold | null>>>();
    dependencies.bridge.handle('hold.ofContact', () => late.promise);
    const first = store.getState().watchHold(contactId);
    dependencies.bridge.handle('hold.ofContact', () => succeed(null));
    await store.getState().watchHold(other);
    late.resolve(succeed(hold));
    await first;
    expect(shownValue(store.getState().hold)).toBeNull();
  });

  it('is placed with its reason and lifted, and what shows it is read again', async () => {
    await store.getState().watchHold(contactId);
    await store.getState().loadHolds();
    expect(await store.getState().placeHold(contactId, 'File 7')).toBe(true);
    expect(inputsOf('hold.place')).toEqual([{ contactId, reason: 'File 7' }]);
    expect(shownValue(store.getState().hold)).toEqual(hold);

    dependencies.bridge.handle('hold.list', () => succeed([]));
    expect(await store.getState().liftHold(contactId)).toBe(true);
    expect(shownValue(store.getState().hold)).toBeNull();
    expect(shownValue(store.getState().holds)).toEqual([]);
  });

  it('that could not be placed or lifted says why', async () => {
    dependencies.bridge
      .handle('hold.place', () => fail('not_found'))
      .handle('hold.lift', () => fail('database_unreachable'));
    await store.getState().watchHold(contactId);
    expect(await store.getState().placeHold(contactId, 'File 7')).toBe(false);
    expect(store.getState().failure).toMatchObject({ code: 'not_found' });
    expect(await store.getState().liftHold(contactId)).toBe(false);
    expect(store.getState().failure).toMatchObject({ code: 'database_unreachable' });
    expect(shownValue(store.getState().hold)).toBeNull();
  });
});
