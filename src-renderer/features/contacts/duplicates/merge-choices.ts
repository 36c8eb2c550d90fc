import type { ContactCard } from '../../../../src-preload/contract/contact.ts';
import type { MergeField } from '../../../../src-preload/contract/contact-duplicates.ts';
import type { ContactId } from '../../../../src-preload/contract/ids.ts';
import type { MergeChoices } from './duplicates-slice.ts';

/** The values among which somebody chooses, in this order. */
export const choosable: readonly MergeField[] = [
  'name',
  'email',
  'company',
  'title',
  'business',
  'notes',
];

/** What a contact has of a field; an empty text where it has nothing. */
export function valueOf(card: ContactCard, field: MergeField): string {
  return field === 'business' ? (card.businessId ?? '') : card[field];
}

/** The one that is kept unless somebody says otherwise: with whom was spoken last. */
export function mainOf(cards: readonly ContactCard[]): ContactId | undefined {
  const [first, ...others] = cards;
  const newest = others.reduce<ContactCard | undefined>(
    (best, card) => ((card.lastInteractionAt ?? 0) > (best?.lastInteractionAt ?? 0) ? card : best),
    first,
  );
  return newest?.contactId;
}

/** Whose value each field has: as chosen, else of the one that is kept, else of the first that has one. */
export function settled(
  cards: readonly ContactCard[],
  kept: ContactId,
  chosen: MergeChoices,
): MergeChoices {
  const ids = new Set(cards.map(({ contactId }) => contactId));
  return Object.fromEntries(
    choosable.flatMap((field): [MergeField, ContactId][] => {
      const wish = chosen[field];
      if (wish !== undefined && ids.has(wish)) return [[field, wish]];
      // Notes that nobody chose are put together.
      if (field === 'notes') return [];
      const own = cards.find(({ contactId }) => contactId === kept);
      const holder = [...(own ? [own] : []), ...cards].find((card) => valueOf(card, field) !== '');
      return holder === undefined ? [] : [[field, holder.contactId]];
    }),
  );
}
