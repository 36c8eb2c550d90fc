import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import { gestures, markTime } from './use-sought-message.ts';

/**
 * Brings a message into view, and keeps it there while others come in above it: the way to it goes by its place among
 * the rows. Until the user looks at something else, or it is no longer marked.
 */
export function useHeldRow(
  scroller: RefObject<HTMLDivElement | null>,
  indexById: ReadonlyMap<string, number>,
  toRow: (index: number) => void,
): (messageId: MessageId) => void {
  const held = useRef<{ readonly messageId: MessageId; readonly until: number } | null>(null);

  useLayoutEffect(() => {
    const target = held.current;
    const index =
      target && performance.now() < target.until ? indexById.get(target.messageId) : undefined;
    if (index !== undefined) toRow(index);
  }, [indexById, toRow]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const letGo = (): void => {
      held.current = null;
    };
    for (const gesture of gestures) element.addEventListener(gesture, letGo, { passive: true });
    return () => {
      for (const gesture of gestures) element.removeEventListener(gesture, letGo);
    };
  }, [scroller]);

  return useCallback(
    (messageId) => {
      held.current = { messageId, until: performance.now() + markTime };
      const index = indexById.get(messageId);
      if (index !== undefined) toRow(index);
    },
    [indexById, toRow],
  );
}
