import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './unread-divider.module.css';

/** Stands above the first message that was unread when the conversation was opened. */
export function UnreadDivider(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.divider} role="separator" aria-label={t('unread.line')}>
      <span>{t('unread.line')}</span>
    </div>
  );
}
