import { type Filter, ObjectId } from 'mongodb';
import { contactSubject, conversationSubject, leadSubject } from '../../../crypto/key-subjects.ts';
import { formsOf } from '../../../domain/person-ids.ts';
import type { ErasurePlan } from '../../erasure-plan.ts';
import type { OnCounted, PersonStore, SomeCounts } from '../../person-store.ts';
import { filesOf, removeFile } from '../carried-files.ts';
import type { IdentityDocument, MergeDocument, ToldApartDocument } from '../documents.ts';
import type { FileDocument } from '../media-files.ts';
import type { MongoContext } from '../mongo-context.ts';
import { destroyDataKey } from '../mongo-key-store.ts';
import { eraseElsewhere } from './erase-elsewhere.ts';
import { findPerson } from './find-person.ts';
import { lookForPerson } from './look-for-person.ts';

/** Messages that go in one step. */
const BATCH = 1_000;

export function mongoPersonStore(context: MongoContext): PersonStore {
  const { db, conversations, contacts, identities, merges, toldApart, partitions } = context;
  const notes = db.collection<{ conversationId: string }>('conversation_notes');
  const pictures = db.collection<{ whatsappId: string }>('profile_pictures');
  const presences = db.collection<{ conversationId?: string }>('presences');

  async function sum(collection: string, filter: object): Promise<number> {
    return db.collection(collection).countDocuments(filter);
  }

  async function countMessages(plan: ErasurePlan): Promise<{
    messages: number;
    groupMessages: number;
    oldest: number | null;
  }> {
    const ids = plan.conversations.map(({ id }) => new ObjectId(id));
    const groups = await conversations
      .find({ isGroup: true })
      .project<{ _id: ObjectId }>({ _id: 1 })
      .map(({ _id }) => _id)
      .toArray();
    let [messages, groupMessages] = [0, 0];
    let oldest: number | null = null;
    for (const partition of await partitions.all()) {
      const here = partitions.collection(partition);
      messages += await here.countDocuments({ conversationId: { $in: ids } });
      groupMessages += await here.countDocuments({
        conversationId: { $in: groups },
        author: { $in: plan.people },
      });
      for (const conversationId of ids) {
        const first = await here.findOne(
          { conversationId },
          { sort: { timestamp: 1 }, projection: { timestamp: 1 } },
        );
        if (first) oldest = Math.min(oldest ?? Infinity, first.timestamp.getTime());
      }
    }
    return { messages, groupMessages, oldest };
  }

  async function countFiles(plan: ErasurePlan): Promise<{ files: number; fileBytes: number }> {
    const counted = { files: 0, fileBytes: 0 };
    for await (const { metadata } of filesOf(db).find(filesOfPlan(plan))) {
      counted.files += 1;
      counted.fileBytes += metadata.size;
    }
    return counted;
  }

  return {
    find: (contactId) => findPerson(context, contactId),

    async withConversation(accountId, chatIds) {
      const { lookup } = context.keys;
      const chats = new Map(chatIds.map((each) => [lookup.pseudonym(each), each]));
      const found = await conversations
        .find({ accountId: lookup.pseudonym(accountId), whatsappId: { $in: [...chats.keys()] } })
        .project<{ whatsappId: string }>({ whatsappId: 1 })
        .toArray();
      return new Set(found.flatMap(({ whatsappId }) => chats.get(whatsappId) ?? []));
    },

    async withContact(idsOrNumbers) {
      const { lookup } = context.keys;
      const formsByName = new Map(
        idsOrNumbers.map((each) => [each, formsOf(each).map((form) => lookup.pseudonym(form))]),
      );
      const forms = [...formsByName.values()].flat();
      const found = await contacts
        .find({ $or: [{ whatsappId: { $in: forms } }, { phoneNumber: { $in: forms } }] })
        .project<{ whatsappId: string; phoneNumber: string }>({ whatsappId: 1, phoneNumber: 1 })
        .toArray();
      const known = new Set(
        found.flatMap(({ whatsappId, phoneNumber }) => [whatsappId, phoneNumber]),
      );
      return new Set(
        idsOrNumbers.filter((each) => formsByName.get(each)?.some((form) => known.has(form))),
      );
    },

    async count(plan) {
      const { oldest, ...messages } = await countMessages(plan);
      const conversationIds = idsOf(plan);
      const counts: SomeCounts = {
        contacts: plan.contacts.length,
        ids: plan.people.length,
        conversations: plan.conversations.length,
        ...messages,
        ...(await countFiles(plan)),
        pictures: await sum('profile_pictures', { whatsappId: { $in: plan.people } }),
        notes: await notes.countDocuments({ conversationId: { $in: conversationIds } }),
        others:
          (await identities.countDocuments(pairsOf(plan))) +
          (await merges.countDocuments(mergesOf(plan))) +
          (await toldApart.countDocuments(tellingApart(plan))),
      };
      return { counts, oldest };
    },

    async destroyKeys(plan) {
      for (const subject of subjectsOf(plan)) await destroyDataKey(db, subject);
      context.keys.forget();
    },

    async eraseConversations(plan, onCounted) {
      const ids = plan.conversations.map(({ id }) => new ObjectId(id));
      const conversationIds = idsOf(plan);
      // First: what comes from now on begins another conversation, with another key.
      const { deletedCount } = await conversations.deleteMany({ _id: { $in: ids } });
      await Promise.all(conversationIds.map((id) => context.cache.delete('conversations', id)));
      await onCounted({ conversations: deletedCount });
      for (const partition of await partitions.all()) {
        const here = partitions.collection(partition);
        for (;;) {
          const some = await here
            .find({ conversationId: { $in: ids } })
            .limit(BATCH)
            .project<{ _id: ObjectId }>({ _id: 1 })
            .toArray();
          if (some.length === 0) break;
          const gone = await here.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } });
          await onCounted({ messages: gone.deletedCount });
        }
      }
      for await (const { _id, metadata } of filesOf(db).find(filesOfPlan(plan))) {
        await removeFile(db, _id);
        await onCounted({ files: 1, fileBytes: metadata.size });
      }
      const noted = await notes.deleteMany({ conversationId: { $in: conversationIds } });
      await presences.updateMany(
        { conversationId: { $in: conversationIds } },
        { $unset: { conversationId: '' } },
      );
      await onCounted({ notes: noted.deletedCount });
    },

    eraseElsewhere: (plan, onCounted) => eraseElsewhere(context, plan, onCounted),

    async eraseContacts(plan: ErasurePlan, onCounted: OnCounted) {
      const ids = plan.contacts.map(({ id }) => new ObjectId(id));
      const people = { $in: plan.people };
      const shown = await pictures.deleteMany({ whatsappId: people });
      const others = [
        await identities.deleteMany(pairsOf(plan)),
        await merges.deleteMany(mergesOf(plan)),
        await toldApart.deleteMany(tellingApart(plan)),
      ];
      // Some may have come in between, with the contacts of an account, say.
      const gone = await contacts.deleteMany({
        $or: [{ _id: { $in: ids } }, { whatsappId: people }, { phoneNumber: people }],
      });
      await Promise.all([context.cache.clear('contacts'), context.cache.clear('conversations')]);
      await onCounted({
        contacts: gone.deletedCount,
        pictures: shown.deletedCount,
        others: others.reduce((count, { deletedCount }) => count + deletedCount, 0),
      });
    },

    async look(plan) {
      const looked = await lookForPerson(context, plan);
      const subjects = subjectsOf(plan);
      const keysLeft = await db
        .collection<{ _id: string }>('data_keys')
        .countDocuments({ _id: { $in: subjects } });
      return { ...looked, keys: subjects.length, keysLeft };
    },
  };
}

function idsOf(plan: ErasurePlan): string[] {
  return plan.conversations.map(({ conversationId }) => conversationId);
}

/** Whose keys go with the person. */
function subjectsOf({ contacts, conversations, leads }: ErasurePlan): string[] {
  return [
    ...conversations.map(({ conversationId }) => conversationSubject(conversationId)),
    ...contacts.map(({ sessionId, pseudonym }) => contactSubject(sessionId, pseudonym)),
    ...leads.map(leadSubject),
  ];
}

function filesOfPlan(plan: ErasurePlan): Filter<FileDocument> {
  return { 'metadata.conversationId': { $in: idsOf(plan) } };
}

function pairsOf({ people }: ErasurePlan): Filter<IdentityDocument> {
  return { $or: [{ one: { $in: people } }, { other: { $in: people } }] };
}

function mergesOf({ contacts }: ErasurePlan): Filter<MergeDocument> {
  const ids = contacts.map(({ id }) => new ObjectId(id));
  return { $or: [{ keptId: { $in: ids } }, { mergedIds: { $in: ids } }] };
}

function tellingApart({ contacts }: ErasurePlan): Filter<ToldApartDocument> {
  const ids = contacts.map(({ id }) => new ObjectId(id));
  return { $or: [{ one: { $in: ids } }, { other: { $in: ids } }] };
}
