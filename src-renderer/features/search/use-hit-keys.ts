import type { KeyboardEvent } from 'react';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { ShortcutOf } from '../../../src-preload/contract/shortcuts.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { shortcutFor } from '../../ui/shortcuts.ts';
import { hitId } from './hit-id.ts';
import { useSearch } from './search-context.ts';

/** How far the page keys move. */
const pageRows = 6;

/** What belongs to the text where one is written. */
const keysOfText: ReadonlySet<string> = new Set(['Home', 'End', ' ']);

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
  const actions: Partial<Record<ShortcutOf<'list'>, () => void>> = {
    next: () => moveTo(active + 1),
    previous: () => moveTo(active - 1),
    pageDown: () => moveTo(active + pageRows),
    pageUp: () => moveTo(active - pageRows),
    first: () => moveTo(0),
    last: () => moveTo(items.length - 1),
    ...(open && { open }),
  };
  return (event) => {
    // While an input method composes, these keys choose a word.
    if (event.nativeEvent.isComposing || items.length === 0) return;
    const isOfText = event.target instanceof HTMLInputElement && keysOfText.has(event.key);
    const shortcut = isOfText ? undefined : shortcutFor(['list'], event);
    const action = shortcut === undefined ? undefined : actions[shortcut];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };
}
