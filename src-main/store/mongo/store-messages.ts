import { type ClientSession, MongoServerError } from 'mongodb';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { placeInOrder } from '../../domain/message-order.ts';
import { isTurn } from '../../domain/turns.ts';
import { isGroupId } from '../../domain/whatsapp-id.ts';
import { groupBy } from '../../common/group-by.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { ContactStore } from '../contact-store.ts';
import type { MessageBatch, NewMessage, StoreOutcome } from '../message-store.ts';
import {
  countMessages,
  decipherLastMessage,
  needsTurnsRead,
  placeAfter,
} from './count-in-conversation.ts';
import type { MessageDocument } from './documents.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { findPlaces, findReplyTargets, type KnownPlace } from './known-messages.ts';
import { previewOf } from './last-message-preview.ts';
import { contentFields, messageFields, toDocument } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { openMessages } from './open-messages.ts';
import { rewriteTurns } from './read-turns.ts';
import { DUPLICATE_KEY } from './repeat-upsert.ts';

/** WhatsApp's word for a message that this device has not been able to read yet. */
const UNDECIPHERED = 'ciphertext';
/** How often a transaction that met another writer of the same messages, or the archive, is tried again. */
const RETRIES = 20;

/** A batch with what is known of its conversation. */
export interface PlacedBatch extends MessageBatch {
  key: DataKey;
  place: MessagePlace;
  /** Nothing has turned out to be otherwise than was remembered. */
  isFirstTry: boolean;
}

class ConversationMoved extends Error {}

/**
 * Stores messages of several conversations in one transaction with the conversations' counters, last messages and
 * lists of partitions; see `MessageStore.store`.
 */
export async function storeMessages(
  context: MongoContext,
  known: KnownConversations,
  people: ContactStore['people'],
  batches: readonly MessageBatch[],
): Promise<StoreOutcome[][]> {
  const ids = batches.map(({ conversationId }) => conversationId);
  const keys = await Promise.all(
    ids.map((conversationId) => context.keys.keyFor(conversationSubject(conversationId))),
  );
  for (let attempt = 1; ; attempt++) {
    // What is remembered will do at first: should it be behind, the transaction notices.
    const places = await (attempt === 1 ? known.places(ids) : known.freshPlaces(ids));
    const placed = batches.map((batch, index): PlacedBatch => {
      const key = keys[index];
      const place = places[index];
      if (!key || !place) throw new Error('There is a key and a place for each batch');
      return { ...batch, key, place, isFirstTry: attempt === 1 };
    });
    try {
      const plans = await storePlaced(context, known, placed);
      return await outcomesOf(context, people, plans);
    } catch (error) {
      // Somebody else stored one of them meanwhile: read again, it is known now.
      const raced = error instanceof MongoServerError && error.code === DUPLICATE_KEY;
      if (!(raced || error instanceof ConversationMoved) || attempt > RETRIES) throw error;
    }
  }
}

async function storePlaced(
  context: MongoContext,
  known: KnownConversations,
  batches: readonly PlacedBatch[],
): Promise<Plan[]> {
  const { client, partitions, transactions } = context;
  const homes = batches.map(
    ({ ordered, place }) =>
      new Set(ordered.map(({ timestamp }) => partitions.partitionFor(timestamp, place.businessId))),
  );
  // Collections are made before the transaction, which cannot make any with their indexes.
  const all = new Set(homes.flatMap((each) => [...each]));
  await Promise.all([...all].map((partition) => partitions.ensure(partition)));
  const plans = await transactions.run(client, (session) =>
    storeIn(context, batches, all, session),
  );
  for (const { batch, fresh } of plans) {
    // What was counted is certain: nobody else has changed it since it was read.
    if (fresh.length > 0) known.remember(batch.conversationId, placeAfter(context, batch, fresh));
  }
  return plans;
}

/** What there is to tell of the messages of each batch; what was inserted, as people read it. */
async function outcomesOf(
  context: MongoContext,
  people: ContactStore['people'],
  plans: readonly Plan[],
): Promise<StoreOutcome[][]> {
  const opened = await openMessages(
    context,
    people,
    plans.map(({ batch: { conversationId, place, key }, fresh }) => ({
      conversationId,
      place,
      key,
      documents: fresh.map(({ document }) => document),
    })),
  );
  return plans.map(({ outcomes }, index) => {
    const stored = new Map<string, Message>(opened[index]?.map((each) => [each.messageId, each]));
    return outcomes.map(({ outcome, message }): StoreOutcome => {
      const asRead = stored.get(message.messageId);
      if (outcome !== 'inserted') return { outcome, message };
      if (!asRead) throw new Error('What was inserted was read');
      return { outcome, message, stored: asRead };
    });
  });
}

/** What is to be written for one batch. */
interface Plan {
  batch: PlacedBatch;
  outcomes: { outcome: StoreOutcome['outcome']; message: NewMessage }[];
  fresh: { document: MessageDocument; preview: string }[];
  deciphered: { message: NewMessage; partition: string }[];
}

async function storeIn(
  context: MongoContext,
  batches: readonly PlacedBatch[],
  homes: ReadonlySet<string>,
  session: ClientSession,
): Promise<Plan[]> {
  const { partitions, conversations } = context;
  const now = new Date();
  const places = await findPlaces(context, batches, session);
  const replies = await findReplyTargets(context, batches, homes, session);
  const plans = batches.map((batch, index) =>
    plan(context, batch, places[index] ?? [], replies, now),
  );

  const fresh = plans.flatMap((each) => each.fresh.map(({ document }) => ({ document, each })));
  const byHome = groupBy(fresh, ({ document, each }) =>
    partitions.partitionFor(document.timestamp.getTime(), each.batch.place.businessId),
  );
  for (const [partition, documents] of byHome) {
    await partitions.collection(partition).insertMany(
      documents.map(({ document }) => document),
      { session },
    );
  }

  for (const { batch, deciphered } of plans) {
    for (const { message, partition } of deciphered) {
      await decipher(context, batch, message, partition, now, session);
      // Unread it had counted as a message that waits for an answer.
      if (!isTurn(message.type) && !isGroupId(message.chatId)) {
        await rewriteTurns(context, placeAfter(context, batch, []), session);
      }
    }
  }
  const counted = plans
    .filter((each) => each.fresh.length > 0)
    .map((each) => countMessages(context, each.batch, each.fresh, now));
  if (counted.length > 0) {
    const { matchedCount } = await conversations.bulkWrite(counted, { session });
    // Should one have messages elsewhere than was thought, all begins anew: a message may be known there.
    if (matchedCount < counted.length) throw new ConversationMoved();
  }
  for (const { batch, fresh } of plans) {
    if (!needsTurnsRead(batch, fresh)) continue;
    await rewriteTurns(context, placeAfter(context, batch, fresh), session);
  }
  return plans;
}

/** Tells what is new from what is known. */
function plan(
  { keys, deskId }: MongoContext,
  batch: PlacedBatch,
  known: readonly KnownPlace[],
  replies: ReadonlyMap<string, MessageDocument['_id']>,
  now: Date,
): Plan {
  const { conversationId, key, ordered, source, place: conversation } = batch;
  const knownById = new Map(known.map((place) => [place.messageId, place]));
  const places = new Map(
    placeInOrder(ordered, known, source).map((place) => [place.messageId, place]),
  );
  const planned: Plan = { batch, outcomes: [], fresh: [], deciphered: [] };
  const taken = new Set(knownById.keys());
  for (const message of ordered) {
    const place = places.get(message.messageId);
    const stored = knownById.get(message.messageId);
    // The same message twice in one batch is inserted once.
    if (!place || taken.has(message.messageId)) {
      const isNews = stored?.whatsappType === UNDECIPHERED && !isUndeciphered(message);
      if (isNews) planned.deciphered.push({ message, partition: stored.partition });
      planned.outcomes.push({ outcome: isNews ? 'deciphered' : 'alreadyKnown', message });
      continue;
    }
    taken.add(message.messageId);
    const document = toDocument({
      message,
      conversationId,
      conversation,
      place,
      replyTo: replies.get(`${conversationId} ${message.replyToMessageId ?? ''}`),
      key,
      lookup: keys.lookup,
      deskId,
      now,
    });
    planned.fresh.push({ document, preview: previewOf(message) });
    planned.outcomes.push({ outcome: 'inserted', message });
  }
  return planned;
}

/** Gives a message that was stored undeciphered the content that came later. */
async function decipher(
  context: MongoContext,
  batch: PlacedBatch,
  message: NewMessage,
  partition: string,
  now: Date,
  session: ClientSession,
): Promise<void> {
  const { partitions, conversations, keys, deskId } = context;
  const { conversationId, key, place } = batch;
  const { type, whatsappType, messageId } = message;
  const fields = messageFields(key, conversationId, messageId);
  const content = contentFields(message, fields, keys.lookup);
  await partitions.collection(partition).updateOne(
    { conversationId: place._id, messageId },
    {
      $set: { type, whatsappType, ...content, updatedAt: now, updatedBy: deskId },
      ...(message.raw === undefined && { $unset: { raw: '' } }),
    },
    { session },
  );
  const last = decipherLastMessage(context, batch, message, now);
  await conversations.updateOne(last.filter, last.update, { session });
}

function isUndeciphered({ whatsappType }: { whatsappType: string }): boolean {
  return whatsappType === UNDECIPHERED;
}
