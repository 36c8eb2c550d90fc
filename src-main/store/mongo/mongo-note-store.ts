import { randomUUID } from 'node:crypto';
import { type Collection, ObjectId, type UpdateFilter } from 'mongodb';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { type Note, NoteId } from '../../../src-preload/contract/note.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { NoteRefusal, NoteStore } from '../note-store.ts';
import { NoteDocument, SCHEMA_VERSION } from './documents.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import { addMentions, dropMentions, mentionedBy } from './mention-marks.ts';
import type { MongoContext } from './mongo-context.ts';
import { SealedFields } from './sealed-fields.ts';

/** Notes of one conversation that are read at most. */
const AT_MOST = 500;

/**
 * Notes are sealed with the key of their conversation: what rotates or destroys that key does so for them, too. They
 * stay where they are when a conversation's messages go to the archive.
 */
export function mongoNoteStore(context: MongoContext, joined: JoinedConversations): NoteStore {
  const { db, conversations, keys, deskId } = context;
  const collection: Collection<NoteDocument> = db.collection('conversation_notes');

  /** As parts of the conversations as which theirs are shown, with one question for all keys. */
  const open = async (raw: readonly unknown[]): Promise<Note[]> => {
    const documents = raw.map((each) => NoteDocument.parse(each));
    const subjects = documents.map(({ conversationId }) => subjectOf(conversationId));
    const found = await keys.keysFor([...new Set(subjects)]);
    return Promise.all(
      documents.map(async (document) =>
        toNote(
          document,
          found.get(subjectOf(document.conversationId)),
          await joined.shownAs(ConversationId.parse(document.conversationId)),
        ),
      ),
    );
  };

  const find = async (noteId: NoteId): Promise<Note | null> => {
    const document = await collection.findOne({ noteId });
    const [note] = document ? await open([document]) : [];
    return note ?? null;
  };

  /** Changes a note that is there and this author's. */
  const change = async (
    noteId: NoteId,
    authorId: UserId,
    update: (conversationId: string) => Promise<UpdateFilter<NoteDocument>>,
  ): Promise<Note | NoteRefusal> => {
    const there = await collection.findOne({ noteId, deletedAt: { $exists: false } });
    if (!there) return 'notFound';
    const author = new ObjectId(authorId);
    if (!there.authorId.equals(author)) return 'notAuthor';
    const document = await collection.findOneAndUpdate(
      { noteId, authorId: author, deletedAt: { $exists: false } },
      await update(there.conversationId),
      { returnDocument: 'after' },
    );
    if (!document) return 'notFound';
    const [before, now] = [mentionedBy(there), mentionedBy(document)];
    const without = (some: ObjectId[], others: ObjectId[]): ObjectId[] =>
      some.filter((one) => !others.some((other) => other.equals(one)));
    await addMentions(context, there.conversationId, without(now, before));
    await dropMentions(context, collection, there.conversationId, without(before, now));
    const [note] = await open([document]);
    return note ?? 'notFound';
  };

  return {
    async list(conversationId) {
      const members = await joined.membersOf(conversationId);
      const documents = await collection
        .find({ conversationId: { $in: members }, deletedAt: { $exists: false } })
        .sort({ timestamp: -1 })
        .limit(AT_MOST)
        .toArray();
      return open(documents.reverse());
    },

    find,

    async write(conversationId, authorId, { body, mentions, at }) {
      const shown = await joined.shownAs(conversationId);
      const isThere = await conversations.findOne(
        { conversationId: shown },
        { projection: { _id: 1 } },
      );
      if (!isThere) return null;
      const noteId = NoteId.parse(randomUUID());
      const now = new Date();
      const key = await keys.keyFor(conversationSubject(shown));
      const document: NoteDocument = {
        _id: new ObjectId(),
        schemaVersion: SCHEMA_VERSION,
        createdAt: now,
        updatedAt: now,
        updatedBy: deskId,
        noteId,
        conversationId: shown,
        authorId: new ObjectId(authorId),
        text: fieldsOf(key, noteId).seal('text', body),
        mentions: mentions.map((each) => new ObjectId(each)),
        timestamp: new Date(at),
      };
      await collection.insertOne(document);
      await addMentions(context, shown, mentionedBy(document));
      return toNote(document, key, shown);
    },

    async see(conversationId, userId) {
      const { modifiedCount } = await conversations.updateMany(
        {
          conversationId: { $in: await joined.membersOf(conversationId) },
          mentions: { $elemMatch: { userId: new ObjectId(userId), isSeen: false } },
        },
        { $set: { 'mentions.$.isSeen': true, updatedAt: new Date(), updatedBy: deskId } },
      );
      return modifiedCount > 0 ? 'changed' : 'unchanged';
    },

    edit: (noteId, authorId, { body, mentions, at }) =>
      change(noteId, authorId, async (conversationId) => {
        const key = await keys.keyFor(subjectOf(conversationId));
        return {
          $set: {
            text: fieldsOf(key, noteId).seal('text', body),
            mentions: mentions.map((each) => new ObjectId(each)),
            editedAt: new Date(at),
            updatedAt: new Date(),
            updatedBy: deskId,
          },
        };
      }),

    remove: (noteId, authorId, at) =>
      change(noteId, authorId, () =>
        Promise.resolve({
          $set: {
            mentions: [],
            deletedAt: new Date(at),
            updatedAt: new Date(),
            updatedBy: deskId,
          },
          $unset: { text: '' },
        }),
      ),
  };
}

function subjectOf(conversationId: string): string {
  return conversationSubject(ConversationId.parse(conversationId));
}

function fieldsOf(key: DataKey | undefined, noteId: string): SealedFields {
  return new SealedFields(key, `conversation_notes/${noteId}`);
}

function toNote(
  document: NoteDocument,
  key: DataKey | undefined,
  conversationId: ConversationId,
): Note {
  return {
    noteId: NoteId.parse(document.noteId),
    conversationId,
    authorId: UserId.parse(document.authorId.toHexString()),
    body: fieldsOf(key, document.noteId).text('text', document.text),
    mentions: document.mentions.map((each) => UserId.parse(each.toHexString())),
    timestamp: document.timestamp.getTime(),
    editedAt: document.editedAt?.getTime() ?? null,
    isDeleted: document.deletedAt !== undefined,
  };
}
