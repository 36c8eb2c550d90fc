import type { KeyboardEvent } from 'react';
import type { Message } from '../../../src-preload/contract/message.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { hitId } from './hit-id.ts';
import { useSearch } from './search-context.ts';

/** How far the page keys move. */
const pageRows = 6;

/** The keys that move through the hits and open one, in the field as in the list. */
export function useHitKeys(
  onOpenMessage: (message: Message) => void,
): (event: KeyboardEvent) => void {
  const hits = useSearch((state) => state.hits);
  const activeId = useSearch((state) => state.activeId);
  const setActive = useSearch((state) => state.setActive);
  const items = shownValue(hits)?.items ?? [];
  const active = items.findIndex((hit) => hitId(hit) === activeId);
  const message = items[active]?.message;
  const moveTo = (index: number): void => {
    const hit = items[Math.min(items.length - 1, Math.max(0, index))];
    if (hit !== undefined) setActive(hitId(hit));
  };
  const open = message === undefined ? undefined : () => onOpenMessage(message);
  const everywhere: Partial<Record<string, () => void>> = {
    ArrowDown: () => moveTo(active + 1),
    ArrowUp: () => moveTo(active - 1),
    PageDown: () => moveTo(active + pageRows),
    PageUp: () => moveTo(active - pageRows),
    ...(open && { Enter: open }),
  };
  // In the field these belong to the text.
  const inList: Partial<Record<string, () => void>> = {
    Home: () => moveTo(0),
    End: () => moveTo(items.length - 1),
    ...(open && { ' ': open }),
  };
  return (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    // While an input method composes, these keys choose a word.
    if (!isPlain || event.nativeEvent.isComposing || items.length === 0) return;
    const isField = event.target instanceof HTMLInputElement;
    const action = everywhere[event.key] ?? (isField ? undefined : inList[event.key]);
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };
}
