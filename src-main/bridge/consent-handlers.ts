import { type Consents, MAXIMUM_CONSENT_RECORDS } from '../../src-preload/contract/consent.ts';
import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { contactOfConversation } from '../contacts/contact-of-conversation.ts';
import type { HandlersOf } from './handlers.ts';

/** How far the clock of a colleague's computer may be before ours, in milliseconds. */
const CLOCKS_DIFFER_MS = 60_000;

/** What people have said about the use of their data: of one person, under whatever contacts they are known. */
export function consentHandlers(
  workplace: () => Pick<Workplace, 'stores' | 'user' | 'clock' | 'publish'>,
): HandlersOf<'consent'> {
  const consentsOf = async (contactId: ContactId): Promise<Consents> => {
    const { contacts, consents } = workplace().stores;
    const ids = await contacts.samePerson(contactId);
    return { contactId, records: await consents.list(ids, MAXIMUM_CONSENT_RECORDS) };
  };
  return {
    'consent.list': ({ contactId }) => consentsOf(contactId),

    'consent.ofConversation': async ({ conversationId }) => {
      const contactId = await contactOfConversation(workplace().stores, conversationId);
      return contactId === null ? { contactId, records: [] } : consentsOf(contactId);
    },

    'consent.record': async ({ contactId, purpose, state, method, at, message }) => {
      const { stores, user, clock, publish } = workplace();
      const now = clock.now();
      if (at !== undefined && at > now + CLOCKS_DIFFER_MS) {
        throw new AppError('not_allowed', 'Nobody has said anything at a time that is yet to come');
      }
      if ((await stores.contacts.details([contactId])).size === 0) {
        throw new AppError('not_found', 'There is no such contact');
      }
      await stores.consents.record({
        contactId,
        userId: user.userId,
        purpose,
        state,
        method,
        at: at ?? now,
        message: message ?? null,
      });
      publish('consent.changed', {});
      return consentsOf(contactId);
    },
  };
}
