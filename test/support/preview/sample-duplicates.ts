import { type Contact, ContactMergeId } from '../../../src-preload/contract/contact.ts';
import type { DuplicateSuggestion } from '../../../src-preload/contract/contact-duplicates.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { fail, type FakeBridge, succeed } from './fake-bridge.ts';
import { sampleCard } from './sample-contact-files.ts';

/** Two that surely are one, three of which one may be another, and two of whom only the name says it. */
function sampleSuggestions(
  contacts: readonly Contact[],
  conversations: readonly ConversationSummary[],
): DuplicateSuggestion[] {
  const cards = contacts.slice(0, 7).map((contact, place) => ({
    ...sampleCard(contact, conversations),
    company: 'Panadería Sol, S.L.',
    email: place % 2 === 0 ? 'maria@sol.example' : '',
    notes: place % 3 === 0 ? 'Wants the delivery before eight.' : '',
    title: place === 1 ? 'Owner' : '',
  }));
  const idsOf = (list: typeof cards) => list.map(({ contactId }) => contactId);
  const [pair, three, two] = [cards.slice(0, 2), cards.slice(2, 5), cards.slice(5)];
  if (two.length < 2) return [];
  return [
    {
      contacts: pair,
      certainty: 'veryLikely',
      evidence: [
        { kind: 'number', contactIds: idsOf(pair), weight: 0.95 },
        { kind: 'nameAndCompany', contactIds: idsOf(pair), weight: 0.6 },
      ],
    },
    {
      contacts: three,
      certainty: 'likely',
      evidence: [
        { kind: 'email', contactIds: idsOf(three.slice(0, 2)), weight: 0.8 },
        { kind: 'username', contactIds: idsOf(three.slice(1)), weight: 0.6 },
      ],
    },
    {
      contacts: two,
      certainty: 'possible',
      evidence: [{ kind: 'nameAndCompany', contactIds: idsOf(two), weight: 0.6 }],
    },
  ];
}

/** @param fill answers as the filling wants it */
export function handleDuplicates(
  bridge: FakeBridge,
  contacts: readonly Contact[],
  conversations: readonly ConversationSummary[],
  fill: <T>(value: () => T) => Result<T> | Promise<never>,
): void {
  const mergeId = ContactMergeId.parse('a'.repeat(24));
  bridge
    .handle('duplicate.list', () =>
      fill(() => {
        const suggestions = sampleSuggestions(contacts, conversations);
        return { suggestions, total: suggestions.length, compared: contacts.length };
      }),
    )
    .handle('duplicate.merge', ({ kept }) => {
      const contact = contacts.find(({ contactId }) => contactId === kept);
      return contact
        ? succeed({ mergeId, card: sampleCard(contact, conversations) })
        : fail('not_found');
    })
    .handle('duplicate.undoMerge', () => succeed(null))
    .handle('duplicate.tellApart', () => succeed(null));
}
