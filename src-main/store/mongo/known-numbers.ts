import type { ContactDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

/** The numbers of these contacts, as pseudonyms. Those whose number is not known have one in common that is none. */
export function knownNumbers(
  { lookup }: MongoContext['keys'],
  people: readonly Pick<ContactDocument, 'phoneNumber'>[],
): string[] {
  const none = new Set(['', lookup.pseudonym('')]);
  return people.map(({ phoneNumber }) => phoneNumber).filter((number) => !none.has(number));
}
