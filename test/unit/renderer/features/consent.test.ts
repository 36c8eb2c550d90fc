import { beforeEach, describe, expect, it } from 'vitest';
import {
  type ConsentRecord,
  type Consents,
  currentConsent,
} from '../../../../src-preload/contract/consent.ts';
import { ContactId, ConversationId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  type ConsentStore,
  createConsentStore,
  startConsent,
} from '../../../../src-renderer/features/consent/consent-store.ts';
import { momentOf } from '../../../../src-renderer/features/consent/moment-of.ts';
import { saidIn } from '../../../../src-renderer/features/consent/said-messages.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { deferred, message, type TestDependencies, testDependencies } from '../samples.ts';

const conversationId = ConversationId.parse(uuid(1));
const contactId = ContactId.parse(objectId(1));
const record = (change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  ...{ purpose: 'marketing', state: 'given', method: 'form', at: 1, recordedAt: 1 },
  ...{ recordedBy: 'Ana', message: null },
  ...change,
});
const consents = (...records: ConsentRecord[]): Consents => ({ contactId, records });

let dependencies: TestDependencies;
let store: ConsentStore;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('consent.ofConversation', () => succeed(consents(record())))
    .handle('consent.list', () => succeed(consents()));
  store = createConsentStore(dependencies);
});

const shown = (): Consents | undefined => shownValue(store.getState().consents);

describe('the consents of a person', () => {
  it('are of whom is in view, whatever comes late', async () => {
    const late = deferred<ReturnType<typeof succeed<Consents>>>();
    dependencies.bridge.handle('consent.ofConversation', () => late.promise);
    const first = store.getState().watch({ conversationId });
    await store.getState().watch({ contactId });
    late.resolve(succeed(consents(record())));
    await first;
    expect(shown()?.records).toEqual([]);
  });

  it('are read again when somebody notes something, and not before anybody is in view', async () => {
    const stop = startConsent(store, dependencies);
    dependencies.bridge.emit('consent.changed', {});
    expect(dependencies.bridge.inputsOf('consent.ofConversation')).toEqual([]);
    await store.getState().watch({ conversationId });
    dependencies.bridge.emit('consent.changed', {});
    stop();
    expect(dependencies.bridge.inputsOf('consent.ofConversation')).toHaveLength(2);
  });

  it('are noted for the contact, and stand as main answers', async () => {
    await store.getState().watch({ conversationId });
    const withdrawn = record({ state: 'withdrawn', method: 'message', at: 2 });
    dependencies.bridge.handle('consent.record', () => succeed(consents(withdrawn, record())));
    const entry = { purpose: 'marketing', state: 'withdrawn', method: 'message' } as const;
    expect(await store.getState().record(entry)).toBe(true);
    expect(dependencies.bridge.inputsOf('consent.record')).toEqual([{ ...entry, contactId }]);
    expect(shown()?.records).toEqual([withdrawn, record()]);
  });

  it('stay as they were when nothing could be noted, and nobody has none noted', async () => {
    await store.getState().watch({ conversationId });
    dependencies.bridge.handle('consent.record', () => fail('database_unreachable'));
    const entry = { purpose: 'service', state: 'given', method: 'form' } as const;
    expect(await store.getState().record(entry)).toBe(false);
    expect(shown()?.records).toEqual([record()]);
    expect(dependencies.reported).toHaveLength(1);
    dependencies.bridge.handle('consent.ofConversation', () =>
      succeed({ contactId: null, records: [] }),
    );
    await store.getState().watch({ conversationId });
    expect(await store.getState().record(entry)).toBe(false);
    expect(dependencies.bridge.inputsOf('consent.record')).toHaveLength(1);
  });
});

describe('the messages in which somebody may have said so', () => {
  it('are the last that they wrote, newest first, as far as they have a text', () => {
    const theirs = Array.from({ length: 12 }, (_, index) => message(`m${index}`, index));
    const said = saidIn([
      ...theirs,
      message('ours', 20, { direction: 'outgoing' }),
      message('blank', 21, { content: ' ' }),
      message('long', 22, { content: 'x'.repeat(70) }),
    ]);
    expect(said.map(({ messageId }) => messageId)).toEqual([
      'long',
      ...theirs
        .slice(3)
        .map(({ messageId }) => messageId)
        .reverse(),
    ]);
    expect(said[0]).toMatchObject({ text: `${'x'.repeat(60)}…`, at: 22 });
  });
});

describe('what holds now', () => {
  it('is the newest word for the purpose', () => {
    const records = [record({ purpose: 'service' }), record({ state: 'refused' }), record()];
    expect(currentConsent(records, 'marketing')?.state).toBe('refused');
    expect(currentConsent(records, 'analytics')).toBeNull();
  });
});

describe('the moment of a day that was typed', () => {
  const now = new Date(2026, 10, 29, 13).getTime();

  it('is its noon', () => {
    expect(momentOf('2026-11-28', now)).toBe(new Date(2026, 10, 28, 12).getTime());
  });

  it.each(['', '2026-11-30', '0202-11-28', 'nonsense', '2026-11'])('is none for “%s”', (day) => {
    expect(momentOf(day, now)).toBeNull();
  });
});
