import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { AccessSubject } from '../store/access-log-store.ts';
import type { Stores } from '../store/stores.ts';

/** Leads of one person that are looked for at most. */
const LEADS_AT_MOST = 1_000;

/**
 * Everything under which the access log speaks of a person: their contacts through all accounts, the conversations with
 * them and their files, and the leads. For `accessLog.page`; what was erased with the person is not found any more.
 * Rejects with `not_found`.
 */
export async function subjectsOfPerson(
  { contacts, conversations, leads }: Pick<Stores, 'contacts' | 'conversations' | 'leads'>,
  contactId: ContactId,
): Promise<AccessSubject[]> {
  const [people, card] = await Promise.all([
    contacts.samePerson(contactId),
    contacts.card(contactId),
  ]);
  const talks = await Promise.all(
    card.conversations.map(({ conversationId }) => conversations.members(conversationId)),
  );
  const conversationIds = [...new Set(talks.flat())];
  const found = await leads.ofConversations(conversationIds, LEADS_AT_MOST);
  return [
    ...people.map((id) => ({ subjectKind: 'contact' as const, subjectId: id })),
    ...conversationIds.flatMap((id) => [
      { subjectKind: 'conversation' as const, subjectId: id },
      { subjectKind: 'media' as const, subjectId: id },
    ]),
    ...found.map(({ leadId }) => ({ subjectKind: 'lead' as const, subjectId: leadId })),
  ];
}
