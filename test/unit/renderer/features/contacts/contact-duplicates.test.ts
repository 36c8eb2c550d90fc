import { beforeEach, describe, expect, it } from 'vitest';
import { ContactMergeId } from '../../../../../src-preload/contract/contact.ts';
import type { DuplicateSuggestion } from '../../../../../src-preload/contract/contact-duplicates.ts';
import { shownValue } from '../../../../../src-renderer/bridge/remote-data.ts';
import {
  type ContactsStore,
  createContactsStore,
} from '../../../../../src-renderer/features/contacts/contacts-store.ts';
import {
  mainOf,
  settled,
} from '../../../../../src-renderer/features/contacts/duplicates/merge-choices.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import { sampleCard } from '../../../../support/preview/sample-contact-files.ts';
import { sampleContacts } from '../../../../support/preview/sample-data.ts';
import { type TestDependencies, testDependencies } from '../../samples.ts';

const mergeId = ContactMergeId.parse('a'.repeat(24));
const nothing = { email: '', company: '', title: '', notes: '', businessId: null };
const cards = sampleContacts(4, 1_800_000_000_000).map((contact, place) => ({
  ...sampleCard(contact, []),
  ...nothing,
  lastInteractionAt: place * 1000,
}));
const [first, second, third, fourth] = cards;
if (!first || !second || !third || !fourth) throw new Error('Four were asked for');

const suggest = (...contacts: typeof cards): DuplicateSuggestion => ({
  contacts,
  certainty: 'likely',
  evidence: [
    { kind: 'email', contactIds: contacts.map(({ contactId }) => contactId), weight: 0.8 },
  ],
});

describe('what stays of contacts that are merged', () => {
  it('is of the one with whom was spoken last, and of the others where that one has nothing', () => {
    expect(mainOf([first, third, second])).toBe(third.contactId);
    const all = [
      { ...first, email: 'a@example.com', company: 'Sol' },
      { ...second, title: 'Owner' },
    ];
    expect(settled(all, second.contactId, {})).toEqual({
      name: second.contactId,
      email: first.contactId,
      company: first.contactId,
      title: second.contactId,
    });
  });

  it('is what was chosen, but not of one that is left out; notes are put together unless one was chosen', () => {
    const all = [
      { ...first, notes: 'a' },
      { ...second, notes: 'b' },
    ];
    const chosen = { name: first.contactId, notes: second.contactId, email: third.contactId };
    expect(settled(all, second.contactId, chosen)).toEqual({
      name: first.contactId,
      notes: second.contactId,
    });
    expect(settled(all, second.contactId, {})).not.toHaveProperty('notes');
  });
});

describe('possible duplicates', () => {
  let dependencies: TestDependencies;
  let store: ContactsStore;
  let suggestions: DuplicateSuggestion[];

  beforeEach(async () => {
    dependencies = testDependencies();
    suggestions = [suggest(first, second), suggest(third, fourth)];
    dependencies.bridge
      .handle('contact.list', () => succeed({ items: [], next: null }))
      .handle('duplicate.list', () => succeed({ suggestions, total: 2, compared: 4 }))
      .handle('duplicate.merge', () => succeed({ mergeId, card: first }))
      .handle('duplicate.undoMerge', () => succeed(null))
      .handle('duplicate.tellApart', () => succeed(null));
    store = createContactsStore(dependencies);
    await store.getState().openDuplicates();
  });

  const shown = () => shownValue(store.getState().duplicates)?.suggestions;

  it('go away at once when they are merged, and come back when that is undone', async () => {
    // The list that is read behind it never comes.
    dependencies.bridge.handle('duplicate.list', () => new Promise(() => undefined));
    const merge = store.getState().mergeContacts(first.contactId, [second.contactId], {});
    expect(await merge).toBe(mergeId);
    expect(shown()).toEqual([suggestions[1]]);
    dependencies.bridge.handle('duplicate.list', () =>
      succeed({ suggestions, total: 2, compared: 4 }),
    );
    expect(await store.getState().undoMerge(mergeId)).toBe(true);
    expect(shown()).toEqual(suggestions);
  });

  it('told apart go away at once', async () => {
    dependencies.bridge.handle('duplicate.list', () => new Promise(() => undefined));
    await store.getState().tellApart([third.contactId, fourth.contactId]);
    expect(shown()).toEqual([suggestions[0]]);
    expect(dependencies.bridge.inputsOf('duplicate.tellApart')).toEqual([
      { contactIds: [third.contactId, fourth.contactId] },
    ]);
  });

  it('stay, and the user is told, when a colleague was faster or the database is away', async () => {
    dependencies.bridge
      .handle('duplicate.merge', () => fail('contact_already_merged'))
      .handle('duplicate.tellApart', () => fail('database_unreachable'))
      .handle('duplicate.undoMerge', () => fail('database_unreachable'));
    const { mergeContacts, tellApart, undoMerge } = store.getState();
    expect(await mergeContacts(first.contactId, [second.contactId], {})).toBeNull();
    expect(await tellApart([first.contactId, second.contactId])).toBe(false);
    expect(await undoMerge(mergeId)).toBe(false);
    expect(shown()).toEqual(suggestions);
    expect(dependencies.reported.map(({ code }) => code)).toEqual([
      'contact_already_merged',
      'database_unreachable',
      'database_unreachable',
    ]);
  });
});
