import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { toPendingMessage } from '../outbox/pending-message.ts';
import type { HandlersOf } from './handlers.ts';
import type { mediaHandlers } from './media-handlers.ts';
import { orFromDevice } from './or-from-device.ts';

export function messageHandlers(
  workplace: () => Workplace,
): Omit<HandlersOf<'message'>, 'message.search' | keyof ReturnType<typeof mediaHandlers>> {
  return {
    'message.list': async ({ conversationId, before, limit }) => {
      const { stores, outbox, snapshot } = workplace();
      // Asked first: what leaves the outbox meanwhile is found among the stored ones.
      const pending = before ? [] : outbox.pending(conversationId);
      const page = await orFromDevice(
        workplace(),
        () => stores.messages.page({ conversationId, before, limit }),
        () => (before ? null : snapshot.thread(conversationId, limit)),
      );
      const items = page.items.map((message) => outbox.withState(message));
      if (pending.length === 0) return { ...page, items };
      const found = await orFromDevice(
        workplace(),
        () =>
          stores.messages.findMany(
            conversationId,
            pending.map((item) => item.messageId),
          ),
        () => page.items,
      );
      const stored = new Set(found.map((message) => message.messageId));
      const waiting = pending.filter((item) => !stored.has(item.messageId));
      return { ...page, items: [...items, ...waiting.map(toPendingMessage)] };
    },

    'message.send': async ({ conversationId, text }) => {
      const { stores, outbox, snapshot, user, isRunHere } = workplace();
      // The outbox is on this computer: what is written while the database is away waits there like anything else.
      const conversation = await orFromDevice(
        workplace(),
        () => stores.conversations.find(conversationId),
        () => snapshot.destination(conversationId),
      );
      if (!conversation) throw new AppError('not_found', 'There is no such conversation');
      const { sessionId, chatId } = conversation;
      if (!isRunHere(sessionId)) {
        throw new AppError('not_allowed', 'The account of this conversation is on another desktop');
      }
      return toPendingMessage(
        await outbox.enqueue({ conversationId, sessionId, chatId, text, userId: user.userId }),
      );
    },

    'message.retry': async ({ conversationId, messageId }) => {
      const { outbox } = workplace();
      const item = outbox.isIn(conversationId, messageId) ? await outbox.retry(messageId) : null;
      if (!item) throw new AppError('not_found', 'There is no failed message of this id');
      return toPendingMessage(item);
    },

    'message.discard': async ({ conversationId, messageId }) => {
      const { outbox, publish } = workplace();
      if (!outbox.isIn(conversationId, messageId) || !(await outbox.discard(messageId))) {
        throw new AppError('not_found', 'There is no message of this id that can be discarded');
      }
      publish('message.discarded', { conversationId, messageId });
      return null;
    },
  };
}
