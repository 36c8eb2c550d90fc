import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { MessageStore } from '../message-store.ts';
import { inOrder, joinPages } from './join-pages.ts';
import type { JoinedConversations } from './joined-conversations.ts';

/** A message store in which conversations that are shown as one are read as one; each is written on its own. */
export function joinedMessages(store: MessageStore, joined: JoinedConversations): MessageStore {
  const findMany = async (
    conversationId: ConversationId,
    messageIds: readonly string[],
  ): Promise<Message[]> => {
    const members = await joined.membersOf(conversationId);
    const [shown = conversationId] = members;
    if (members.length === 1) return store.findMany(shown, messageIds);
    const found = await Promise.all(members.map((member) => store.findMany(member, messageIds)));
    return inOrder(found.flat(), shown);
  };

  return {
    ...store,

    async store(batches) {
      const outcomes = await store.store(batches);
      return Promise.all(
        outcomes.map(async (each, index) => {
          const id = batches[index]?.conversationId;
          const conversationId = id && (await joined.shownAs(id));
          if (!conversationId || conversationId === id) return each;
          return each.map((outcome) =>
            outcome.outcome === 'inserted'
              ? { ...outcome, stored: { ...outcome.stored, conversationId } }
              : outcome,
          );
        }),
      );
    },

    async setTags(conversationId, messageId, tags) {
      for (const member of await joined.membersOf(conversationId)) {
        const outcome = await store.setTags(member, messageId, tags);
        if (outcome !== 'unknownMessage') return outcome;
      }
      return 'unknownMessage';
    },

    async retag(tag, name) {
      const changed = await store.retag(tag, name);
      return Promise.all(
        changed.map(async (each) => ({
          ...each,
          conversationId: await joined.shownAs(each.conversationId),
        })),
      );
    },

    findMany,

    async find(conversationId, messageId) {
      const [message] = await findMany(conversationId, [messageId]);
      return message ?? null;
    },

    async page(input) {
      const members = await joined.membersOf(input.conversationId);
      const [shown = input.conversationId] = members;
      if (members.length === 1) return store.page({ ...input, conversationId: shown });
      const pages = await Promise.all(
        members.map((conversationId) => store.page({ ...input, conversationId })),
      );
      return joinPages(pages, shown, input);
    },
  };
}
