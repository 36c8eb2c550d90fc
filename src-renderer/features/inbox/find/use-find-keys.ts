import { useWindowEvent } from '@mantine/hooks';
import { useInbox } from '../inbox-context.ts';

/**
 * Ctrl (or Cmd) with F looks for something in the open conversation, F3 goes on to the next hit. Heard before the
 * window's own shortcuts: without an open conversation Ctrl with F searches everything.
 */
export function useFindKeys(): void {
  const isFinding = useInbox((state) => state.find?.conversationId === state.selectedId);
  const openFind = useInbox((state) => state.openFind);
  const step = useInbox((state) => state.stepFind);
  useWindowEvent(
    'keydown',
    (event) => {
      const isInDialog =
        event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
      if (isInDialog || event.altKey) return;
      const isFind =
        event.key.toLowerCase() === 'f' && event.ctrlKey !== event.metaKey && !event.shiftKey;
      const isOn = event.key === 'F3' && !event.ctrlKey && !event.metaKey;
      if (!isFind && !isOn) return;
      event.preventDefault();
      event.stopPropagation();
      if (isOn && isFinding) void step(event.shiftKey ? -1 : 1);
      else openFind();
    },
    { capture: true },
  );
}
