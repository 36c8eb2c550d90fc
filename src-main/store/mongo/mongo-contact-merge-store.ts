import { type AnyBulkWriteOperation, type ClientSession, ObjectId } from 'mongodb';
import { ContactMergeId } from '../../../src-preload/contract/contact.ts';
import { ConversationId, type UserId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import type { ContactMergeStore, MergeWish } from '../contact-merge-store.ts';
import { ContactDuplicates } from './contact-duplicates.ts';
import { openContacts } from './contact-document.ts';
import { MergeDocument, SCHEMA_VERSION, type ToldApartDocument } from './documents.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { mergeConversations, talksWith, unmergeConversations } from './merge-conversations.ts';
import {
  chosenValues,
  MergedValues,
  type OpenedContact,
  valuesBefore,
  valuesOf,
  valuesUpdate,
} from './merged-values.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';

const NOT_JOINED = { joinedInto: { $exists: false } } as const;

export function mongoContactMergeStore(
  context: MongoContext,
  joined: JoinedConversations,
): ContactMergeStore {
  const { client, contacts, conversations, merges, toldApart, keys, deskId, cache } = context;
  const duplicates = new ContactDuplicates(context);
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function open(
    ids: readonly ObjectId[],
    session?: ClientSession,
  ): Promise<Map<string, OpenedContact>> {
    const rows = await contacts
      .find({ _id: { $in: [...ids] } }, session && { session })
      .project(withoutTokens)
      .toArray();
    return new Map(
      (await openContacts(keys, rows)).map((each) => [each.document._id.toHexString(), each]),
    );
  }

  async function forget(): Promise<void> {
    joined.forget();
    await Promise.all([cache.clear('contacts'), cache.clear('conversations')]);
  }

  async function find(mergeId: ContactMergeId): Promise<MergeDocument> {
    const row = await merges.findOne({ _id: new ObjectId(mergeId) });
    if (!row) throw new AppError('not_found', 'There is no such merge');
    return MergeDocument.parse(row);
  }

  async function mergeIn(session: ClientSession, wish: MergeWish, id: ObjectId): Promise<void> {
    const { kept, choices, userId } = wish;
    const merged = [...new Set(wish.merged)].filter((each) => each !== kept);
    const [keptId, ...mergedIds] = [kept, ...merged].map((each) => new ObjectId(each));
    if (!keptId || mergedIds.length === 0) throw new AppError('bad_input', 'One is no merge');
    const opened = await open([keptId, ...mergedIds], session);
    const all = [kept, ...merged].map((contactId) => {
      const each = opened.get(contactId);
      if (!each) throw new AppError('not_found', 'There is no such contact');
      return { contactId, ...each, values: valuesOf(each) };
    });
    const own = all[0];
    const after = chosenValues(all, choices);
    if (!own || !after) throw new AppError('not_found', 'There is no such contact');
    const parts = await contacts
      .find({ joinedInto: { $in: [keptId, ...mergedIds] } }, { session })
      .toArray();
    // What somebody else has merged in this moment is seen here, or ends this transaction.
    const change = valuesUpdate(own, keys.lookup, after);
    const both = [
      await contacts.updateOne(
        { _id: keptId, ...NOT_JOINED },
        { ...change, $set: { ...change.$set, ...written() } },
        { session },
      ),
      await contacts.updateMany(
        { _id: { $in: mergedIds }, ...NOT_JOINED },
        { $set: { joinedInto: keptId, mergeId: id, ...written() } },
        { session },
      ),
    ];
    if (both[0]?.matchedCount !== 1 || both[1]?.matchedCount !== mergedIds.length) {
      throw new AppError('contact_already_merged', 'One of them is part of another contact');
    }
    const moving = parts.filter(({ joinedInto }) => joinedInto && !joinedInto.equals(keptId));
    await contacts.updateMany(
      { _id: { $in: moving.map(({ _id }) => _id) } },
      { $set: { joinedInto: keptId, ...written() } },
      { session },
    );
    const people = [...all.map(({ document }) => document), ...parts];
    await merges.insertOne(
      {
        _id: id,
        schemaVersion: SCHEMA_VERSION,
        createdAt: new Date(),
        ...written(),
        keptId,
        mergedIds,
        values: own.fields.seal('merge', JSON.stringify({ before: own.values, after })),
        contacts: [
          ...mergedIds.map((each) => ({ id: each })),
          ...moving.map(({ _id, joinedInto }) => ({
            id: _id,
            ...(joinedInto && { before: joinedInto }),
          })),
        ],
        conversations: await mergeConversations(context, session, people),
        by: new ObjectId(userId),
        isFinished: false,
      },
      { session },
    );
  }

  async function undoIn(
    session: ClientSession,
    merge: MergeDocument,
    userId: UserId,
  ): Promise<'undone' | 'alreadyUndone'> {
    const { matchedCount } = await merges.updateOne(
      { _id: merge._id, undone: { $exists: false } },
      {
        $set: {
          undone: { by: new ObjectId(userId), at: new Date() },
          isFinished: false,
          ...written(),
        },
      },
      { session },
    );
    if (matchedCount === 0) return 'alreadyUndone';
    const kept = (await open([merge.keptId], session)).get(merge.keptId.toHexString());
    // The one that was kept may have been merged into another since.
    const places = [merge.keptId, ...(kept?.document.joinedInto ? [kept.document.joinedInto] : [])];
    for (const { id, before } of merge.contacts) {
      await contacts.updateOne(
        { _id: id, joinedInto: { $in: places } },
        before
          ? { $set: { joinedInto: before, ...written() } }
          : { $unset: { joinedInto: '', mergeId: '' }, $set: written() },
        { session },
      );
    }
    await unmergeConversations(context, session, merge.conversations);
    const values = kept && MergedValues.safeParse(json(kept.fields.text('merge', merge.values)));
    // Nothing is to be restored of one that was erased meanwhile.
    if (!kept || !values?.success) return 'undone';
    const change = valuesUpdate(kept, keys.lookup, valuesBefore(valuesOf(kept), values.data));
    await contacts.updateOne(
      { _id: merge.keptId },
      { ...change, $set: { ...change.$set, ...written() } },
      { session },
    );
    return 'undone';
  }

  return {
    duplicates: () => duplicates.find(),

    async merge(wish) {
      const id = new ObjectId();
      await context.transactions.run(client, (session) => mergeIn(session, wish, id));
      await forget();
      return ContactMergeId.parse(id.toHexString());
    },

    async undo(mergeId, userId) {
      const merge = await find(mergeId);
      const outcome = await context.transactions.run(client, (session) =>
        undoIn(session, merge, userId),
      );
      await forget();
      return outcome;
    },

    async tellApart(contactIds, userId) {
      const ids = [...new Set(contactIds)].sort().map((each) => new ObjectId(each));
      const found = await contacts.countDocuments({ _id: { $in: ids } });
      if (found < ids.length) throw new AppError('not_found', 'There is no such contact');
      const operations = ids.flatMap((one, index) =>
        ids.slice(index + 1).map((other): AnyBulkWriteOperation<ToldApartDocument> => ({
          updateOne: {
            filter: { one, other },
            update: {
              $setOnInsert: {
                schemaVersion: SCHEMA_VERSION,
                createdAt: new Date(),
                by: new ObjectId(userId),
              },
              $set: written(),
            },
            upsert: true,
          },
        })),
      );
      if (operations.length > 0) await repeatUpsert(() => toldApart.bulkWrite(operations));
    },

    async unfinished() {
      const rows = await merges.find({ isFinished: false }).toArray();
      return rows.map(({ _id }) => ContactMergeId.parse(_id.toHexString()));
    },

    async namesOf(mergeId) {
      const merge = await find(mergeId);
      const members = await open([merge.keptId, ...merge.contacts.map(({ id }) => id)]);
      const people = [...members.values()].map(({ document }) => document);
      if (people.length === 0) return [];
      const shownAs = await open(people.flatMap(({ joinedInto }) => joinedInto ?? []));
      const names = new Map(
        people.map(({ _id, joinedInto, sessionId, whatsappId }) => {
          const id = (joinedInto ?? _id).toHexString();
          const shown = shownAs.get(id) ?? members.get(id);
          const name = shown?.fields.text('name', shown.document.name) ?? '';
          return [`${sessionId} ${whatsappId}`, name];
        }),
      );
      const rows = await conversations.find(talksWith(people)).toArray();
      return rows.flatMap(({ conversationId, sessionId, whatsappId }) => {
        const name = names.get(`${sessionId} ${whatsappId}`);
        return name ? [{ conversationId: ConversationId.parse(conversationId), name }] : [];
      });
    },

    async finish(mergeId) {
      await merges.updateOne(
        { _id: new ObjectId(mergeId) },
        { $set: { isFinished: true, ...written() } },
      );
    },
  };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
