import type {
  Contact,
  ContactDetails,
  ContactFileFormat,
} from '../../src-preload/contract/contact.ts';
import { BYTE_ORDER_MARK, csvLines } from '../common/csv-lines.ts';
import { toVcard } from '../domain/vcard.ts';
import type { ContactStore } from '../store/contact-store.ts';

/** Contacts read and written at a time. */
const PAGE = 200;

export const contactColumns = [
  'Name',
  'Phone',
  'Email',
  'Company',
  'Title',
  'Notes',
  'Last interaction',
] as const;

/**
 * The file of all contacts, or of those that the search finds, piece by piece, from A to Z.
 * @param onWritten told of how many after each piece
 */
export async function* contactFile(
  contacts: Pick<ContactStore, 'page' | 'details'>,
  { format, search }: { format: ContactFileFormat; search?: string | undefined },
  onWritten: (count: number) => void,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${BYTE_ORDER_MARK}${csvLines([[...contactColumns]])}`;
  let after: Parameters<ContactStore['page']>[0]['after'];
  do {
    const { items, next } = await contacts.page({ search, after, limit: PAGE });
    const details = await contacts.details(items.map(({ contactId }) => contactId));
    const known = items.map((contact) => ({ contact, details: details.get(contact.contactId) }));
    if (known.length > 0) {
      yield format === 'csv' ? csvLines(known.map(toLine)) : known.map(toCard).join('');
    }
    onWritten(items.length);
    after = next ?? undefined;
  } while (after);
}

interface Known {
  contact: Contact;
  details: ContactDetails | undefined;
}

function toLine({ contact, details }: Known): string[] {
  const { name, phoneNumber, lastInteractionAt } = contact;
  return [
    name,
    phoneNumber ?? '',
    details?.email ?? '',
    details?.company ?? '',
    details?.title ?? '',
    details?.notes ?? '',
    lastInteractionAt === null ? '' : new Date(lastInteractionAt).toISOString(),
  ];
}

function toCard({ contact: { name, phoneNumber }, details }: Known): string {
  return `${toVcard({ name, phoneNumbers: phoneNumber ? [phoneNumber] : [], ...details })}\n`;
}
