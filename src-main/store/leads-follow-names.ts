import type { ConversationStore } from './conversation-store.ts';
import type { LeadStore } from './lead-store.ts';

/**
 * Conversations that give their name to their leads. The leads are renamed first: after a failure in between, whoever
 * asks again meets both.
 */
export function leadsFollowNames(
  conversations: ConversationStore,
  leads: Pick<LeadStore, 'rename'>,
): ConversationStore {
  return {
    ...conversations,

    async rename(names) {
      await leads.rename(names);
      return conversations.rename(names);
    },

    async record(changes) {
      await leads.rename(
        changes.flatMap(({ conversationId, snapshot }) =>
          // Groups have no leads.
          snapshot?.name === undefined || snapshot.isGroup
            ? []
            : [{ conversationId, name: snapshot.name }],
        ),
      );
      await conversations.record(changes);
    },
  };
}
