import { beforeEach, expect, it } from 'vitest';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { ConsentStore, NewConsentRecord } from '../../../src-main/store/consent-store.ts';
import { currentConsent } from '../../../src-preload/contract/consent.ts';
import {
  ContactId,
  ConversationId,
  MessageId,
  type UserId,
} from '../../../src-preload/contract/ids.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

const message = {
  conversationId: ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11'),
  messageId: MessageId.parse('3EB0'),
};

export function postgresConsentTests(open: () => OpenPostgres): void {
  let consents: ConsentStore;
  let ana: UserId;
  let person: ContactId;

  beforeEach(async () => {
    const { users, ...stores } = open().stores;
    ({ consents } = stores);
    ({ userId: ana } = await users.signIn({ name: 'Ana', email: 'ana@example.com' }));
    person = ContactId.parse(newObjectId());
  });

  const note = (change: Partial<NewConsentRecord>): Promise<void> =>
    consents.record({
      ...{ contactId: person, userId: ana, purpose: 'marketing', state: 'given' },
      ...{ method: 'form', at: 1_000, message: null },
      ...change,
    });

  it('are kept with who noted them and the message, the newest word first', async () => {
    await note({ at: 5_000, state: 'withdrawn', method: 'message', message });
    await note({ at: 1_000 });
    const records = await consents.list([person], 10);
    expect(records).toMatchObject([
      { state: 'withdrawn', method: 'message', at: 5_000, recordedBy: 'Ana', message },
      { state: 'given', method: 'form', at: 1_000, recordedBy: 'Ana', message: null },
    ]);
    // What was said later holds, though it was noted first.
    expect(currentConsent(records, 'marketing')?.state).toBe('withdrawn');
    expect(currentConsent(records, 'service')).toBeNull();
  });

  it('of one moment hold as they were noted last', async () => {
    await note({ state: 'given' });
    await note({ state: 'refused' });
    const records = await consents.list([person], 10);
    expect(currentConsent(records, 'marketing')?.state).toBe('refused');
    expect(await consents.list([person], 1)).toHaveLength(1);
  });

  it('are of all contacts of a person together, and of nobody else', async () => {
    const other = ContactId.parse(newObjectId());
    await note({ at: 1_000 });
    await note({ at: 2_000, contactId: other, purpose: 'service' });
    expect((await consents.list([person, other], 10)).map(({ at }) => at)).toEqual([2_000, 1_000]);
    expect((await consents.list([person], 10)).map(({ at }) => at)).toEqual([1_000]);
    expect(await consents.list([], 10)).toEqual([]);
  });

  it('are noted once when the answer is lost', async () => {
    const { consents: shaky } = postgresStores(
      { ...open().connection, retry: afterLostAnswer },
      { keys: testKeyRing(), deskId: open().deskId, newObjectId },
    );
    await shaky.record({
      ...{ contactId: person, userId: ana, purpose: 'service', state: 'given' },
      ...{ method: 'in_person', at: 1_000, message: null },
    });
    expect(await consents.list([person], 10)).toHaveLength(1);
  });

  it('of a keyword are noted once for each message, by nobody, whichever desktop reads it', async () => {
    const keyword = { userId: null, state: 'withdrawn', method: 'keyword', message } as const;
    await Promise.all([note(keyword), note(keyword), note(keyword)]);
    await note({ ...keyword, message: { ...message, messageId: MessageId.parse('3EB1') } });
    const records = await consents.list([person], 10);
    expect(records).toHaveLength(2);
    expect(records).toMatchObject([{ recordedBy: null }, { recordedBy: null }]);
    await expect(note({ ...keyword, message: null })).rejects.toMatchObject({
      code: '23514',
      constraint: 'contact_consents_keyword',
    });
  });

  it('are never changed, not even by hand', async () => {
    await note({ state: 'refused' });
    await expect(
      open().raw.query(`UPDATE contact_consents SET state = 'given' WHERE contact_id = $1`, [
        person,
      ]),
    ).rejects.toThrow('What was noted of a consent is not changed');
    expect(await consents.list([person], 10)).toMatchObject([{ state: 'refused' }]);
  });

  it.each([
    ['purpose', { purpose: 'spam' }],
    ['state', { state: 'maybe' }],
    ['method', { method: 'telepathy' }],
  ])('have no other %s', async (column, change) => {
    await expect(note(change as Partial<NewConsentRecord>)).rejects.toMatchObject({
      code: '23514',
      constraint: `contact_consents_${column}`,
    });
  });
}
