import { type ClientSession, type Document, type Filter, ObjectId } from 'mongodb';
import { z } from 'zod';
import { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { MessageMediaStore, WaitingMedia } from '../message-media-store.ts';
import { putBackFile, takeFile } from './carried-files.ts';
import { MessageDocument } from './documents.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { fileIdOf, fileUrl } from './media-document.ts';
import { messageFields } from './message-document.ts';
import { newestFirst } from './message-partitions.ts';
import type { MongoContext } from './mongo-context.ts';

/** Documents of one partition that are read at a time. */
const PAGE = 200;

const MediaPart = MessageDocument.pick({ direction: true, authorSealed: true, media: true });
const WaitingPart = MessageDocument.pick({
  conversationId: true,
  messageId: true,
  timestamp: true,
});

export function mongoMessageMediaStore(
  context: MongoContext,
  known: KnownConversations,
): MessageMediaStore {
  const { client, db, partitions, transactions, conversations, keys, deskId } = context;

  /** Does something in the partitions of a conversation, newest first, until it answers; and where they are by now. */
  async function inPartitions<T>(
    conversationId: ConversationId,
    ask: (partition: string, place: MessagePlace) => Promise<T | null>,
  ): Promise<T | null> {
    const remembered = known.remembered(conversationId);
    const askAll = async (place: MessagePlace): Promise<T | null> => {
      for (const partition of newestFirst(place.partitions)) {
        const answer = await ask(partition, place);
        if (answer !== null) return answer;
      }
      return null;
    };
    const answer = remembered ? await askAll(remembered) : null;
    return answer ?? askAll(await known.fresh(conversationId));
  }

  return {
    async find(conversationId, messageId) {
      const found = await inPartitions<Document>(conversationId, (partition, { _id }) =>
        partitions
          .collection(partition)
          .findOne(
            { conversationId: _id, messageId },
            { projection: { direction: 1, authorSealed: 1, media: 1 } },
          ),
      );
      const document = MediaPart.nullable().parse(found);
      if (!document?.media) return null;
      const subject = conversationSubject(conversationId);
      const key = (await keys.keysFor([subject])).get(subject);
      const fields = messageFields(key, conversationId, messageId);
      const { media } = document;
      const thumbnail = fields.text('media.thumbnail', media.thumbnail);
      return {
        conversationId,
        state: media.state,
        fileId: fileIdOf(media),
        fileName: fields.text('media.fileName', media.fileName),
        fileSize: media.fileSize,
        mimeType: media.mimeType,
        thumbnail: thumbnail === '' ? null : Buffer.from(thumbnail, 'base64'),
        attempts: media.attempts ?? 0,
        fromMe: document.direction === 'outgoing',
        author: fields.text('author', document.authorSealed) || null,
      };
    },

    async record(conversationId, messageId, change) {
      if (change.state !== 'stored') {
        const set = { 'media.attempts': change.attempts };
        return setMedia(conversationId, messageId, { 'media.state': change.state, ...set });
      }
      const { state, fileId, fileSize } = change;
      return transactions.run(client, async (session) => {
        const file = new ObjectId(fileId);
        if (!(await takeFile(db, file, session))) return 'fileGone';
        const set = { 'media.url': fileUrl(fileId), 'media.fileSize': fileSize };
        const outcome = await setMedia(
          conversationId,
          messageId,
          { 'media.state': state, ...set },
          session,
        );
        if (outcome === 'unchanged') await putBackFile(db, file, session);
        return outcome;
      });
    },

    async waiting(sessionId, limit) {
      const found: WaitingMedia[] = [];
      for (const partition of await partitions.all()) {
        for (let before: Date | null = null; found.length < limit;) {
          const rows: z.infer<typeof WaitingPart>[] = await readWaiting(partition, before);
          found.push(...(await ofSession(sessionId, rows)));
          before = rows.at(-1)?.timestamp ?? null;
          if (rows.length < PAGE) break;
        }
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
  };

  async function setMedia(
    conversationId: ConversationId,
    messageId: MessageId,
    set: Document,
    session?: ClientSession,
  ): Promise<'changed' | 'unchanged'> {
    const answer = await inPartitions(conversationId, async (partition, { _id }) => {
      const filter: Filter<MessageDocument> = {
        conversationId: _id,
        messageId,
        media: { $exists: true },
        'media.state': { $ne: 'stored' },
      };
      const { matchedCount } = await partitions
        .collection(partition)
        .updateOne(
          filter,
          { $set: { ...set, updatedAt: new Date(), updatedBy: deskId } },
          session && { session },
        );
      return matchedCount > 0 ? ('changed' as const) : null;
    });
    return answer ?? 'unchanged';
  }

  async function readWaiting(
    partition: string,
    before: Date | null,
  ): Promise<z.infer<typeof WaitingPart>[]> {
    const rows = await partitions
      .collection(partition)
      .find({ 'media.state': 'waiting', ...(before && { timestamp: { $lt: before } }) })
      .sort({ timestamp: -1 })
      .limit(PAGE)
      .project({ conversationId: 1, messageId: 1, timestamp: 1, _id: 0 })
      .toArray();
    return z.array(WaitingPart).parse(rows);
  }

  /** Those of the account, with the ids by which the rest of the app knows their conversations. */
  async function ofSession(
    sessionId: string,
    rows: readonly z.infer<typeof WaitingPart>[],
  ): Promise<WaitingMedia[]> {
    if (rows.length === 0) return [];
    const own = await conversations
      .find({ _id: { $in: rows.map(({ conversationId }) => conversationId) }, sessionId })
      .project<{ _id: unknown; conversationId: string }>({ conversationId: 1 })
      .toArray();
    const ids = new Map(own.map(({ _id, conversationId }) => [String(_id), conversationId]));
    return rows.flatMap(({ conversationId, messageId }) => {
      const id = ids.get(conversationId.toHexString());
      return id
        ? [{ conversationId: ConversationId.parse(id), messageId: MessageId.parse(messageId) }]
        : [];
    });
  }
}
