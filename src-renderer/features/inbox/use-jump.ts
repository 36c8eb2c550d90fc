import { useCallback, useEffect, useState } from 'react';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import { markTime } from './use-sought-message.ts';

/** The message that a person has just jumped to from another one: it stands out for a moment. */
export function useJump(): {
  readonly jumpedId: MessageId | null;
  readonly jumpTo: (messageId: MessageId) => void;
} {
  const [jumpedId, setJumpedId] = useState<MessageId | null>(null);
  useEffect(() => {
    if (jumpedId === null) return;
    const timer = setTimeout(() => setJumpedId(null), markTime);
    return () => clearTimeout(timer);
  }, [jumpedId]);
  return { jumpedId, jumpTo: useCallback((messageId) => setJumpedId(messageId), []) };
}
