import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Erasure,
  ErasureCounts,
  ErasureId,
  erasureParts,
  type ErasurePreview,
} from '../../../../src-preload/contract/erasure.ts';
import { ContactId } from '../../../../src-preload/contract/ids.ts';
import {
  createErasureStore,
  type ErasureStore,
  startErasures,
} from '../../../../src-renderer/features/erasure/erasure-store.ts';
import { isTyped } from '../../../../src-renderer/features/erasure/erasure-words.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { deferred, type TestDependencies, testDependencies } from '../samples.ts';

const contactId = ContactId.parse(objectId(1));
const none = ErasureCounts.parse(Object.fromEntries(erasureParts.map((part) => [part, 0])));
const preview: ErasurePreview = {
  ...{ contactId, name: 'Marta Vidal', hold: null, counts: none, oldest: null, desktops: [] },
  confirmation: 'as it was shown',
};
const erasure: Erasure = {
  ...{ erasureId: ErasureId.parse(uuid(700)), startedAt: 1, endedAt: null, state: 'running' },
  ...{ step: 'keys', reason: 'objection', startedBy: 'Ana', counts: none, verification: null },
  ...{ awaited: [], desktopsDone: 0 },
};

let dependencies: TestDependencies;
let store: ErasureStore;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('erasure.preview', () => succeed(preview))
    .handle('erasure.start', () => succeed(erasure))
    .handle('erasure.list', () => succeed([erasure]));
  store = createErasureStore(dependencies);
});

describe('erasing somebody', () => {
  it('begins with what would go, and what is erased is what was shown', async () => {
    await store.getState().begin(contactId);
    store.getState().askOnce('objection');
    await store.getState().erase();
    expect(dependencies.bridge.inputsOf('erasure.start')).toEqual([
      { contactId, confirmation: 'as it was shown', reason: 'objection' },
    ]);
    expect(store.getState().erasing?.step).toEqual({ kind: 'begun', erasureId: uuid(700) });
    expect(store.getState().erasures).toEqual({ status: 'ready', value: [erasure] });
  });

  it('is done by the last question alone', async () => {
    await store.getState().begin(contactId);
    await store.getState().erase();
    expect(dependencies.bridge.inputsOf('erasure.start')).toEqual([]);
  });

  it('keeps nothing of the person in this window once it has begun', async () => {
    await store.getState().begin(contactId);
    store.getState().askOnce('objection');
    await store.getState().erase();
    expect(JSON.stringify(store.getState())).not.toContain('Marta');
  });

  it('says why it was refused, and going back looks at it anew', async () => {
    dependencies.bridge.handle('erasure.start', () => fail('erasure_outdated'));
    await store.getState().begin(contactId);
    store.getState().askOnce('unlawful');
    await store.getState().erase();
    expect(store.getState()).toMatchObject({
      failure: { code: 'erasure_outdated' },
      isBusy: false,
      erasing: { step: { kind: 'confirm' } },
    });
    await store.getState().back();
    expect(store.getState()).toMatchObject({
      failure: null,
      erasing: { step: { kind: 'preview' } },
    });
    expect(dependencies.bridge.inputsOf('erasure.preview')).toHaveLength(2);
  });

  it('stays left when the answer comes after that', async () => {
    const late = deferred<ReturnType<typeof succeed<ErasurePreview>>>();
    dependencies.bridge.handle('erasure.preview', () => late.promise);
    const begun = store.getState().begin(contactId);
    store.getState().leave();
    late.resolve(succeed(preview));
    await begun;
    expect(store.getState().erasing).toBeNull();
  });
});

describe('the list of erasures', () => {
  it('follows every desktop’s, once somebody has looked at it', async () => {
    const stop = startErasures(store, dependencies);
    dependencies.bridge.emit('erasure.changed', {});
    expect(dependencies.bridge.inputsOf('erasure.list')).toEqual([]);
    await store.getState().load();
    dependencies.bridge.handle('erasure.list', () => succeed([]));
    dependencies.bridge.emit('erasure.changed', {});
    await expect.poll(() => store.getState().erasures).toEqual({ status: 'ready', value: [] });
    stop();
  });

  it('has certificates, of which a failure is reported', async () => {
    dependencies.bridge.handle('erasure.certificate', () => fail('file_not_written'));
    await store.getState().saveCertificate(erasure.erasureId, 'pdf');
    expect(dependencies.bridge.inputsOf('erasure.certificate')).toEqual([
      { erasureId: erasure.erasureId, format: 'pdf' },
    ]);
    expect(dependencies.reported).toMatchObject([{ code: 'file_not_written' }]);
  });
});

describe('the name that is typed to confirm', () => {
  it('counts in any case and with any blanks, and not in part', () => {
    expect(isTyped('  marta   vidal ', 'Marta Vidal')).toBe(true);
    expect(isTyped('Marta', 'Marta Vidal')).toBe(false);
    expect(isTyped('', 'Marta Vidal')).toBe(false);
  });
});
