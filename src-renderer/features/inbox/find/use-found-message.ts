import { useEffect, useRef } from 'react';
import type { MessageId } from '../../../../src-preload/contract/ids.ts';

/** Calls once for each hit that somebody steps to, as soon as it is among the rows. */
export function useFoundMessage(
  foundId: MessageId | null,
  indexById: ReadonlyMap<string, number>,
  onFound: (messageId: MessageId) => void,
): void {
  const calledFor = useRef<MessageId | null>(null);
  useEffect(() => {
    if (calledFor.current === foundId) return;
    if (foundId !== null && !indexById.has(foundId)) return;
    calledFor.current = foundId;
    if (foundId !== null) onFound(foundId);
  }, [foundId, indexById, onFound]);
}
