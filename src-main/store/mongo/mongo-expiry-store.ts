import { type ClientSession, MongoServerError, ObjectId } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { NO_TURNS, NOBODY_WAITS, PLACES } from '../../domain/turns.ts';
import type { Expired, ExpiringPart, ExpiryStore } from '../expiry-store.ts';
import { filesOf, giveUpFile, removeFile } from './carried-files.ts';
import { countExpiring } from './count-expiring.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import { expirePeople, groupsOf } from './expire-people.ts';
import { fileIdOf } from './media-document.ts';
import { ARCHIVE, monthOf, monthOfPartition } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';
import { destroyDataKey } from './mongo-key-store.ts';
import { rewriteTurns } from './read-turns.ts';

/** What MongoDB says to a login that may not. */
const UNAUTHORIZED = 13;

/** Files that were not fetched are not to be fetched any more, either. */
const withFile = ['stored', 'waiting', 'failed'] as const;

type CarriedMedia = Pick<MessageDocument, '_id' | 'media'>;

export function mongoExpiryStore(context: MongoContext): ExpiryStore {
  const { client, db, conversations, partitions, transactions, deskId } = context;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  async function place(conversationId: ConversationId): Promise<ConversationDocument | null> {
    return conversations.findOne({ conversationId });
  }

  /** Its bytes are taken away once the transaction has ended. */
  async function removeFiles(fileIds: readonly ObjectId[]): Promise<void> {
    for (const fileId of fileIds) await removeFile(db, fileId);
  }

  return {
    ...expirePeople(context),

    count: (kind, cutoffs, held) => countExpiring(context, kind, cutoffs, held),

    async pastMonths({ others, businesses }) {
      const times = [others, ...businesses.values()];
      if (times.includes(null)) return [];
      const first = monthOf(Math.min(...times.map((time) => time ?? 0)));
      return (await partitions.all())
        .filter((partition) => {
          const month = monthOfPartition(partition);
          return month !== null && month < first;
        })
        .reverse();
    },

    async parts(cutoffs) {
      const parts: ExpiringPart[] = [];
      const all = (await partitions.all()).reverse();
      for (const { filter, before } of groupsOf(cutoffs)) {
        const last = monthOf(before);
        const due = all.filter(
          (each) => each === ARCHIVE || (monthOfPartition(each) ?? '') <= last,
        );
        const found = conversations
          .find({ ...filter, partitions: { $in: due } })
          .project<Pick<ConversationDocument, 'conversationId' | 'partitions'>>({
            ...{ conversationId: 1, partitions: 1 },
          });
        for await (const { conversationId, partitions: own } of found) {
          const id = ConversationId.parse(conversationId);
          for (const partition of due) {
            if (own.includes(partition)) parts.push({ conversationId: id, partition, before });
          }
        }
      }
      return parts;
    },

    async partsOf(conversationId, before) {
      const { partitions: own = [] } = (await place(conversationId)) ?? {};
      return own.map((partition) => ({ conversationId, partition, before }));
    },

    async expireSome(kind, part, limit) {
      return kind === 'messages' ? expireMessages(part, limit) : expireMedia(part, limit);
    },

    async inMonth(partition) {
      const found = await conversations
        .find({ partitions: partition })
        .project<{ conversationId: string }>({ conversationId: 1 })
        .toArray();
      return found.map(({ conversationId }) => ConversationId.parse(conversationId));
    },

    async leaveMonth({ conversationId, partition, before }) {
      const { expired, fileIds } = await transactions.run(client, async (session) => {
        const document = await conversations.findOne({ conversationId }, { session });
        if (!document?.partitions.includes(partition)) return nothing();
        const { _id } = document;
        const documents = partitions.collection(partition);
        const messages = await documents.countDocuments({ conversationId: _id }, { session });
        const carried = await documents
          .find({ conversationId: _id, 'media.state': 'stored' }, { session })
          .project<CarriedMedia>({ media: 1 })
          .toArray();
        const left = document.partitions.filter((each) => each !== partition);
        await conversations.updateOne(
          { _id },
          lost(messages, left.length === 0 || document.lastMessageAt.getTime() < before, {
            $set: { partitions: left, ...written() },
          }),
          { session },
        );
        await takeBackWait(document, { partitions: left, before }, session);
        const given: ObjectId[] = [];
        for (const fileId of filesIn(carried)) {
          if (await giveUpFile(context, _id, fileId, session)) given.push(fileId);
        }
        return { expired: { messages, files: given.length }, fileIds: given };
      });
      await removeFiles(fileIds);
      return expired;
    },

    async clearMonth(partition, limit) {
      const documents = partitions.collection(partition);
      const there = await conversations
        .find({ partitions: partition })
        .project<{ _id: ObjectId }>({ _id: 1 })
        .toArray();
      if (there.length === 0) {
        try {
          await documents.drop();
          partitions.forget(partition);
          return 'dropped';
        } catch (error) {
          if (!(error instanceof MongoServerError) || error.code !== UNAUTHORIZED) throw error;
        }
      }
      const orphans = await documents
        .find({ conversationId: { $nin: there.map(({ _id }) => _id) } })
        .project<Pick<MessageDocument, '_id' | 'conversationId'>>({ conversationId: 1 })
        .limit(limit)
        .toArray();
      if (orphans.length > 0) {
        await documents.deleteMany({ _id: { $in: orphans.map(({ _id }) => _id) } });
      }
      if (orphans.length === limit) return 'more';
      return there.length === 0 ? 'emptied' : 'cleared';
    },

    async emptyConversations(cutoffs, { after, limit }) {
      const $or = groupsOf(cutoffs).map(({ filter, before }) => ({
        ...filter,
        lastMessageAt: { $lt: new Date(before) },
        // What was made lately has a history that is still to be read.
        createdAt: { $lt: new Date(before) },
      }));
      if ($or.length === 0) return [];
      const found = await conversations
        .find({ conversationId: { $gt: after }, partitions: { $size: 0 }, $or })
        .sort({ conversationId: 1 })
        .limit(limit)
        .project<{ conversationId: string }>({ conversationId: 1 })
        .toArray();
      return found.map(({ conversationId }) => ConversationId.parse(conversationId));
    },

    async removeConversation(conversationId) {
      const document = await place(conversationId);
      if (!document) return 'kept';
      const { joinedInto } = document;
      const isShownWithMore =
        joinedInto === undefined
          ? { joinedInto: conversationId }
          : {
              $or: [{ conversationId: joinedInto }, { joinedInto }],
              'partitions.0': { $exists: true },
            };
      if (document.partitions.length > 0 || (await conversations.findOne(isShownWithMore))) {
        return 'kept';
      }
      // First of all: without it nothing of the rest can be read, in backups either.
      await destroyDataKey(db, conversationSubject(conversationId));
      await db.collection('conversation_notes').deleteMany({ conversationId });
      const files = filesOf(db).find({ 'metadata.conversationId': conversationId });
      for await (const { _id } of files) await removeFile(db, _id);
      // Last: who is killed before comes back to it. A message that has come since keeps it.
      const { deletedCount } = await conversations.deleteOne({
        ...{ _id: document._id, partitions: { $size: 0 } },
      });
      await context.cache.delete('conversations', conversationId);
      return deletedCount === 1 ? 'removed' : 'kept';
    },
  };

  /** Nobody waits for an answer to what is gone; to what came after it somebody may. */
  async function takeBackWait(
    { _id, turns, lastMessageAt }: ConversationDocument,
    { partitions: left, before }: { partitions: string[]; before: number },
    session: ClientSession,
  ): Promise<void> {
    const isGone = turns.waiting !== NOBODY_WAITS && turns.waiting < before * PLACES;
    if (!isGone || left.length === 0 || lastMessageAt.getTime() < before) return;
    await rewriteTurns(context, { _id, partitions: left }, session);
  }

  async function expireMessages(part: ExpiringPart, limit: number): Promise<Expired> {
    const { conversationId, partition, before } = part;
    const { expired, fileIds } = await transactions.run(client, async (session) => {
      const document = await conversations.findOne({ conversationId }, { session });
      if (!document?.partitions.includes(partition)) return nothing();
      const { _id } = document;
      const documents = partitions.collection(partition);
      const old = await documents
        .find({ conversationId: _id, timestamp: { $lt: new Date(before) } }, { session })
        .sort({ timestamp: 1, sequence: 1 })
        .limit(limit)
        .project<CarriedMedia>({ media: 1 })
        .toArray();
      await documents.deleteMany(
        { conversationId: _id, _id: { $in: old.map((each) => each._id) } },
        { session },
      );
      const left = await documents.findOne({ conversationId: _id }, { session });
      const kept = document.partitions.filter((each) => left !== null || each !== partition);
      if (old.length === 0 && left !== null) return nothing();
      await conversations.updateOne(
        { _id },
        lost(old.length, kept.length === 0 || document.lastMessageAt.getTime() < before, {
          $set: { partitions: kept, ...written() },
        }),
        { session },
      );
      await takeBackWait(document, { partitions: kept, before }, session);
      const given: ObjectId[] = [];
      for (const fileId of filesIn(old)) {
        if (await giveUpFile(context, _id, fileId, session)) given.push(fileId);
      }
      return { expired: { messages: old.length, files: given.length }, fileIds: given };
    });
    await removeFiles(fileIds);
    return expired;
  }

  async function expireMedia(part: ExpiringPart, limit: number): Promise<Expired> {
    const { conversationId, partition, before } = part;
    const { expired, fileIds } = await transactions.run(client, async (session) => {
      const document = await conversations.findOne({ conversationId }, { session });
      if (!document) return nothing();
      const { _id } = document;
      const documents = partitions.collection(partition);
      const old = await documents
        .find(
          {
            conversationId: _id,
            timestamp: { $lt: new Date(before) },
            'media.state': { $in: [...withFile] },
          },
          { session },
        )
        .limit(limit)
        .project<CarriedMedia>({ media: 1 })
        .toArray();
      if (old.length === 0) return nothing();
      await documents.updateMany(
        { conversationId: _id, _id: { $in: old.map((each) => each._id) } },
        {
          $set: { 'media.state': 'expired', 'media.url': '', ...written() },
          $unset: { 'media.thumbnail': '', 'media.thumbnailUrl': '' },
        },
        { session },
      );
      const given: ObjectId[] = [];
      for (const fileId of filesIn(old)) {
        if (await giveUpFile(context, _id, fileId, session)) given.push(fileId);
      }
      return { expired: { messages: old.length, files: given.length }, fileIds: given };
    });
    await removeFiles(fileIds);
    return expired;
  }
}

const nothing = (): { expired: Expired; fileIds: ObjectId[] } => ({
  expired: { messages: 0, files: 0 },
  fileIds: [],
});

/** Each once. */
function filesIn(messages: readonly CarriedMedia[]): ObjectId[] {
  const ids = messages.flatMap(({ media }) => (media && fileIdOf(media)) ?? []);
  return [...new Set(ids)].map((id) => new ObjectId(id));
}

/** The change of a conversation that lost so many messages; of one that lost its last, nothing of that is shown. */
function lost(
  messages: number,
  isLastGone: boolean,
  { $set }: { $set: Partial<ConversationDocument> },
): object {
  return {
    $inc: { messageCount: -messages },
    $set: {
      ...$set,
      // Nobody waits for an answer to what is not there any more.
      ...(isLastGone && {
        ...{ unread: [], unreadCount: {}, turns: NO_TURNS },
      }),
    },
    ...(isLastGone && {
      $unset: { lastMessage: '', lastMessageId: '', lastMessageContent: '' },
    }),
  };
}
