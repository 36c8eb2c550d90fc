import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { Busy } from './busy.tsx';
import styles from './load-more.module.css';

interface LoadMoreProperties {
  readonly more: 'idle' | 'loading' | 'failed';
  readonly onRetry: () => void;
}

/** Below the last row of a list that is fetched page by page: being fetched, or failed. */
export function LoadMore({ more, onRetry }: LoadMoreProperties): ReactNode {
  const { t } = useTranslation();
  if (more === 'idle') {
    return null;
  }
  return more === 'loading' ? (
    <div className={styles.more}>
      <Busy size="xs" type="dots" />
    </div>
  ) : (
    <div role="alert" className={styles.more}>
      {t('common.loadMoreFailed')}
      <Button variant="subtle" size="compact-sm" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
