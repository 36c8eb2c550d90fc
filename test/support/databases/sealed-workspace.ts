import { Binary, type Db, type Document } from 'mongodb';
import { z } from 'zod';
import { openField } from '../../../src-main/crypto/field-cipher.ts';
import { conversationSubject, sessionSubject } from '../../../src-main/crypto/key-subjects.ts';
import type { KeyRing } from '../../../src-main/crypto/key-ring.ts';
import { Workspace } from '../../../src-main/crypto/workspace.ts';
import { mongoKeyStore } from '../../../src-main/store/mongo/mongo-key-store.ts';
import { ConversationId, type SessionId } from '../../../src-preload/contract/ids.ts';
import { memorySecretStore } from './memory-secret-store.ts';

const sealed = z.instanceof(Binary);
const StoredConversation = z.object({
  _id: z.unknown(),
  conversationId: ConversationId,
  whatsappIdSealed: sealed,
  name: sealed,
  messageCount: z.number(),
  unreadCount: z.record(z.string(), z.number()),
  lastMessage: z.object({ messageId: z.string() }).optional(),
});
const StoredMessage = z.object({
  conversationId: z.unknown(),
  messageId: z.string(),
  content: sealed,
  timestamp: z.date(),
});

/** A conversation as it stands, with what is sealed in it opened. */
export interface ReadConversation {
  id: string;
  chatId: string;
  name: string;
  document: z.infer<typeof StoredConversation>;
}

/** A message as it stands, with what is sealed in it opened. */
export interface ReadMessage {
  conversation: string;
  messageId: string;
  content: string;
  /** Milliseconds. */
  timestamp: number;
  document: Document;
}

/**
 * What is really in the databases of a workspace, read beside the app: the documents as they are, opened with the
 * passphrase and nothing else that the app knows.
 */
export class SealedWorkspace {
  readonly #db: Db;
  readonly #keys: KeyRing;

  private constructor(db: Db, keys: KeyRing) {
    this.#db = db;
    this.#keys = keys;
  }

  static async open(db: Db, passphrase: string): Promise<SealedWorkspace> {
    const { keys } = await Workspace.unlock(
      {
        store: mongoKeyStore({ db, deskId: 'test' }),
        secrets: memorySecretStore(),
        passphraseCost: 2,
      },
      passphrase,
    );
    return new SealedWorkspace(db, keys);
  }

  /** What is sealed in the `sessionData` of a session, opened, by its name. */
  async sessionData(sessionId: SessionId): Promise<Record<string, string>> {
    const document = await this.#db.collection('whatsapp_sessions').findOne({ sessionId });
    const key = await this.#keys.keyFor(sessionSubject(sessionId));
    const fields = z.record(z.string(), z.unknown()).parse(document?.sessionData ?? {});
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) =>
        value instanceof Binary
          ? [
              [
                name,
                openField(key, `whatsapp_sessions/${sessionId}/sessionData.${name}`, value.buffer),
              ],
            ]
          : [],
      ),
    );
  }

  async conversations(): Promise<ReadConversation[]> {
    const documents = z
      .array(StoredConversation)
      .parse(await this.#db.collection('conversations').find().toArray());
    return Promise.all(
      documents.map(async (document) => {
        const { conversationId } = document;
        const key = await this.#keys.keyFor(conversationSubject(conversationId));
        const open = (field: string, value: Binary): string =>
          openField(key, `conversations/${conversationId}/${field}`, value.buffer);
        return {
          id: String(document._id),
          chatId: open('whatsappId', document.whatsappIdSealed),
          name: open('name', document.name),
          document,
        };
      }),
    );
  }

  /** Of all partitions, in WhatsApp's order. */
  async messages(): Promise<ReadMessage[]> {
    const ids = new Map(
      (await this.conversations()).map(({ id, document }) => [id, document.conversationId]),
    );
    const read: ReadMessage[] = [];
    for (const document of await messageDocuments(this.#db)) {
      const { conversationId, messageId, content, timestamp } = StoredMessage.parse(document);
      const conversation = String(conversationId);
      const own = ids.get(conversation);
      if (own === undefined) throw new Error('A message has no conversation');
      const key = await this.#keys.keyFor(conversationSubject(own));
      const text = openField(key, `messages/${own}/${messageId}/content`, content.buffer);
      read.push({
        conversation,
        messageId,
        content: text,
        timestamp: timestamp.getTime(),
        document,
      });
    }
    return read;
  }
}

/** How many messages there are in all partitions. */
export async function countMessages(db: Db): Promise<number> {
  const counts = await Promise.all(
    (await partitions(db)).map((name) => db.collection(name).countDocuments()),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

async function messageDocuments(db: Db): Promise<Document[]> {
  const found = await Promise.all(
    (await partitions(db)).map((name) =>
      db
        .collection(name)
        .find({}, { projection: { searchTokens: 0 } })
        .toArray(),
    ),
  );
  return found
    .flat()
    .sort((a, b) => Number(a.timestamp) - Number(b.timestamp) || a.sequence - b.sequence);
}

async function partitions(db: Db): Promise<string[]> {
  const found = await db.listCollections({ name: /^messages_/ }, { nameOnly: true }).toArray();
  return found.map(({ name }) => name);
}
