import { calculateObjectSize } from 'bson';
import { Binary, type Document, type IndexDescription, Long, ObjectId } from 'mongodb';
import { wordsOf } from '../../src-main/crypto/text-words.ts';
import { messageIndexes } from '../../src-main/store/mongo/message-schema.ts';
import { MessageId } from '../../src-preload/contract/ids.ts';
import { ACCOUNT, openDatabases } from '../contract/store/open-databases.ts';
import { readDialogues } from '../simulator/control/dialogues.ts';
import { reportResult } from './support/report-result.ts';

/**
 * How many bytes the documents take: 200 real dialogues go through the real stores, each with a new customer, its
 * answers delivered and read and a lead for every tenth; then every document is read back and measured as BSON, as it
 * stands and without what encryption and the blind index add. What `resources/docs/scaling.md` works out starts here.
 */
/** Milliseconds. */
const STARTED_AT = Date.UTC(2026, 2, 2, 8);
const SECONDS_BETWEEN_TURNS = 45;
/** Version, nonce and tag before a ciphertext (`field-cipher.ts`), which is as long as its text in UTF-8. */
const SEAL_BYTES = 29;
/** The end of an entry of an index says where the document is. */
const PLACE_BYTES = 4;

const databases = await openDatabases();
const { raw, stores, sessionId, userId } = databases;
const dialogues = await readDialogues(
  new URL('../fixtures/order-dialogues-200.jsonl', import.meta.url),
);
const texts = dialogues.flatMap(({ turns }) => turns.map(({ text }) => text));
await storeDialogues();

const messages = await read(/^messages_/);
const messageSizes = measure('message', messages);
const rows = [
  messageSizes,
  measure('conversation', await read(/^conversations$/)),
  measure('contact', await read(/^whatsapp_contacts$/)),
  measure('data key', await read(/^data_keys$/)),
];
const perMessage = {
  messages: messages.length,
  perConversation: Math.round(messages.length / dialogues.length),
  textBytes: average(texts.map((text) => Buffer.byteLength(text))),
  words: average(texts.map((text) => new Set(wordsOf(text)).size)),
  tokens: average(messages.map(({ searchTokens }) => (searchTokens as unknown[]).length)),
  tokenIndexBytes: average(messages.map((each) => indexBytes(each, 'searchTokens'))),
  otherIndexBytes: average(
    messages.map((each) => indexBytes(each) - indexBytes(each, 'searchTokens')),
  ),
};
const rowBytes = await raw.postgres.query<{ lead: string }>(
  'SELECT round(avg(pg_column_size(leads.*))) AS lead FROM leads',
);
await databases.close();

await reportResult('document-sizes', {
  'Bytes of BSON': rows,
  'A message': [{ ...perMessage, leadRowBytes: Number(rowBytes.rows[0]?.lead) }],
  'Bytes of a message with its entries in the indexes': totals(),
});

/** What encryption and search cost; of the tokens, all but one a word are there to find beginnings of words. */
function totals(): object[] {
  const { stored, withoutTokens: noTokens, readable: plain, readableWithoutTokens } = messageSizes;
  const { words, tokens, tokenIndexBytes, otherIndexBytes } = perMessage;
  const row = (what: string, document: number, indexes: number) => ({
    ...{ what, document, indexes },
    together: document + indexes,
  });
  const allIndexes = tokenIndexBytes + otherIndexBytes;
  const beginnings = (tokens - words) / tokens;
  return [
    row('as stored', stored, allIndexes),
    row('without search', noTokens, otherIndexBytes),
    row('without encryption', plain, allIndexes),
    row('without both', readableWithoutTokens, otherIndexBytes),
    row(
      'of which to find beginnings of words',
      Math.round((stored - noTokens) * beginnings),
      Math.round(tokenIndexBytes * beginnings),
    ),
  ];
}

async function storeDialogues(): Promise<void> {
  for (const [number, { turns }] of dialogues.entries()) {
    const phoneNumber = `34611${String(number).padStart(6, '0')}`;
    const chatId = `${phoneNumber}@c.us`;
    const name = `María López García ${number}`;
    const [found] = await stores.conversations.findOrCreate([
      { accountId: ACCOUNT, chatId, sessionId, userId, name, at: STARTED_AT },
    ]);
    if (!found) throw new Error('One was asked for');
    const { conversationId } = found.conversation;
    await stores.contacts.sync(sessionId, [
      {
        whatsappId: chatId,
        name,
        pushname: 'María',
        phoneNumber,
        isBusiness: false,
        isVerified: false,
        isBlocked: false,
      },
    ]);
    const list = turns.map(({ from, text }, index) => {
      const fromMe = from === 'agent';
      return {
        kind: 'message' as const,
        messageId: `3EB0${String(number * 1000 + index).padStart(18, '0')}`,
        chatId,
        fromMe,
        from: fromMe ? ACCOUNT : chatId,
        to: fromMe ? chatId : ACCOUNT,
        type: 'text' as const,
        whatsappType: 'chat',
        content: text,
        status: fromMe ? ('sent' as const) : ('delivered' as const),
        timestamp: STARTED_AT + (number * 60 + index) * SECONDS_BETWEEN_TURNS * 1000,
        isForwarded: false,
        ...(fromMe && { sentBy: userId }),
      };
    });
    await stores.messages.store([
      { conversationId, ordered: list, source: 'live', unreadFor: userId },
    ]);
    for (const { fromMe, messageId, timestamp } of list) {
      if (!fromMe) continue;
      for (const status of ['delivered', 'read'] as const) {
        const id = MessageId.parse(messageId);
        await stores.messages.recordStatus(conversationId, id, status, timestamp + 5000);
      }
    }
    const first = list[0];
    if (number % 10 === 0 && first) {
      await stores.leads.open({
        conversationId,
        messageId: MessageId.parse(first.messageId),
        userId,
        contactName: name,
        reasons: ['place an order'],
        excerpt: first.content,
        createdAt: first.timestamp,
      });
    }
  }
}

/** Every document of the collections, with its numbers in the types in which they are stored. */
async function read(name: RegExp): Promise<Document[]> {
  const db = raw.mongo;
  const collections = await db.listCollections({ name }, { nameOnly: true }).toArray();
  const documents = await Promise.all(
    collections.map((collection) =>
      db.collection(collection.name).find({}, { promoteValues: false }).toArray(),
    ),
  );
  return documents.flat();
}

interface Sizes {
  what: string;
  documents: number;
  stored: number;
  withoutTokens: number;
  readable: number;
  readableWithoutTokens: number;
}

/** Bytes of BSON: as it is stored, without the tokens of the blind index, readable, and readable without tokens. */
function measure(what: string, documents: readonly Document[]): Sizes {
  const size = (change: (document: Document) => Document): number =>
    average(documents.map((document) => calculateObjectSize(change(document))));
  return {
    what,
    documents: documents.length,
    stored: size((document) => document),
    withoutTokens: size(withoutTokens),
    readable: size(readable),
    readableWithoutTokens: size((document) => readable(withoutTokens(document))),
  };
}

function withoutTokens({ searchTokens: _, ...document }: Document): Document {
  return document;
}

/** The document as it would be without encryption: texts of the same length, and each value once. */
function readable(document: Document): Document {
  const plain: Document = {};
  for (const [field, value] of Object.entries(document)) {
    // A value that stands sealed beside its pseudonym takes the pseudonym's place.
    const isBeside = field.endsWith('Sealed');
    if (!isBeside && `${field}Sealed` in document) continue;
    plain[isBeside ? field.slice(0, -'Sealed'.length) : field] = readableValue(value);
  }
  return plain;
}

function readableValue(value: unknown): unknown {
  if (value instanceof Binary) return 'x'.repeat(Math.max(0, value.length() - SEAL_BYTES));
  if (Array.isArray(value)) return value.map(readableValue);
  const isPlain = value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isPlain ? readable(value as Document) : value;
}

/**
 * What a message's entries take in the indexes, or in the one that begins with a field: an estimate after the form in
 * which MongoDB writes keys (a byte of type before each value, one at the end, and the place of the document), before
 * its storage engine shortens what neighbours have in common.
 */
function indexBytes(document: Document, firstField?: string): number {
  const all: IndexDescription[] = [{ key: { _id: 1 } }, ...messageIndexes];
  return all
    .filter(({ key }) => firstField === undefined || Object.keys(key)[0] === firstField)
    .filter((index) => isIndexed(document, index))
    .reduce((sum, { key }) => {
      const values = Object.keys(key).map((field) => document[field] as unknown);
      const entries = values.reduce<number>(
        (count, value) => count * (Array.isArray(value) ? value.length : 1),
        1,
      );
      const bytes = values.reduce<number>(
        (length, value) => length + 1 + keyBytes(Array.isArray(value) ? value[0] : value),
        0,
      );
      return sum + entries * (bytes + 1 + PLACE_BYTES);
    }, 0);
}

function isIndexed(
  document: Document,
  { partialFilterExpression: filter }: IndexDescription,
): boolean {
  if (filter === undefined) return true;
  return 'leadGenerated' in filter ? document.leadGenerated === true : 'businessId' in document;
}

function keyBytes(value: unknown): number {
  if (value instanceof ObjectId) return 12;
  if (typeof value === 'string') return value.length + 1;
  if (value instanceof Date || value instanceof Long) return 8;
  return 2;
}

function average(values: readonly number[]): number {
  return Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
}
