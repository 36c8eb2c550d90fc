import { type Document, ObjectId } from 'mongodb';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import { conversationSubject, sessionSubject } from '../../../crypto/key-subjects.ts';
import type { RecordScope, WriteOutcome } from '../../document-records.ts';
import { conversationFields, openConversations } from '../conversation-document.ts';
import {
  type ConversationDocument,
  NoteDocument,
  SCHEMA_VERSION,
  SessionDocument,
} from '../documents.ts';
import type { MongoContext } from '../mongo-context.ts';
import { nameTokens } from '../name-tokens.ts';
import { insertUnlessThere } from '../repeat-upsert.ts';
import { SealedFields } from '../sealed-fields.ts';
import type { KnownIds } from './known-ids.ts';
import { batchesOf, chunksOf, given, iso, isoOr } from './record-batches.ts';

const hex = (id: ObjectId): string => id.toHexString();
const hexOr = (id: ObjectId | undefined): string | undefined => id?.toHexString();
const idOr = (id: string | undefined): ObjectId | undefined => (id ? new ObjectId(id) : undefined);
const dateOr = (time: string | undefined): Date | undefined => (time ? new Date(time) : undefined);

/** The accounts through which the conversations were had. */
export async function* readAccounts(
  { sessions, conversations, keys }: MongoContext,
  { conversationIds, businessId }: RecordScope,
): AsyncGenerator<RecordOf<'account'>> {
  const ids = new Set<string>();
  for (const some of chunksOf(conversationIds)) {
    const own = await conversations.distinct('sessionId', { conversationId: { $in: some } });
    for (const id of own) ids.add(id);
  }
  if (businessId !== null) {
    const own = await sessions.distinct('sessionId', { businessId: new ObjectId(businessId) });
    for (const id of own) ids.add(id);
  }
  for (const some of chunksOf([...ids].sort())) {
    const found = sessions.find({ sessionId: { $in: some } }).sort({ sessionId: 1 });
    for await (const batch of batchesOf(found)) {
      const opened = await keys.keysFor(batch.map(({ sessionId }) => sessionSubject(sessionId)));
      for (const raw of batch) {
        const session = SessionDocument.parse(raw);
        const { sessionId, account } = session;
        const fields = accountFields(opened.get(sessionSubject(sessionId)), sessionId);
        yield {
          sessionId,
          userId: hex(session.userId),
          businessId: hexOr(session.businessId),
          account: account && {
            whatsappId: fields.text('account.whatsappId', account.whatsappIdSealed),
            phoneNumber: fields.text('account.phoneNumber', account.phoneNumber),
            pushname: fields.text('account.pushname', account.pushname),
            platform: account.platform,
          },
          rateLimitPerHour: session.rateLimitPerHour,
          autoReconnect: session.autoReconnect,
          createdAt: iso(session.createdAt),
        };
      }
    }
  }
}

function accountFields(key: ConstructorParameters<typeof SealedFields>[0], sessionId: string) {
  return new SealedFields(key, `whatsapp_sessions/${sessionId}`);
}

/** They are not connected, and nobody is signed in: the account is linked anew. */
export async function writeAccounts(
  { sessions, keys, deskId }: MongoContext,
  records: readonly RecordOf<'account'>[],
): Promise<WriteOutcome[]> {
  const documents = await Promise.all(
    records.map(async (record): Promise<SessionDocument> => {
      const { sessionId, account } = record;
      const fields = accountFields(await keys.keyFor(sessionSubject(sessionId)), sessionId);
      return given({
        _id: new ObjectId(),
        schemaVersion: SCHEMA_VERSION,
        sessionId,
        userId: new ObjectId(record.userId),
        businessId: idOr(record.businessId),
        deskId,
        status: 'disconnected' as const,
        account: account && {
          whatsappId: keys.lookup.pseudonym(account.whatsappId),
          whatsappIdSealed: fields.seal('account.whatsappId', account.whatsappId),
          phoneNumber: fields.seal('account.phoneNumber', account.phoneNumber),
          pushname: fields.seal('account.pushname', account.pushname),
          platform: account.platform,
        },
        messageCount: 0,
        errorCount: 0,
        autoReconnect: record.autoReconnect,
        rateLimitPerHour: record.rateLimitPerHour,
        stateChangedAt: new Date(),
        isActive: false,
        createdAt: new Date(record.createdAt),
        updatedAt: new Date(),
        updatedBy: deskId,
      });
    }),
  );
  const taken = await insertUnlessThere(sessions, documents);
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}

export async function* readConversations(
  { conversations, keys }: MongoContext,
  { conversationIds }: RecordScope,
  known: KnownIds,
): AsyncGenerator<RecordOf<'conversation'>> {
  for (const ids of chunksOf(conversationIds)) {
    const found = conversations
      .find({ conversationId: { $in: ids } })
      .sort({ conversationId: 1 })
      .project({ searchTokens: 0 });
    for await (const batch of batchesOf(found)) {
      yield* await openConversations(keys, batch, (document, fields) =>
        toRecord(document, fields, known),
      );
    }
  }
}

export function toRecord(
  document: ConversationDocument,
  fields: SealedFields,
  known: KnownIds,
): RecordOf<'conversation'> {
  const { history, lastMessage, groupName, groupDescription, lastMessageContent } = document;
  return {
    conversationId: document.conversationId,
    sessionId: document.sessionId,
    accountId: fields.text('accountId', document.accountIdSealed),
    whatsappId: fields.text('whatsappId', document.whatsappIdSealed),
    ownerId: hex(document.ownerId),
    businessId: hexOr(document.businessId),
    name: fields.text('name', document.name),
    participants: document.participants.map((each) => ({
      userId: hexOr(each.userId),
      businessId: hexOr(each.businessId),
      whatsappId: known.find(each.whatsappId),
      name: fields.text('name', each.name),
      type: each.type,
    })),
    isGroup: document.isGroup,
    groupName: groupName && fields.text('name', groupName),
    groupDescription: groupDescription && fields.text('groupDescription', groupDescription),
    lastMessageAt: iso(document.lastMessageAt),
    lastMessageContent: lastMessageContent && fields.text('lastMessageContent', lastMessageContent),
    lastMessage: lastMessage && { ...lastMessage, id: hexOr(document.lastMessageId) },
    messageCount: document.messageCount,
    unreadCount: document.unreadCount,
    isArchived: document.isArchived,
    isPinned: document.isPinned,
    leadId: hexOr(document.leadId),
    campaignId: hexOr(document.campaignId),
    campaignSince: isoOr(document.campaignSince),
    status: document.status,
    snoozedUntil: isoOr(document.snoozedUntil),
    arrival: document.arrival,
    unread: document.unread.map(({ userId, ...rest }) => ({ userId: hex(userId), ...rest })),
    mentions: document.mentions.map(({ userId, isSeen }) => ({ userId: hex(userId), isSeen })),
    turns: document.turns,
    priority: document.priority,
    assigneeId: hexOr(document.assigneeId),
    labels: document.labels,
    history: history && {
      revision: history.revision,
      spans: history.spans.map(({ from, to, count }) => ({ from: iso(from), to: iso(to), count })),
      gaps: history.gaps.map(({ from, to }) => ({ from: iso(from), to: iso(to) })),
      fromBeginning: history.fromBeginning,
    },
    joinedInto: document.joinedInto,
    createdAt: iso(document.createdAt),
    unreadable: fields.open('name', document.name).unreadable,
  };
}

/** As it was when it was exported; its messages are still to come, and say where they lie. */
export async function writeConversations(
  context: MongoContext,
  records: readonly RecordOf<'conversation'>[],
): Promise<WriteOutcome[]> {
  const documents = await Promise.all(records.map((record) => toDocument(context, record)));
  const taken = await insertUnlessThere(context.conversations, documents);
  await context.cache.clear('conversations');
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}

async function toDocument(
  { keys, deskId }: MongoContext,
  record: RecordOf<'conversation'>,
): Promise<ConversationDocument> {
  const conversationId = ConversationId.parse(record.conversationId);
  const fields = conversationFields(
    await keys.keyFor(conversationSubject(conversationId)),
    conversationId,
  );
  const { lookup } = keys;
  const { history, lastMessage, name, groupName, groupDescription, lastMessageContent } = record;
  return given({
    _id: new ObjectId(),
    schemaVersion: SCHEMA_VERSION,
    conversationId,
    sessionId: record.sessionId,
    accountId: lookup.pseudonym(record.accountId),
    accountIdSealed: fields.seal('accountId', record.accountId),
    whatsappId: lookup.pseudonym(record.whatsappId),
    whatsappIdSealed: fields.seal('whatsappId', record.whatsappId),
    ownerId: new ObjectId(record.ownerId),
    businessId: idOr(record.businessId),
    name: fields.seal('name', name),
    searchTokens: nameTokens(lookup, { names: [name] }),
    participants: record.participants.map((each, place) =>
      given({
        userId: idOr(each.userId),
        businessId: idOr(each.businessId),
        // The other side stands first, then the account.
        whatsappId: lookup.pseudonym(
          each.whatsappId ?? (place === 0 ? record.whatsappId : record.accountId),
        ),
        name: fields.seal('name', each.name),
        type: each.type,
      }),
    ),
    isGroup: record.isGroup,
    groupName: groupName === undefined ? undefined : fields.seal('name', groupName),
    groupDescription:
      groupDescription === undefined
        ? undefined
        : fields.seal('groupDescription', groupDescription),
    lastMessageAt: new Date(record.lastMessageAt),
    lastMessageContent:
      lastMessageContent === undefined
        ? undefined
        : fields.seal('lastMessageContent', lastMessageContent),
    lastMessageId: idOr(lastMessage?.id),
    lastMessage: lastMessage && withoutId(lastMessage),
    messageCount: record.messageCount,
    partitions: [],
    unreadCount: record.unreadCount,
    isArchived: record.isArchived,
    isPinned: record.isPinned,
    leadId: idOr(record.leadId),
    campaignId: idOr(record.campaignId),
    campaignSince: dateOr(record.campaignSince),
    status: record.status,
    snoozedUntil: dateOr(record.snoozedUntil),
    arrival: record.arrival,
    unread: record.unread.map(({ userId, ...rest }) => ({ userId: new ObjectId(userId), ...rest })),
    mentions: record.mentions.map(({ userId, isSeen }) => ({
      userId: new ObjectId(userId),
      isSeen,
    })),
    turns: record.turns,
    priority: record.priority,
    assigneeId: idOr(record.assigneeId),
    labels: record.labels,
    history: history && {
      revision: history.revision,
      spans: history.spans.map(({ from, to, count }) => ({
        ...{ from: new Date(from), to: new Date(to), count },
      })),
      gaps: history.gaps.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) })),
      fromBeginning: history.fromBeginning,
    },
    joinedInto: record.joinedInto,
    createdAt: new Date(record.createdAt),
    updatedAt: new Date(),
    updatedBy: deskId,
  });
}

function withoutId({
  id: _itsOwnField,
  ...rest
}: NonNullable<RecordOf<'conversation'>['lastMessage']>): typeof rest {
  return rest;
}

export async function* readNotes(
  { db, keys }: MongoContext,
  { conversationIds }: RecordScope,
): AsyncGenerator<RecordOf<'note'>> {
  for (const ids of chunksOf(conversationIds)) {
    const found = db
      .collection('conversation_notes')
      .find({ conversationId: { $in: ids } })
      .sort({ timestamp: 1, noteId: 1 });
    for await (const batch of batchesOf<Document>(found)) {
      const notes = batch.map((raw) => NoteDocument.parse(raw));
      const subjectOf = ({ conversationId }: NoteDocument): string =>
        conversationSubject(ConversationId.parse(conversationId));
      const opened = await keys.keysFor(notes.map(subjectOf));
      for (const note of notes) {
        const fields = noteFields(opened.get(subjectOf(note)), note.noteId);
        yield {
          noteId: note.noteId,
          conversationId: note.conversationId,
          authorId: hex(note.authorId),
          text: note.text && fields.text('text', note.text),
          mentions: note.mentions.map(hex),
          at: iso(note.timestamp),
          editedAt: isoOr(note.editedAt),
          deletedAt: isoOr(note.deletedAt),
        };
      }
    }
  }
}

function noteFields(key: ConstructorParameters<typeof SealedFields>[0], noteId: string) {
  return new SealedFields(key, `conversation_notes/${noteId}`);
}

export async function writeNotes(
  { db, keys, deskId }: MongoContext,
  records: readonly RecordOf<'note'>[],
): Promise<WriteOutcome[]> {
  const documents = await Promise.all(
    records.map(async (record): Promise<NoteDocument> => {
      const conversationId = ConversationId.parse(record.conversationId);
      const key = await keys.keyFor(conversationSubject(conversationId));
      return given({
        _id: new ObjectId(),
        schemaVersion: SCHEMA_VERSION,
        noteId: record.noteId,
        conversationId,
        authorId: new ObjectId(record.authorId),
        text:
          record.text === undefined
            ? undefined
            : noteFields(key, record.noteId).seal('text', record.text),
        mentions: record.mentions.map((id) => new ObjectId(id)),
        timestamp: new Date(record.at),
        editedAt: dateOr(record.editedAt),
        deletedAt: dateOr(record.deletedAt),
        createdAt: new Date(record.at),
        updatedAt: new Date(),
        updatedBy: deskId,
      });
    }),
  );
  const taken = await insertUnlessThere(
    db.collection<NoteDocument>('conversation_notes'),
    documents,
  );
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}
