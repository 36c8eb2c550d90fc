import type { ClientSession, Filter } from 'mongodb';
import { groupBy } from '../../common/group-by.ts';
import type { ContactDocument, ConversationDocument, MergeDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type Row = Pick<
  ConversationDocument,
  'conversationId' | 'accountId' | 'createdAt' | 'joinedInto' | 'sessionId' | 'whatsappId'
>;
export type Person = Pick<ContactDocument, 'sessionId' | 'whatsappId'>;

/** The conversations with these contacts, each through its own account. */
export function talksWith(people: readonly Person[]): Filter<ConversationDocument> {
  const sessions = groupBy(people, ({ sessionId }) => sessionId);
  return {
    isGroup: false,
    $or: [...sessions].map(([sessionId, each]) => ({
      sessionId,
      whatsappId: { $in: each.map(({ whatsappId }) => whatsappId) },
    })),
  };
}

/**
 * Shows the conversations with these contacts as one for each account, the oldest, as those are that WhatsApp says
 * are with one person. Through another account somebody else answers: those stay on their own. Answers what was moved.
 */
export async function mergeConversations(
  { conversations, deskId }: MongoContext,
  session: ClientSession,
  people: readonly Person[],
): Promise<MergeDocument['conversations']> {
  const read = (filter: Filter<ConversationDocument>): Promise<Row[]> =>
    conversations
      .find(filter, { session })
      .project<Row>({ conversationId: 1, accountId: 1, createdAt: 1, joinedInto: 1 })
      .toArray();
  const own = await read(talksWith(people));
  const rootIds = [
    ...new Set(own.map(({ joinedInto, conversationId }) => joinedInto ?? conversationId)),
  ];
  const roots = await read({ conversationId: { $in: rootIds } });
  const moved: MergeDocument['conversations'] = [];
  for (const ofAccount of groupBy(roots, ({ accountId }) => accountId).values()) {
    const [into, ...others] = [...ofAccount]
      .sort(byAge)
      .map(({ conversationId }) => conversationId);
    if (into === undefined || others.length === 0) continue;
    const rows = await read({
      $or: [{ conversationId: { $in: others } }, { joinedInto: { $in: others } }],
    });
    await conversations.updateMany(
      { conversationId: { $in: rows.map(({ conversationId }) => conversationId) } },
      { $set: { joinedInto: into, updatedAt: new Date(), updatedBy: deskId } },
      { session },
    );
    for (const { conversationId: id, joinedInto: before } of rows) {
      moved.push({ id, into, ...(before !== undefined && { before }) });
    }
  }
  return moved;
}

/** Shows conversations as they were before a merge, those alone that are still where it put them. */
export async function unmergeConversations(
  { conversations, deskId }: MongoContext,
  session: ClientSession,
  moved: MergeDocument['conversations'],
): Promise<void> {
  const written = { updatedAt: new Date(), updatedBy: deskId };
  for (const { id, into, before } of moved) {
    const root = await conversations.findOne({ conversationId: into }, { session });
    // What it was put into may be part of another by now.
    const places = [into, ...(root?.joinedInto === undefined ? [] : [root.joinedInto])];
    await conversations.updateOne(
      { conversationId: id, joinedInto: { $in: places } },
      before === undefined
        ? { $unset: { joinedInto: '' }, $set: written }
        : { $set: { joinedInto: before, ...written } },
      { session },
    );
  }
}

function byAge(a: Row, b: Row): number {
  return (
    a.createdAt.getTime() - b.createdAt.getTime() || (a.conversationId < b.conversationId ? -1 : 1)
  );
}
