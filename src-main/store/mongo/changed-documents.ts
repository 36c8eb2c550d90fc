import { LRUCache } from 'lru-cache';
import { type Db, type Document, ObjectId } from 'mongodb';
import { z } from 'zod';
import {
  ContactId,
  ConversationId,
  MessageId,
  SessionId,
} from '../../../src-preload/contract/ids.ts';
import { NoteId } from '../../../src-preload/contract/note.ts';
import type { Change } from '../change-feed.ts';
import { deskPresence } from './presence-document.ts';

/** Conversations whose id is remembered. */
const REMEMBERED = 20_000;

const objectId = z.custom<ObjectId>((value) => value instanceof ObjectId, 'expected an ObjectId');
const ConversationIds = z.object({ conversationId: ConversationId });
const MessageIds = z.object({ conversationId: objectId, messageId: MessageId });
const ContactIds = z.object({ _id: objectId, isBlocked: z.boolean().optional() });
const NoteIds = z.object({ noteId: NoteId });
const SessionIds = z.object({ sessionId: SessionId });

/** Collections whose documents are followed, besides those of messages. */
export const FOLLOWED = [
  'conversations',
  'conversation_notes',
  'whatsapp_contacts',
  'whatsapp_sessions',
  'presences',
] as const;
/** Of this one not every write is a change: one that leaves the field alone says that all is as it was. */
export const CHANGED_WITH = { collection: 'presences', field: 'toldAt' } as const;
/** What is put in here has moved, and not changed. */
export const ARCHIVE_COLLECTION = 'messages_archive';

export function isMessageCollection(name: string): boolean {
  return name.startsWith('messages_');
}

/** All that must be read of a document to tell which one it is. */
export const IDENTIFYING_FIELDS = [
  '_id',
  'conversationId',
  'messageId',
  'sessionId',
  'noteId',
  'updatedBy',
  // Of a contact.
  'isBlocked',
  // All that there is of a presence.
  'userId',
  'isTyping',
] as const;

/** A document that changed, as far as it was read. */
export interface ChangedDocument {
  collection: string;
  document: Document;
  by: string | null;
}

/** Turns documents into changes: messages know their conversation by another id than the rest of the app. */
export class ChangeTranslator {
  readonly #db: Db;
  readonly #conversationIds = new LRUCache<string, ConversationId>({ max: REMEMBERED });

  constructor(db: Db) {
    this.#db = db;
  }

  /** Documents that are none of the app's are left out. Rejects when the database cannot be reached. */
  async translate(documents: readonly ChangedDocument[]): Promise<Change[]> {
    await this.#lookUp(documents);
    return documents.flatMap((each) => this.#changeOf(each) ?? []);
  }

  #changeOf({ collection, document, by }: ChangedDocument): Change | null {
    switch (collection) {
      case 'conversations': {
        const { data } = ConversationIds.safeParse(document);
        return data ? { kind: 'conversation', ...data, by } : null;
      }
      case 'conversation_notes': {
        const { data } = NoteIds.safeParse(document);
        return data ? { kind: 'note', ...data, by } : null;
      }
      case 'whatsapp_contacts': {
        const { data } = ContactIds.safeParse(document);
        if (!data) return null;
        const { _id, isBlocked } = data;
        const contactId = ContactId.parse(_id.toHexString());
        return { kind: 'contact', contactId, ...(isBlocked !== undefined && { isBlocked }), by };
      }
      case 'whatsapp_sessions': {
        const { data } = SessionIds.safeParse(document);
        return data ? { kind: 'session', ...data, by } : null;
      }
      case 'presences': {
        const presence = deskPresence(document);
        return presence && { kind: 'presence', presence, by };
      }
      default: {
        const { data } = MessageIds.safeParse(document);
        const conversationId = data && this.#conversationIds.get(data.conversationId.toHexString());
        return conversationId
          ? { kind: 'message', conversationId, messageId: data.messageId, by }
          : null;
      }
    }
  }

  /** Learns the ids of the conversations of these messages, with one question for all of them. */
  async #lookUp(documents: readonly ChangedDocument[]): Promise<void> {
    const unknown = new Map<string, ObjectId>();
    for (const { collection, document } of documents) {
      if (!isMessageCollection(collection)) continue;
      const { data } = MessageIds.safeParse(document);
      const key = data?.conversationId.toHexString();
      if (data && key && !this.#conversationIds.has(key)) unknown.set(key, data.conversationId);
    }
    if (unknown.size === 0) return;
    const found = await this.#db
      .collection('conversations')
      .find({ _id: { $in: [...unknown.values()] } }, { projection: { conversationId: 1 } })
      .toArray();
    for (const raw of found) {
      const { data } = ConversationIds.safeParse(raw);
      if (data) this.#conversationIds.set(raw._id.toHexString(), data.conversationId);
    }
  }
}
