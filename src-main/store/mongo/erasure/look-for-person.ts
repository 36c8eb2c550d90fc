import { ObjectId } from 'mongodb';
import { personalFields } from '../../../crypto/personal-fields.ts';
import type { ErasurePlan } from '../../erasure-plan.ts';
import type { Looked } from '../../person-store.ts';
import type { MongoContext } from '../mongo-context.ts';

/** Fields that point at a contact or a conversation, by collection; messages stand for all their partitions. */
const references: Readonly<Record<string, readonly string[]>> = {
  conversations: ['_id', 'conversationId', 'joinedInto'],
  messages: ['conversationId'],
  whatsapp_contacts: ['_id', 'joinedInto'],
  contact_merges: ['keptId', 'mergedIds', 'contacts.id', 'conversations.id', 'conversations.into'],
  contacts_told_apart: ['one', 'other'],
  conversation_notes: ['conversationId'],
  'media.files': ['metadata.conversationId'],
  presences: ['conversationId'],
};

/** The team's own accounts, which a contact of theirs may be as well. */
const ownCollections: ReadonlySet<string> = new Set(['whatsapp_sessions', 'account_leases']);

/**
 * Every collection of the database, in every field that the list of personal fields says to hold a pseudonym, and in
 * all that points at the person. Keys are looked for by themselves.
 */
export async function lookForPerson(
  { db }: Pick<MongoContext, 'db'>,
  plan: ErasurePlan,
): Promise<Looked> {
  const ids = [
    ...plan.contacts.map(({ id }) => new ObjectId(id)),
    ...plan.conversations.flatMap(({ id, conversationId }) => [new ObjectId(id), conversationId]),
  ];
  const looked: Looked = { places: 0, records: 0, left: 0 };
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray()) {
    if (name.startsWith('system.') || ownCollections.has(name)) continue;
    const listed = name.replace(/^messages_.*/, 'messages');
    const paths = pseudonymsOf(listed);
    const $or = [
      ...paths.map((path) => ({ [path]: { $in: plan.people } })),
      ...(references[listed] ?? []).map((path) => ({ [path]: { $in: ids } })),
    ];
    const collection = db.collection(name);
    looked.places += 1;
    looked.records += await collection.estimatedDocumentCount();
    if ($or.length > 0) looked.left += await collection.countDocuments({ $or });
  }
  return looked;
}

function pseudonymsOf(collection: string): string[] {
  const fields: Readonly<Record<string, string>> =
    (personalFields as Readonly<Record<string, Readonly<Record<string, string>>>>)[collection] ??
    {};
  return Object.entries(fields).flatMap(([path, how]) =>
    how === 'pseudonym' && path !== 'accountId' ? [path] : [],
  );
}
