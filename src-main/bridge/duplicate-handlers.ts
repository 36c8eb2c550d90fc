import type { Workplace } from '../app/workplace.ts';
import {
  type DuplicateSuggestion,
  SUGGESTIONS_AT_MOST,
} from '../../src-preload/contract/contact-duplicates.ts';
import { certaintyOf } from '../domain/duplicate-contacts.ts';
import type { HandlersOf } from './handlers.ts';

/** Contacts that may be one person. */
export function duplicateHandlers(workplace: () => Workplace): HandlersOf<'duplicate'> {
  return {
    'duplicate.list': async () => {
      const { contacts, contactMerges } = workplace().stores;
      const { groups, compared } = await contactMerges.duplicates();
      const suggestions = await Promise.all(
        groups
          .slice(0, SUGGESTIONS_AT_MOST)
          .map(async ({ contactIds, evidence, weight }): Promise<DuplicateSuggestion> => ({
            contacts: await Promise.all(contactIds.map((each) => contacts.card(each))),
            evidence,
            certainty: certaintyOf(weight),
          })),
      );
      return { suggestions, total: groups.length, compared };
    },

    'duplicate.merge': async (wish) => {
      const { merger, stores, user } = workplace();
      const mergeId = await merger.merge({ ...wish, userId: user.userId });
      return { mergeId, card: await stores.contacts.card(wish.kept) };
    },

    'duplicate.undoMerge': async ({ mergeId }) => {
      const { merger, user } = workplace();
      await merger.undo(mergeId, user.userId);
      return null;
    },

    'duplicate.tellApart': async ({ contactIds }) => {
      const { stores, user } = workplace();
      await stores.contactMerges.tellApart(contactIds, user.userId);
      return null;
    },
  };
}
