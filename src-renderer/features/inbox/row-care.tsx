import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { Avatar } from '../../ui/avatar.tsx';
import styles from './care.module.css';
import { useInbox } from './inbox-context.ts';
import { colleagueName } from './inbox-state.ts';

/** In a row of the list: whose conversation it is. */
export function RowCare({
  conversation: { assigneeId },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const name = useInbox((state) => colleagueName(state, assigneeId)) ?? t('thread.somebody');
  return assigneeId === null ? null : (
    <span
      className={styles.assignee}
      role="img"
      aria-label={t('inbox.assignedTo', { name })}
      title={name}
    >
      <Avatar name={name} colourKey={assigneeId} size="tiny" />
    </span>
  );
}
