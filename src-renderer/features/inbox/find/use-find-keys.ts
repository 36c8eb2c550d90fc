import { useWindowEvent } from '@mantine/hooks';
import { shortcutFor } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';

/** The keys that lead from one thing found to the next; where nothing is being looked for, they begin to. */
export function useFindKeys(): void {
  const isFinding = useInbox((state) => state.find?.conversationId === state.selectedId);
  const openFind = useInbox((state) => state.openFind);
  const step = useInbox((state) => state.stepFind);
  useWindowEvent('keydown', (event) => {
    const isInDialog =
      event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
    const shortcut = shortcutFor(['find'], event);
    if (isInDialog || shortcut === undefined) return;
    event.preventDefault();
    if (isFinding) void step(shortcut === 'findNext' ? 1 : -1);
    else openFind();
  });
}
