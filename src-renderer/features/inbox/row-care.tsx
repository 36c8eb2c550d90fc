import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { Avatar } from '../../ui/avatar.tsx';
import styles from './care.module.css';
import { useInbox } from './inbox-context.ts';
import { colleagueName } from './inbox-state.ts';

/** In a row of the list: the first label, how many more there are, and whose conversation it is. */
export function RowCare({
  conversation: { labels, assigneeId },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const name = useInbox((state) => colleagueName(state, assigneeId)) ?? t('thread.somebody');
  const [first, ...others] = labels;
  return (
    <>
      {first === undefined ? null : (
        <span className={styles.label} dir="auto" title={labels.join(', ')}>
          {first}
        </span>
      )}
      {others.length === 0 ? null : (
        <span className={styles.more}>{t('inbox.moreLabels', { number: others.length })}</span>
      )}
      {assigneeId === null ? null : (
        <span
          className={styles.assignee}
          role="img"
          aria-label={t('inbox.assignedTo', { name })}
          title={name}
        >
          <Avatar name={name} colourKey={assigneeId} size="tiny" />
        </span>
      )}
    </>
  );
}
