import type { ReactNode } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { PresenceFaces } from './presence-faces.tsx';
import styles from './presence.module.css';
import { usePresence, usePresenceText } from './use-presence.ts';

/** In the head of the thread: which colleagues look at it, or type in it. */
export function ThreadPresence({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const present = usePresence(conversationId);
  const text = usePresenceText(present);
  return text === null ? null : (
    <span className={styles.thread} title={text}>
      <PresenceFaces present={present} most={3} />
      <span className={styles.text}>{text}</span>
    </span>
  );
}
