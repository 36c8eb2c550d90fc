import type { z } from 'zod';
import type { AccessRow } from '../../src-preload/contract/access-log.ts';
import { ContactId, ConversationId, LeadId } from '../../src-preload/contract/ids.ts';
import type { Stores } from '../store/stores.ts';
import type { SealedEntry } from './chain.ts';

type NameStores = Pick<Stores, 'users' | 'conversations' | 'contacts' | 'leads'>;

/** Names by kind and id, of those that are there. */
type Names = ReadonlyMap<string, string>;

/** Kinds whose subject has a name as long as it is there. */
const named = new Set(['conversation', 'media', 'contact', 'lead']);

/** The rows with what people and subjects are called today; who was erased has no name, and is gone. */
export async function withNames(
  stores: NameStores,
  items: readonly SealedEntry[],
): Promise<AccessRow[]> {
  const [users, names] = await Promise.all([stores.users.list(), namesOf(stores, items)]);
  const people = new Map(users.map(({ userId, name }) => [userId, name]));
  return items.map(({ chainId, seq, deviceId, recordedAt, entry }) => {
    const { at, userId, action, command, subjectKind, subjectId, outcome, count } = entry;
    const subjectName = names.get(`${subjectKind} ${subjectId}`) ?? null;
    return {
      ...{ chainId, seq, at, recordedAt, deviceId, userId, action, command },
      userName: userId === null ? null : (people.get(userId) ?? null),
      ...{ subjectKind, subjectId, subjectName, outcome, count },
      isSubjectGone: subjectId !== null && named.has(subjectKind) && subjectName === null,
    };
  });
}

async function namesOf(stores: NameStores, items: readonly SealedEntry[]): Promise<Names> {
  const idsOf = (...kinds: string[]): string[] => [
    ...new Set(
      items.flatMap(({ entry: { subjectKind, subjectId } }) =>
        kinds.includes(subjectKind) && subjectId !== null ? [subjectId] : [],
      ),
    ),
  ];
  const names = new Map<string, string>();
  const conversations = async (): Promise<void> => {
    const ids = idsOf('conversation', 'media').flatMap((id) => parsed(ConversationId, id));
    if (ids.length === 0) return;
    // One that is a part of another is called as that one.
    const shownAs = await Promise.all(
      ids.map(async (id) => [id, (await stores.conversations.members(id))[0] ?? id] as const),
    );
    const found = await stores.conversations.summaries(shownAs.map(([, shown]) => shown));
    const called = new Map(found.map(({ conversationId, name }) => [conversationId, name]));
    for (const [id, shown] of shownAs) {
      const name = called.get(shown);
      if (name === undefined) continue;
      names.set(`conversation ${id}`, name);
      names.set(`media ${id}`, name);
    }
  };
  const contacts = async (): Promise<void> => {
    const ids = idsOf('contact').flatMap((id) => parsed(ContactId, id));
    if (ids.length === 0) return;
    for (const [id, name] of await stores.contacts.called(ids)) names.set(`contact ${id}`, name);
  };
  const leads = idsOf('lead')
    .flatMap((id) => parsed(LeadId, id))
    .map(async (id) => {
      const lead = await stores.leads.find(id);
      // An erased customer's lead stands on, without a name.
      if (lead && lead.contactName !== '') names.set(`lead ${id}`, lead.contactName);
    });
  await Promise.all([conversations(), contacts(), ...leads]);
  return names;
}

/** The id, unless it is none of this kind. */
function parsed<Id extends z.ZodType>(kind: Id, id: string): z.output<Id>[] {
  const { data, success } = kind.safeParse(id);
  return success ? [data] : [];
}
