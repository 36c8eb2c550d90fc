import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { OutboxEntry } from '../../../src-preload/contract/outbox.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import { findConversation, type OutboxSlice, type SliceAccess } from './inbox-state.ts';

/** What waits and what gave up, over all conversations, and what a person can do to a message. */
export function createOutboxSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): OutboxSlice {
  const report = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
    } catch (error) {
      reportFailure(toBridgeFailure(error));
    }
  };
  const without = (messageId: MessageId): OutboxEntry[] =>
    get().outbox.filter(({ message }) => message.messageId !== messageId);

  return {
    outbox: [],

    async loadOutbox() {
      await report(
        call(bridge, 'outbox.list', {}).then((entries) => {
          set({ outbox: entries });
        }),
      );
    },

    noteOutbox(message) {
      const { outbox } = get();
      const known = outbox.findIndex((each) => each.message.messageId === message.messageId);
      if (message.outbox === null) {
        if (known >= 0) set({ outbox: without(message.messageId) });
        return;
      }
      const name = findConversation(get(), message.conversationId)?.name;
      const conversationName = name ?? outbox[known]?.conversationName ?? null;
      const entry = { message, conversationName };
      set({ outbox: known < 0 ? [...outbox, entry] : outbox.with(known, entry) });
    },

    forgetOutbox(messageId) {
      set({ outbox: without(messageId) });
    },

    async discardFailed() {
      const failed = get().outbox.filter(({ message }) => message.outbox?.state === 'failed');
      for (const { message } of failed) {
        await get().discardMessage(message.conversationId, message.messageId);
      }
    },

    retryAll: () => report(call(bridge, 'outbox.retryAll', {})),

    async reschedule({ conversationId, messageId }, schedule) {
      await report(
        call(bridge, 'message.reschedule', { conversationId, messageId, schedule }).then(
          (message) => {
            get().receiveMessage(message);
          },
        ),
      );
    },

    react: ({ conversationId, messageId }, emoji) =>
      report(call(bridge, 'message.react', { conversationId, messageId, emoji })),
    revoke: ({ conversationId, messageId }) =>
      report(call(bridge, 'message.revoke', { conversationId, messageId })),
  };
}
