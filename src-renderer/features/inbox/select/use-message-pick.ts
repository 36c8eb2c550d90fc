import type { MouseEvent } from 'react';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import { isSelectable } from './select-slice.ts';

export interface MessagePick {
  /** Whether it is selected; null while nobody selects, or where it cannot be. */
  readonly isPicked: boolean | null;
  /** On what the message is drawn in: takes the clicks that select. */
  readonly onClickCapture: (event: MouseEvent) => void;
}

/** What a message has to do with the selection: Ctrl or Shift and a click begins one, any click goes on with it. */
export function useMessagePick(message: Message): MessagePick {
  const isSelecting = useInbox((state) => state.selection !== null);
  const isPicked = useInbox((state) => state.selection?.messages.has(message.messageId) === true);
  const toggle = useInbox((state) => state.toggleMessage);
  const selectUpTo = useInbox((state) => state.selectUpTo);
  const canBe = isSelectable(message);
  const onClickCapture = (event: MouseEvent): void => {
    if (!canBe || !(isSelecting || event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) {
      // The browser has selected the text up to here.
      getSelection()?.removeAllRanges();
      selectUpTo(message);
    } else {
      toggle(message);
    }
  };
  return { isPicked: isSelecting && canBe ? isPicked : null, onClickCapture };
}
