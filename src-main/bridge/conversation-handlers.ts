import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { HandlersOf } from './handlers.ts';

export function conversationHandlers(workplace: () => Workplace): HandlersOf<'conversation'> {
  const summaryOf: HandlersOf<'conversation'>['conversation.get'] = async ({ conversationId }) => {
    const summary = await workplace().stores.conversations.summary(conversationId);
    if (!summary) throw new AppError('not_found', 'There is no such conversation');
    return summary;
  };
  return {
    'conversation.list': async ({ after, limit }) =>
      workplace().stores.conversations.page({ after, limit }),

    'conversation.get': summaryOf,

    'conversation.markRead': async ({ conversationId }) => {
      const { stores, sessions, log, publish, user, isRunHere } = workplace();
      const conversation = await stores.conversations.find(conversationId);
      if (!conversation) throw new AppError('not_found', 'There is no such conversation');
      const client = sessions.connectedClient(conversation.sessionId);
      // Only whoever owns the account has seen it; a colleague who looks in has not.
      if (!isRunHere(conversation.sessionId)) return null;
      const outcome = await stores.conversations.recordUnread(conversationId, user.userId, 0);
      if (outcome === 'changed')
        publish('conversation.changed', await summaryOf({ conversationId }));
      // WhatsApp's own count follows when it can; at the next connection it is compared anyway.
      await client?.markSeen(conversation.chatId).catch((error: unknown) => {
        log.warn('WhatsApp was not told that a chat was seen', { error });
      });
      return null;
    },
  };
}
