import { IconPencil } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import styles from './presence.module.css';
import { usePresence, usePresenceText } from './use-presence.ts';

/** Above the field: that a colleague writes an answer at this moment. */
export const TypingHint = memo(function TypingHint({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const typing = usePresence(conversationId).filter(({ isTyping }) => isTyping);
  const text = usePresenceText(typing);
  return text === null ? null : (
    <span className={styles.hint}>
      <IconPencil size="1.1em" stroke={1.9} aria-hidden="true" />
      <span>{text}</span>
    </span>
  );
});
