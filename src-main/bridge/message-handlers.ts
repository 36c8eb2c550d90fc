import { findLabel } from '../../src-preload/contract/label.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { cardHandlers } from './card-handlers.ts';
import type { HandlersOf } from './handlers.ts';
import type { mediaHandlers } from './media-handlers.ts';
import { orFromDevice } from './or-from-device.ts';
import type { WriteCommand } from './write-handlers.ts';

/** What is shown of a conversation, and what becomes of those messages that wait on this computer. */
export function messageHandlers(
  workplace: () => Workplace,
): Omit<
  HandlersOf<'message'>,
  | 'message.search'
  | WriteCommand
  | keyof ReturnType<typeof mediaHandlers>
  | keyof ReturnType<typeof cardHandlers>
> {
  return {
    'message.list': async ({ conversationId, before, after, limit }) => {
      const { stores, outbox, snapshot } = workplace();
      // Asked first: what leaves the outbox meanwhile is found among the stored ones.
      const waitingNow = before ? [] : outbox.pending(conversationId);
      const page = await orFromDevice(
        workplace(),
        () => stores.messages.page({ conversationId, before, after, limit }),
        async () => (before || after ? null : snapshot.thread(conversationId, limit)),
      );
      const pending = after && page.next !== null ? [] : waitingNow;
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
      return { ...page, items: [...items, ...waiting.map((item) => outbox.shown(item))] };
    },

    'message.locate': async ({ conversationId, messageId }) => {
      const { stores, outbox } = workplace();
      const found = await stores.messages.find(conversationId, messageId);
      return found && outbox.withState(found);
    },

    'message.gallery': async ({ conversationId, kind, tag, before, limit }) => {
      const { stores, outbox } = workplace();
      const only = { kind, tag };
      const { items, next } = await stores.messages.page({ conversationId, before, limit, only });
      return { items: items.map((message) => outbox.withState(message)).reverse(), next };
    },

    'message.tags': () => workplace().stores.messages.tags(),

    'message.setTags': async ({ conversationId, messageId, tags }) => {
      const { stores, outbox, publish } = workplace();
      const team = tags.length > 0 ? await stores.labels.list() : [];
      const spelled = [...new Set(tags.map((tag) => findLabel(team, tag)?.name ?? tag))];
      const outcome = await stores.messages.setTags(conversationId, messageId, spelled);
      const found =
        outcome === 'unknownMessage' ? null : await stores.messages.find(conversationId, messageId);
      if (!found) throw new AppError('not_found', 'There is no stored message of this id');
      const message = outbox.withState(found);
      if (outcome === 'changed') publish('message.changed', message);
      return message;
    },

    'message.retry': async ({ conversationId, messageId }) => {
      const { outbox } = workplace();
      const item = outbox.isIn(conversationId, messageId) ? await outbox.retry(messageId) : null;
      if (!item) throw new AppError('not_found', 'There is no failed message of this id');
      return outbox.shown(item);
    },

    'message.reschedule': async ({ conversationId, messageId, schedule }) => {
      const { outbox } = workplace();
      const isIn = outbox.isIn(conversationId, messageId);
      const item = isIn ? await outbox.reschedule(messageId, schedule) : null;
      if (!item) throw new AppError('not_found', 'There is no queued message of this id');
      return outbox.shown(item);
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
