import type {
  Certainty,
  DuplicateEvidence,
  DuplicateEvidenceKind,
} from '../../src-preload/contract/contact-duplicates.ts';
import type { ContactId } from '../../src-preload/contract/ids.ts';
import { canonicalNumber } from './canonical-number.ts';
import { foldText } from './display-name.ts';

/** What of a contact is compared; empty texts where something is not known. */
export interface ComparedContact {
  contactId: ContactId;
  name: string;
  /** Digits. */
  phoneNumber: string;
  email: string;
  company: string;
  /** Under which id WhatsApp knows it: the same through two accounts is the same person. */
  whatsappId: string;
}

/** Two WhatsApp ids of one person, or an id and a username, as WhatsApp has said at some time. */
export type KnownPair = readonly [string, string];

export interface DuplicateGroup {
  contactIds: ContactId[];
  evidence: DuplicateEvidence[];
  /** From 0 to 1. */
  weight: number;
}

/** How much each says by itself, from 0 to 1. */
const WEIGHTS: Readonly<Record<DuplicateEvidenceKind, number>> = {
  whatsappId: 0.98,
  number: 0.95,
  email: 0.8,
  nameAndCompany: 0.6,
  username: 0.6,
};
/** Below this nothing is suggested. */
const ENOUGH = 0.5;
/** What more than this many contacts share is no person's: a switchboard, an office's mailbox, a placeholder. */
const SHARED_AT_MOST = 4;
/** More are not put side by side. */
export const GROUP_AT_MOST = 6;
/** Mailboxes that several people read. */
const OFFICE =
  /^(info|hello|hola|contact|contacto|sales|ventas|office|oficina|admin|administracion|support|soporte|compras|pedidos|orders|mail|correo|noreply|no-reply)[.+\d]*@/;

/**
 * Contacts that seem to be one person, most certain first, each contact once. What was refused (`pairName`) is in no
 * group together. A first name alone, a company alone and a mailbox of an office say nothing.
 */
export function findDuplicates(
  contacts: readonly ComparedContact[],
  pairs: readonly KnownPair[],
  refused: ReadonlySet<string>,
): DuplicateGroup[] {
  const evidence = [
    ...shared(contacts, 'whatsappId', ({ whatsappId }) => whatsappId),
    ...shared(contacts, 'number', ({ phoneNumber }) => canonicalNumber(phoneNumber)),
    ...shared(contacts, 'email', personalEmail),
    ...shared(contacts, 'nameAndCompany', nameAndCompany),
    ...byKnownPairs(contacts, pairs),
  ].sort((a, b) => b.weight - a.weight);
  const groups = new Map<ContactId, Set<ContactId>>();
  for (const { contactIds } of evidence) {
    const [first, ...others] = contactIds;
    for (const other of others) if (first) unite(groups, first, other, refused);
  }
  return [...new Set(groups.values())]
    .map((group) => {
      const within = evidence.filter(({ contactIds }) =>
        contactIds.every((each) => group.has(each)),
      );
      return { contactIds: [...group], evidence: within, weight: togetherOf(within) };
    })
    .filter(({ weight, contactIds }) => weight >= ENOUGH && contactIds.length > 1)
    .sort((a, b) => b.weight - a.weight || compare(a.contactIds[0], b.contactIds[0]));
}

/** The same for both orders. */
export function pairName(one: string, other: string): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

export function certaintyOf(weight: number): Certainty {
  if (weight >= 0.9) return 'veryLikely';
  return weight >= 0.75 ? 'likely' : 'possible';
}

/** Those that have the same key; an empty one is none. */
function shared(
  contacts: readonly ComparedContact[],
  kind: DuplicateEvidenceKind,
  keyOf: (contact: ComparedContact) => string,
): DuplicateEvidence[] {
  const byKey = new Map<string, ContactId[]>();
  for (const contact of contacts) {
    const key = keyOf(contact);
    if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), contact.contactId]);
  }
  return [...byKey.values()]
    .filter(({ length }) => length > 1 && length <= SHARED_AT_MOST)
    .map((contactIds) => ({ kind, contactIds, weight: WEIGHTS[kind] }));
}

function byKnownPairs(
  contacts: readonly ComparedContact[],
  pairs: readonly KnownPair[],
): DuplicateEvidence[] {
  const byId = new Map<string, ContactId[]>();
  for (const { whatsappId, contactId } of contacts) {
    byId.set(whatsappId, [...(byId.get(whatsappId) ?? []), contactId]);
  }
  // A username, or an id that is no contact here: it may have been given up, and taken by somebody else.
  const between = new Map<string, Set<ContactId>>();
  const found: DuplicateEvidence[] = [];
  for (const ids of pairs) {
    const known = ids.flatMap((id) => byId.get(id) ?? []);
    if (ids.every((id) => byId.has(id))) {
      if (known.length > SHARED_AT_MOST) continue;
      found.push({ kind: 'whatsappId', contactIds: known, weight: WEIGHTS.whatsappId });
    }
    for (const id of ids) {
      if (!byId.has(id)) between.set(id, new Set([...(between.get(id) ?? []), ...known]));
    }
  }
  const named = [...between.values()]
    .filter(({ size }) => size > 1 && size <= SHARED_AT_MOST)
    .map((ids) => ({ kind: 'username' as const, contactIds: [...ids], weight: WEIGHTS.username }));
  return [...found, ...named];
}

/** Puts both into one group, unless somebody of the one has been told from somebody of the other. */
function unite(
  groups: Map<ContactId, Set<ContactId>>,
  one: ContactId,
  other: ContactId,
  refused: ReadonlySet<string>,
): void {
  const first = groups.get(one) ?? new Set([one]);
  const second = groups.get(other) ?? new Set([other]);
  if (first === second || first.size + second.size > GROUP_AT_MOST) return;
  const areTold = [...first].some((a) => [...second].some((b) => refused.has(pairName(a, b))));
  if (areTold) return;
  const all = new Set([...first, ...second]);
  for (const each of all) groups.set(each, all);
}

/** That all of it is a coincidence is less likely than that each is. */
function togetherOf(evidence: readonly DuplicateEvidence[]): number {
  const kinds = new Map(evidence.map(({ kind, weight }) => [kind, weight]));
  return 1 - [...kinds.values()].reduce((doubt, weight) => doubt * (1 - weight), 1);
}

function personalEmail({ email }: ComparedContact): string {
  const address = email.trim().toLowerCase();
  return OFFICE.test(address) ? '' : address;
}

/** Of several words each with letters: a first name is many people's, and a number is no name. */
function nameAndCompany({ name, company }: ComparedContact): string {
  const words = foldText(name)
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word));
  const firm = foldText(company);
  return words.length < 2 || firm === '' ? '' : `${words.join(' ')}|${firm}`;
}

function compare(a: string | undefined = '', b: string | undefined = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
