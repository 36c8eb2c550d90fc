import { AppError } from '../common/app-error.ts';
import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { AccessSubject } from '../store/access-log-store.ts';
import type { Stores } from '../store/stores.ts';

/** Leads of one person that are looked for at most. */
const LEADS_AT_MOST = 1_000;

/**
 * Everything under which the access log speaks of a person, found as an erasure finds them: their contacts through all accounts,
 * the conversations with them and their files, and the leads. For `accessLog.page`; what was erased with the person is not
 * found any more. Rejects with `not_found`.
 */
export async function subjectsOfPerson(
  { persons, leads }: Pick<Stores, 'persons' | 'leads'>,
  contactId: ContactId,
): Promise<AccessSubject[]> {
  const found = await persons.find(contactId);
  if (!found) throw new AppError('not_found', 'There is no such contact');
  const { plan } = found;
  const conversationIds = plan.conversations.map((each) => each.conversationId);
  const ofThem = await leads.ofConversations(conversationIds, LEADS_AT_MOST);
  const leadIds = new Set([...plan.leads, ...ofThem.map(({ leadId }) => leadId)]);
  return [
    ...plan.contacts.map(({ id }) => ({ subjectKind: 'contact' as const, subjectId: id })),
    ...conversationIds.flatMap((id) => [
      { subjectKind: 'conversation' as const, subjectId: id },
      { subjectKind: 'media' as const, subjectId: id },
    ]),
    ...[...leadIds].map((id) => ({ subjectKind: 'lead' as const, subjectId: id })),
  ];
}
