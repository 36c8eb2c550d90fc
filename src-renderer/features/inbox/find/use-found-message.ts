import { useEffect, useRef } from 'react';
import type { MessageId } from '../../../../src-preload/contract/ids.ts';

/** Calls once for each hit that somebody steps to, as soon as it is among the rows. */
export function useFoundMessage(
  foundId: MessageId | null,
  indexById: ReadonlyMap<string, number>,
  onFound: (messageId: MessageId, index: number) => void,
): void {
  const calledFor = useRef<MessageId | null>(null);
  useEffect(() => {
    if (calledFor.current === foundId) return;
    const index = foundId === null ? undefined : indexById.get(foundId);
    if (foundId !== null && index === undefined) return;
    calledFor.current = foundId;
    if (foundId !== null && index !== undefined) onFound(foundId, index);
  }, [foundId, indexById, onFound]);
}
