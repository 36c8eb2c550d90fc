import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import { useInbox } from './inbox-context.ts';
import type { ThreadRow } from './thread-rows.ts';

/** How long a message that was looked for is marked, in milliseconds. */
export const markTime = 3_000;

/** What a user does to look at something else. */
export const gestures = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const;

/**
 * Brings the message that was looked for into view, and the focus near it, unless somebody steps from hit to hit. It
 * stays there, whatever comes in above, until the user looks at something else (`letGo`) or it is no longer marked.
 */
export function useSoughtMessage(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ThreadRow[],
  soughtId: MessageId | null,
  toRow: (index: number) => void,
): { readonly isMarked: boolean; readonly letGo: () => void } {
  const [isMarked, setMarked] = useState(soughtId !== null);
  const isHeld = useRef(soughtId !== null);
  const takesFocus = useRef(useInbox((state) => state.find === null));
  const letGo = useCallback(() => {
    isHeld.current = false;
  }, []);

  useLayoutEffect(() => {
    const index = isHeld.current ? rows.findIndex((row) => row.key === soughtId) : -1;
    if (index >= 0) toRow(index);
  }, [rows, soughtId, toRow]);

  useEffect(() => {
    const element = scroller.current;
    if (soughtId === null || element === null) return;
    if (takesFocus.current) element.focus({ preventScroll: true });
    for (const gesture of gestures) element.addEventListener(gesture, letGo, { passive: true });
    const timer = setTimeout(() => {
      letGo();
      setMarked(false);
    }, markTime);
    return () => {
      clearTimeout(timer);
      for (const gesture of gestures) element.removeEventListener(gesture, letGo);
    };
  }, [scroller, soughtId, letGo]);
  return { isMarked, letGo };
}
