import { type Filter, ObjectId } from 'mongodb';
import type { CommandPayload } from '../../../src-preload/contract/contract.ts';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { MessageHit } from '../../../src-preload/contract/search.ts';
import { groupBy } from '../../common/group-by.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import { findHighlights } from '../../crypto/text-words.ts';
import type { ContactStore } from '../contact-store.ts';
import type { MessageSearch } from '../message-search.ts';
import { conversationFields } from './conversation-document.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import type { JoinedConversations } from './joined-conversations.ts';
import type { KnownConversations, MessagePlace } from './known-conversations.ts';
import { hasTag } from './message-kinds.ts';
import { withoutTokens } from './message-document.ts';
import { ARCHIVE, monthOf, monthOfPartition, newestFirst } from './message-partitions.ts';
import { searchableText } from './message-parts.ts';
import type { MongoContext } from './mongo-context.ts';
import { openMessages } from './open-messages.ts';

type SearchInput = CommandPayload<'message.search'>;

/** Documents that are opened and looked at for each hit that is still wanted: some only resemble what is looked for. */
const CANDIDATES_PER_HIT = 2;

/**
 * Walks the months from new to old and stops when it has enough. The index narrows a month down to messages that have
 * the beginnings of the words; they are opened here, and kept when they really match.
 */
export function mongoMessageSearch(
  context: MongoContext,
  known: KnownConversations,
  /** Of the people in messages. */
  people: ContactStore['people'],
  joined: JoinedConversations,
): MessageSearch {
  const { partitions, conversations, keys } = context;

  return {
    async search(input) {
      const tokens = keys.lookup.tokensForQuery(input.query);
      const isForTag = input.tag !== undefined && isBlank(input.query);
      if (tokens.length === 0 && !isForTag) return { items: [], next: null };
      const filter = await filterOf(input, tokens);
      const hits: MessageHit[] = [];
      const ids: string[] = [];
      for (const wave of waves(stretches(await partitionsFor(input), input))) {
        const count = (input.limit + 1 - hits.length) * CANDIDATES_PER_HIT;
        const first = await Promise.all(
          wave.map((stretch) => read(stretch, filter, input.after, count)),
        );
        for (const [index, stretch] of wave.entries()) {
          let candidates = first[index] ?? [];
          for (;;) {
            for (const { hit, id } of await open(candidates, input.query)) {
              hits.push(hit);
              ids.push(id);
            }
            const last = candidates.at(-1);
            if (candidates.length < count || hits.length > input.limit || !last) break;
            const cursor = { timestamp: last.timestamp.getTime(), id: last._id.toHexString() };
            candidates = await read(stretch, filter, cursor, count);
          }
          if (hits.length > input.limit) break;
        }
        if (hits.length > input.limit) break;
      }
      const items = hits.slice(0, input.limit);
      const last = items.at(-1);
      const lastId = ids[items.length - 1];
      return {
        items,
        next:
          hits.length > input.limit && last && lastId !== undefined
            ? { timestamp: last.message.timestamp, id: lastId }
            : null,
      };
    },
  };

  async function partitionsFor(input: SearchInput): Promise<string[]> {
    if (input.conversationId === undefined) return partitions.all();
    const places = await known.freshPlaces(await joined.membersOf(input.conversationId));
    return newestFirst([...new Set(places.flatMap((place) => place.partitions))]);
  }

  async function filterOf(input: SearchInput, tokens: bigint[]): Promise<Filter<MessageDocument>> {
    return {
      ...(tokens.length > 0 && { searchTokens: { $all: tokens } }),
      ...(input.tag !== undefined && { ...hasTag, tags: input.tag }),
      ...(input.conversationId && {
        conversationId: {
          $in: (await known.places(await joined.membersOf(input.conversationId))).map(
            ({ _id }) => _id,
          ),
        },
      }),
      ...(input.businessId && { businessId: new ObjectId(input.businessId) }),
      ...(input.direction && { direction: input.direction }),
    };
  }

  /** Newest first; of every partition of the stretch as many as are asked for. */
  async function read(
    stretch: Stretch,
    filter: Filter<MessageDocument>,
    after: SearchInput['after'],
    count: number,
  ): Promise<MessageDocument[]> {
    const time = {
      ...(stretch.from !== undefined && { $gte: new Date(stretch.from) }),
      ...(stretch.until !== undefined && { $lt: new Date(stretch.until) }),
    };
    const place: Filter<MessageDocument>[] = [];
    if (Object.keys(time).length > 0) place.push({ timestamp: time });
    if (after) {
      const at = new Date(after.timestamp);
      place.push({
        $or: [{ timestamp: { $lt: at } }, { timestamp: at, _id: { $lt: new ObjectId(after.id) } }],
      });
    }
    const found = await Promise.all(
      stretch.partitions.map((partition) =>
        partitions
          .collection(partition)
          .find(place.length > 0 ? { ...filter, $and: place } : filter)
          .project<MessageDocument>(withoutTokens)
          .sort({ timestamp: -1, _id: -1 })
          .limit(count)
          .toArray(),
      ),
    );
    const documents = new Map(
      found.flat().map((document) => [document._id.toHexString(), document]),
    );
    return [...documents.values()]
      .sort(
        (a, b) =>
          b.timestamp.getTime() - a.timestamp.getTime() ||
          (b._id.toHexString() < a._id.toHexString() ? -1 : 1),
      )
      .slice(0, count);
  }

  /** Those that match in truth, with where they do. */
  async function open(
    documents: readonly MessageDocument[],
    query: string,
  ): Promise<{ hit: MessageHit; id: string }[]> {
    const ids = [...groupBy(documents, (each) => each.conversationId.toHexString()).keys()];
    if (ids.length === 0) return [];
    const rows = await conversations
      .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
      .project<MessagePlace & Pick<ConversationDocument, 'conversationId' | 'name'>>({
        conversationId: 1,
        sessionId: 1,
        accountIdSealed: 1,
        partitions: 1,
        name: 1,
      })
      .toArray();
    const found = await keys.keysFor(
      rows.map((row) => conversationSubject(ConversationId.parse(row.conversationId))),
    );
    const byConversation = groupBy(documents, (each) => each.conversationId.toHexString());
    const conversationsRead = rows.map((row) => {
      const conversationId = ConversationId.parse(row.conversationId);
      const key = found.get(conversationSubject(conversationId));
      const name = conversationFields(key, conversationId).text('name', row.name);
      const written = byConversation.get(row._id.toHexString()) ?? [];
      return { conversationId, place: row, key, name, documents: written };
    });
    const messages = await openMessages(context, people, conversationsRead);
    const shownAs = await Promise.all(
      conversationsRead.map(({ conversationId }) => joined.shownAs(conversationId)),
    );
    const hits = conversationsRead.flatMap(({ name, documents: written }, index) =>
      written.flatMap((document, place): { hit: MessageHit; document: MessageDocument }[] => {
        const message = messages[index]?.[place];
        if (!message) return [];
        // It may stand in a card, a poll or a file's name, where nothing can be marked.
        const text = searchableText(message.content, message.details, message.media?.fileName);
        if (!isBlank(query) && findHighlights(text, query).length === 0) return [];
        const highlights = findHighlights(message.content, query);
        const shown = { ...message, conversationId: shownAs[index] ?? message.conversationId };
        return [{ hit: { message: shown, conversationName: name, highlights }, document }];
      }),
    );
    const order = new Map(documents.map((document, place) => [document, place]));
    return hits
      .sort((a, b) => (order.get(a.document) ?? 0) - (order.get(b.document) ?? 0))
      .map(({ hit, document }) => ({ hit, id: document._id.toHexString() }));
  }
}

/** Nothing is looked for but a tag. */
function isBlank(query: string): boolean {
  return query.trim() === '';
}

/** More and more months are asked at a time: a word that is rare is in few of them. */
function* waves(all: readonly Stretch[]): Generator<Stretch[]> {
  for (let start = 0, width = 1; start < all.length; start += width, width *= 2) {
    yield all.slice(start, start + width);
  }
}

/** Partitions that are read side by side, and what of their time. Milliseconds. */
interface Stretch {
  partitions: string[];
  from?: number;
  until?: number;
}

/**
 * One stretch a month, newest first. The archive has messages of any time: each month is read in it as well, and
 * last what is older than all of them.
 */
function stretches(all: readonly string[], input: SearchInput): Stretch[] {
  const hasArchive = all.includes(ARCHIVE);
  const newest = input.after?.timestamp ?? input.until;
  const months = groupBy(
    all.filter((partition) => partition !== ARCHIVE),
    (partition) => monthOfPartition(partition) ?? '',
  );
  const found: Stretch[] = [];
  let before: number | undefined;
  for (const [month, partitions] of months) {
    const [year = '', number = ''] = month.split('_');
    const start = Date.UTC(Number(year), Number(number) - 1);
    const isTooNew = newest !== undefined && start > newest;
    const isTooOld = input.from !== undefined && monthOf(input.from) > month;
    if (isTooNew || isTooOld) continue;
    found.push(
      limited(input, {
        partitions: hasArchive ? [...partitions, ARCHIVE] : partitions,
        ...(hasArchive && { from: start, ...(before !== undefined && { until: before }) }),
      }),
    );
    before = start;
  }
  if (hasArchive) {
    found.push(
      limited(input, {
        partitions: [ARCHIVE],
        ...(before !== undefined && { until: before }),
      }),
    );
  }
  return found;
}

function limited({ from, until }: SearchInput, stretch: Stretch): Stretch {
  const latest = Math.min(until ?? Infinity, stretch.until ?? Infinity);
  const earliest = Math.max(from ?? -Infinity, stretch.from ?? -Infinity);
  return {
    partitions: stretch.partitions,
    ...(latest !== Infinity && { until: latest }),
    ...(earliest !== -Infinity && { from: earliest }),
  };
}
