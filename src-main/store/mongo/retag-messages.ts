import type { Collection } from 'mongodb';
import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { isSameLabel } from '../../../src-preload/contract/label.ts';
import type { MessageStore, TaggedMessage } from '../message-store.ts';
import type { ConversationDocument, MessageDocument } from './documents.ts';
import { hasTag } from './message-kinds.ts';
import type { MongoContext } from './mongo-context.ts';
import { renamedIn } from './relabel-conversations.ts';

/** Messages that are changed at a time. */
const AT_A_TIME = 500;

/** What of a message is read to change its tags. */
type Row = Pick<MessageDocument, '_id' | 'conversationId' | 'messageId' | 'tags'>;

/** See `MessageStore`: tags over all conversations, whatever month they are in. */
export function taggedMessages({
  partitions,
  conversations,
  deskId,
}: Pick<MongoContext, 'partitions' | 'conversations' | 'deskId'>): Pick<
  MessageStore,
  'tags' | 'countTagged' | 'retag'
> {
  const collections = async (): Promise<Collection<MessageDocument>[]> =>
    (await partitions.all()).map((partition) => partitions.collection(partition));

  return {
    async tags() {
      const all = await Promise.all((await collections()).map(tagsIn));
      return [...new Set(all.flat())].sort();
    },

    async countTagged(tag) {
      const counts = await Promise.all(
        (await collections()).map(async (messages) => {
          const tags = { $in: await spellingsIn(messages, tag) };
          return messages.countDocuments({ ...hasTag, tags });
        }),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },

    async retag(tag, name) {
      const changed = new Map<string, Row>();
      // The archive is the last: what is taken there meanwhile is met there.
      for (const messages of await collections()) {
        for (;;) {
          // What is spelled as it is to be spelled stays.
          const spellings = (await spellingsIn(messages, tag)).filter((each) => each !== name);
          if (spellings.length === 0) break;
          const rows = await messages
            .find({ ...hasTag, tags: { $in: spellings } })
            .project<Row>({ conversationId: 1, messageId: 1, tags: 1 })
            .limit(AT_A_TIME)
            .toArray();
          if (rows.length === 0) break;
          const written = { updatedAt: new Date(), updatedBy: deskId };
          await messages.bulkWrite(
            rows.map(({ conversationId, messageId, tags }) => ({
              updateOne: {
                filter: { conversationId, messageId, tags },
                update: { $set: { tags: renamedIn(tags, tag, name), ...written } },
              },
            })),
            { ordered: false },
          );
          for (const row of rows) changed.set(row._id.toHexString(), row);
        }
      }
      return named([...changed.values()]);
    },
  };

  async function named(rows: readonly Row[]): Promise<TaggedMessage[]> {
    if (rows.length === 0) return [];
    const found = await conversations
      .find({ _id: { $in: rows.map(({ conversationId }) => conversationId) } })
      .project<Pick<ConversationDocument, '_id' | 'conversationId'>>({ conversationId: 1 })
      .toArray();
    const names = new Map(found.map((each) => [each._id.toHexString(), each.conversationId]));
    return rows.flatMap(({ conversationId, messageId }) => {
      const name = names.get(conversationId.toHexString());
      return name === undefined ? [] : [{ conversationId: ConversationId.parse(name), messageId }];
    });
  }
}

/** All tags of a month, by their index: few messages have any. */
function tagsIn(messages: Collection<MessageDocument>): Promise<string[]> {
  return messages.distinct('tags', { ...hasTag, tags: { $gt: '' } });
}

/** All ways in which the messages of a month spell this tag. */
async function spellingsIn(messages: Collection<MessageDocument>, tag: string): Promise<string[]> {
  return (await tagsIn(messages)).filter((each) => isSameLabel(each, tag));
}
