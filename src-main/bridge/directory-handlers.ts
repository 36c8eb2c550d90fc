import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import { contactOfConversation } from '../contacts/contact-of-conversation.ts';
import { contactFile } from '../contacts/contact-file.ts';
import { notToComeBack } from '../erasure/not-to-come-back.ts';
import type { HandlersOf } from './handlers.ts';

/** The lists beside the inbox: contacts. */
export function directoryHandlers(
  workplace: () => Workplace,
  chooseSavePath: (suggestedName: string) => Promise<string | null>,
): Omit<HandlersOf<'contact'>, 'contact.setBlocked'> {
  return {
    'contact.list': async ({ sort, ...wanted }) => {
      const { businesses, contacts } = workplace().stores;
      const names = sort?.by === 'business' ? await businesses.list() : [];
      return contacts.page({
        ...wanted,
        sort,
        businessNames: new Map(names.map(({ businessId, name }) => [businessId, name])),
      });
    },

    'contact.get': ({ contactId }) => workplace().stores.contacts.card(contactId),

    'contact.ofConversation': async ({ conversationId }) => {
      const { stores } = workplace();
      const contactId = await contactOfConversation(stores, conversationId);
      return contactId === null ? null : stores.contacts.card(contactId);
    },

    'contact.update': async ({ contactId, details }) => {
      const { stores, publish } = workplace();
      await stores.contacts.update(contactId, details);
      const card = await stores.contacts.card(contactId);
      if (details.name === undefined) return card;
      // The inbox calls the person as the contact is called; through another account it is another contact.
      const own = card.conversations.filter(({ sessionId }) => sessionId === card.sessionId);
      const renamed = await stores.conversations.rename(
        own.map(({ conversationId }) => ({ conversationId, name: card.name })),
      );
      for (const summary of await stores.conversations.summaries(renamed)) {
        publish('conversation.changed', summary);
      }
      return card;
    },

    'contact.import': async ({ sessionId, contacts, overwrites, part }) => {
      const { stores, sessions, publish } = workplace();
      if (!sessions.list().some((session) => session.sessionId === sessionId)) {
        throw new AppError('not_found', 'There is no such account');
      }
      const tell = (done: number, total: number): void =>
        publish('desktop.taskProgressed', { task: 'import', done, total });
      if (part) tell(part.done, part.total);
      try {
        const gone = await notToComeBack(
          stores,
          contacts.map(({ phoneNumber }) => phoneNumber),
        );
        const taken = contacts.filter(({ phoneNumber }) => !gone.has(phoneNumber));
        if (taken.length === 0 && !part) {
          throw new AppError('person_erased', 'Somebody who was erased is not to come back');
        }
        const made = await stores.contacts.import(sessionId, taken, overwrites);
        const outcomes = contacts.map((contact) => made[taken.indexOf(contact)] ?? 'erased');
        if (part) tell(Math.min(part.total, part.done + contacts.length), part.total);
        return { outcomes };
      } catch (error) {
        // The rest of the file is not tried.
        if (part) tell(part.total, part.total);
        throw error;
      }
    },

    'contact.export': async (wanted) => {
      const { stores, publish } = workplace();
      const path = await chooseSavePath(wanted.format === 'csv' ? 'contacts.csv' : 'contacts.vcf');
      if (path === null) return { count: null };
      let count = 0;
      const tell = (total: number | null): void =>
        publish('desktop.taskProgressed', { task: 'export', done: count, total });
      tell(null);
      try {
        await writeWholeFile(
          path,
          contactFile(stores.contacts, wanted, (written) => (count += written)),
        );
      } finally {
        tell(count);
      }
      return { count };
    },

    'contact.joins': async ({ conversationId }) => {
      const { stores } = workplace();
      const found = await stores.conversations.find(conversationId);
      if (!found) throw new AppError('not_found', 'There is no such conversation');
      const ids = [found.chatId, ...(found.otherChatIds ?? [])];
      return { ids: ids.length, evidence: await stores.identities.evidence(found.accountId, ids) };
    },

    'contact.split': async ({ conversationId }) => {
      const { identities, user } = workplace();
      if (!(await identities.takeApart(conversationId, user.userId))) {
        throw new AppError('not_found', 'Nothing of this conversation was joined');
      }
      return null;
    },

    'contact.setBusiness': async ({ contactId, businessId }) => {
      const { stores } = workplace();
      if (businessId !== null && !(await stores.businesses.find(businessId))) {
        throw new AppError('not_found', 'There is no such business');
      }
      await stores.contacts.setBusiness(contactId, businessId);
      return null;
    },
  };
}
