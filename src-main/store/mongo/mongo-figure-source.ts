import { type Filter, ObjectId } from 'mongodb';
import {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import { missingStretches, type Stretch } from '../../domain/history-spans.ts';
import type { MessageFact } from '../figure-store.ts';
import type { FigureSource } from '../figure-source.ts';
import { toHistory } from './conversation-document.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';

type Conversation = Pick<
  ConversationDocument,
  | 'conversationId'
  | 'joinedInto'
  | 'sessionId'
  | 'businessId'
  | 'whatsappId'
  | 'isGroup'
  | 'history'
  | 'lastMessageAt'
  | 'labels'
>;
type Counted = Pick<
  MessageDocument,
  'conversationId' | 'messageId' | 'timestamp' | 'direction' | 'type' | 'isAutomatic' | 'sentBy'
>;

const conversationFields = {
  conversationId: 1,
  joinedInto: 1,
  sessionId: 1,
  businessId: 1,
  whatsappId: 1,
  isGroup: 1,
  history: 1,
  lastMessageAt: 1,
  labels: 1,
} as const;
const messageFields = {
  conversationId: 1,
  messageId: 1,
  timestamp: 1,
  direction: 1,
  type: 1,
  isAutomatic: 1,
  sentBy: 1,
} as const;

/** Reads what stands in clear beside the messages: nothing is deciphered, no key is asked for. */
export function mongoFigureSource({
  conversations,
  partitions,
  keys,
}: Pick<MongoContext, 'conversations' | 'partitions' | 'keys'>): FigureSource {
  const read = (filter: Filter<ConversationDocument>): Promise<Conversation[]> =>
    conversations.find(filter).project<Conversation>(conversationFields).toArray();

  return {
    async conversationIds() {
      const rows = await conversations
        .find({})
        .project<Pick<Conversation, 'conversationId'>>({ _id: 0, conversationId: 1 })
        .toArray();
      return rows.map(({ conversationId }) => ConversationId.parse(conversationId));
    },

    async changedSince(moment) {
      const rows = await conversations
        .find({ updatedAt: { $gte: new Date(moment) } })
        .project<Pick<ConversationDocument, 'conversationId' | 'updatedAt'>>({
          _id: 0,
          conversationId: 1,
          updatedAt: 1,
        })
        .toArray();
      return {
        conversationIds: rows.map(({ conversationId }) => ConversationId.parse(conversationId)),
        newest: Math.max(moment, ...rows.map(({ updatedAt }) => updatedAt.getTime())),
      };
    },

    async conversations(conversationIds) {
      const found = await read({ conversationId: { $in: [...conversationIds] } });
      const shownIds = found.flatMap(({ joinedInto }) => joinedInto ?? []);
      const shown = shownIds.length === 0 ? [] : await read({ conversationId: { $in: shownIds } });
      const people = new Map(
        [...found, ...shown].map(({ conversationId, whatsappId }) => [conversationId, whatsappId]),
      );
      return found.map((each) => {
        const threadId = each.joinedInto ?? each.conversationId;
        const person = people.get(threadId) ?? each.whatsappId;
        return {
          conversationId: ConversationId.parse(each.conversationId),
          threadId: ConversationId.parse(threadId),
          sessionId: SessionId.parse(each.sessionId),
          businessId: each.businessId ? BusinessId.parse(each.businessId.toHexString()) : null,
          // A pseudonym of the pseudonym: by it nobody finds the person's messages.
          contactKey: each.isGroup ? null : keys.lookup.pseudonym(`figures ${person}`),
          unproved: unprovedOf(each),
          labels: each.labels.map((label) => label.toLowerCase()),
        };
      });
    },

    async messages(conversationIds) {
      const places = await conversations
        .find({ conversationId: { $in: [...conversationIds] } })
        .project<Pick<ConversationDocument, '_id' | 'conversationId' | 'partitions'>>({
          conversationId: 1,
          partitions: 1,
        })
        .toArray();
      const names = new Map(
        places.map((each) => [each._id.toHexString(), ConversationId.parse(each.conversationId)]),
      );
      const homes = groupBy(
        places.flatMap((each) => each.partitions.map((partition) => ({ partition, id: each._id }))),
        ({ partition }) => partition,
      );
      // While a conversation goes to the archive its messages are for a moment in both places.
      const facts = new Map<ConversationId, Map<string, MessageFact>>(
        [...names.values()].map((conversationId) => [conversationId, new Map()]),
      );
      for (const [partition, each] of homes) {
        const documents = partitions
          .collection(partition)
          .find({ conversationId: { $in: each.map(({ id }) => id) } })
          .project<Counted>(messageFields);
        for await (const document of documents) {
          const conversationId = names.get(document.conversationId.toHexString());
          if (!conversationId) continue;
          facts.get(conversationId)?.set(document.messageId, factOf(document));
        }
      }
      return new Map(
        [...facts].map(([conversationId, messages]) => [conversationId, [...messages.values()]]),
      );
    },
  };
}

function factOf(document: Counted): MessageFact {
  const { messageId, timestamp, direction, type, isAutomatic, sentBy } = document;
  return {
    messageId,
    at: Math.floor(timestamp.getTime() / 1000) * 1000,
    isIncoming: direction === 'incoming',
    type,
    isAutomatic: isAutomatic === true,
    sentBy: sentBy instanceof ObjectId ? UserId.parse(sentBy.toHexString()) : null,
  };
}

/** What lies before the newest message and was never compared with WhatsApp. */
function unprovedOf(conversation: Conversation): Stretch[] {
  const { spans, fromBeginning } = toHistory(conversation);
  const [first] = spans;
  return missingStretches(spans, {
    from: fromBeginning && first ? first.from : -Infinity,
    to: conversation.lastMessageAt.getTime(),
  });
}
