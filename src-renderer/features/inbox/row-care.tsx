import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { Avatar } from '../../ui/avatar.tsx';
import styles from './care.module.css';
import { useInbox } from './inbox-context.ts';
import { colleagueName } from './inbox-state.ts';

/** In a row of the list: whose conversation it is. */
export function RowCare({ assigneeId }: { readonly assigneeId: UserId }): ReactNode {
  const { t } = useTranslation();
  const name = useInbox((state) => colleagueName(state, assigneeId)) ?? t('thread.somebody');
  return (
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
