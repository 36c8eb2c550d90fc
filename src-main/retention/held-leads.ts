import type { ContactId } from '../../src-preload/contract/ids.ts';
import type { HeldLeads } from '../store/retention-store.ts';
import type { Stores } from '../store/stores.ts';

/** What a hold of these contacts keeps of leads. */
export async function heldLeads(
  { expiry, contacts }: Pick<Stores, 'expiry' | 'contacts'>,
  held: readonly ContactId[],
): Promise<HeldLeads> {
  const conversations = await expiry.conversationsOf(held);
  const known = await contacts.details(held);
  const cards = await Promise.all([...known.keys()].map((contactId) => contacts.card(contactId)));
  return {
    conversations,
    // A lead that was made by hand may have a number and no conversation.
    numbers: cards.flatMap(({ phoneNumber }) =>
      phoneNumber ? [`+${phoneNumber.replace(/\D/g, '')}`] : [],
    ),
  };
}
