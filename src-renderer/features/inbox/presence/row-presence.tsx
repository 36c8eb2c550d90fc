import type { ReactNode } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { useInbox } from '../inbox-context.ts';
import { PresenceFaces } from './presence-faces.tsx';
import styles from './presence.module.css';
import { usePresence, usePresenceText } from './use-presence.ts';

/** In a row of the list: that colleagues are in the conversation. */
export function RowPresence({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const isSomebodyThere = useInbox((state) => state.presences.has(conversationId));
  return isSomebodyThere ? <Faces conversationId={conversationId} /> : null;
}

function Faces({ conversationId }: { readonly conversationId: ConversationId }): ReactNode {
  const present = usePresence(conversationId);
  const text = usePresenceText(present);
  return text === null ? null : (
    <span className={styles.row} role="img" aria-label={text} title={text}>
      <PresenceFaces present={present} most={2} />
    </span>
  );
}
