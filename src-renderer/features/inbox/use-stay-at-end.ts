import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadRow } from './thread-rows.ts';

/** How near the bottom counts as being there, in pixels. */
export const nearEnd = 80;

/**
 * Stays at the bottom whatever comes in, from the first message on until the user scrolls away from it. Where the
 * bottom is not the newest message (`isEnd`), nobody is there, and what comes in below moves nothing.
 */
export function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ThreadRow[],
  toEnd: () => void,
  { beginsThere, isEnd }: { readonly beginsThere: boolean; readonly isEnd: boolean },
): { readonly isAtEnd: boolean; readonly onScroll: () => void } {
  const [isAtEnd, setAtEnd] = useState(beginsThere);
  const wasAtEnd = useRef(beginsThere);

  // What comes in may come in above what waits in the outbox, so that the last row is the same one.
  useLayoutEffect(() => {
    if (wasAtEnd.current) toEnd();
  }, [rows, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // The composer grows with its text and takes room from the thread.
    const observer = new ResizeObserver(() => {
      if (wasAtEnd.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, toEnd]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element !== null) {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      wasAtEnd.current = isEnd && distance <= nearEnd;
      setAtEnd(wasAtEnd.current);
    }
  };

  return { isAtEnd, onScroll };
}
