import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { type ConversationStore, NAMED_AT_MOST } from '../conversation-store.ts';
import { conversationFields } from './conversation-document.ts';
import type { ConversationSummaries } from './conversation-summaries.ts';
import type { ConversationDocument } from './documents.ts';
import { afterQuestion, sortOrders } from './filter-conversations.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import { fitsSearch, nameTokens, tokensForSearch } from './name-tokens.ts';

type Row = Pick<ConversationDocument, '_id' | 'conversationId' | 'name' | 'lastMessageAt'>;

const rowFields = { conversationId: 1, name: 1, lastMessageAt: 1 } as const;

/** Names that are opened at a time. */
const AT_A_TIME = 100;
/** Names that are brought into the index at a time. */
const INDEXED_AT_A_TIME = 500;

/** See `ConversationStore`: finds conversations by their names, and keeps the index that this takes. */
export function searchConversations(
  { conversations, keys }: Pick<MongoContext, 'conversations' | 'keys'>,
  joined: JoinedConversations,
  summaries: ConversationSummaries,
): Pick<ConversationStore, 'search' | 'named' | 'indexNames'> {
  return {
    async search({ query, limit }) {
      const shown = new Set<ConversationId>();
      for await (const conversationId of found(query)) {
        // What is found of a part is found of the whole.
        shown.add(await joined.shownAs(conversationId));
        if (shown.size === limit) break;
      }
      const rows = new Map(
        (await summaries.of([...shown])).map((each) => [each.conversationId, each]),
      );
      return [...shown].flatMap((each): ConversationSummary[] => {
        const summary = rows.get(each);
        return summary ? [summary] : [];
      });
    },

    async named(query) {
      const ids: ConversationId[] = [];
      for await (const conversationId of found(query)) ids.push(conversationId);
      return ids;
    },

    async indexNames(signal) {
      let count = 0;
      while (!signal.aborted) {
        const rows = await conversations
          .find({ searchTokens: { $exists: false } })
          .project<Row>(rowFields)
          .limit(INDEXED_AT_A_TIME)
          .toArray();
        if (rows.length === 0) break;
        const names = await namesOf(rows);
        const { modifiedCount } = await conversations.bulkWrite(
          rows.map(({ conversationId, name }, index) => ({
            updateOne: {
              // Not where somebody gives it another name just now. Nobody has to be told of the index.
              filter: { conversationId, name, searchTokens: { $exists: false } },
              update: {
                $set: { searchTokens: nameTokens(keys.lookup, { names: [names[index] ?? ''] }) },
              },
            },
          })),
          { ordered: false },
        );
        count += modifiedCount;
      }
      return count;
    },
  };

  /** Newest first. The index knows the beginnings of words and stretches of digits: each name is opened and looked at. */
  async function* found(query: string): AsyncGenerator<ConversationId> {
    const tokens = tokensForSearch(keys.lookup, query);
    if (tokens.length === 0) return;
    let last: Row | undefined;
    for (let read = 0; read < NAMED_AT_MOST; read += AT_A_TIME) {
      const rows: Row[] = await conversations
        .find({
          searchTokens: { $all: tokens },
          ...(last && afterQuestion('newest', placeOf(last))),
        })
        .project<Row>(rowFields)
        .sort(sortOrders.newest)
        .limit(AT_A_TIME)
        .toArray();
      const names = await namesOf(rows);
      for (const [index, { conversationId }] of rows.entries()) {
        if (fitsSearch({ names: [names[index] ?? ''] }, query)) {
          yield ConversationId.parse(conversationId);
        }
      }
      last = rows.at(-1);
      if (rows.length < AT_A_TIME) return;
    }
  }

  /** Empty for what was erased or cannot be opened. */
  async function namesOf(rows: readonly Row[]): Promise<string[]> {
    const ids = rows.map(({ conversationId }) => ConversationId.parse(conversationId));
    const opened = await keys.keysFor(ids.map(conversationSubject));
    return rows.map(({ name }, index) => {
      const conversationId = ConversationId.parse(ids[index]);
      const key = opened.get(conversationSubject(conversationId));
      return conversationFields(key, conversationId).text('name', name);
    });
  }
}

function placeOf({ lastMessageAt, conversationId }: Row): {
  lastMessageAt: number;
  conversationId: ConversationId;
} {
  return {
    lastMessageAt: lastMessageAt.getTime(),
    conversationId: ConversationId.parse(conversationId),
  };
}
