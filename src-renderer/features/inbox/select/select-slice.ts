import type { Message } from '../../../../src-preload/contract/message.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import type { SliceAccess } from '../inbox-state.ts';
import { compareMessages } from '../thread-content.ts';
import type { Selection, SelectSlice } from './select-state.ts';

export function createSelectSlice({ get, set }: SliceAccess): SelectSlice {
  return {
    selection: null,

    toggleMessage(message) {
      if (!isSelectable(message)) return;
      const messages = new Map(get().selection?.messages);
      if (!messages.delete(message.messageId)) messages.set(message.messageId, message);
      set({ selection: messages.size === 0 ? null : { messages, anchor: message.messageId } });
    },

    selectUpTo(message) {
      const { selection, selectedId, threads, toggleMessage } = get();
      const thread = selectedId === null ? undefined : threads.get(selectedId);
      const shown = (thread && shownValue(thread)?.messages) ?? [];
      const placeOf = (id: string): number => shown.findIndex((each) => each.messageId === id);
      const from = selection === null ? -1 : placeOf(selection.anchor);
      const to = placeOf(message.messageId);
      if (selection === null || from < 0 || to < 0) {
        toggleMessage(message);
        return;
      }
      const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1).filter(isSelectable);
      const messages = new Map(selection.messages);
      for (const each of between) messages.set(each.messageId, each);
      set({ selection: { ...selection, messages } });
    },

    leaveSelection: () => set({ selection: null }),
  };
}

/** Whether there is something in it to copy or to pass on, and WhatsApp has it. */
export function isSelectable({ type, outbox, unreadable }: Message): boolean {
  return (
    outbox === null && unreadable === undefined && type !== 'group_event' && type !== 'revoked'
  );
}

/** The selected messages in the order in which they were written. */
export function inWritingOrder({ messages }: Selection): readonly Message[] {
  return [...messages.values()].sort(compareMessages);
}
