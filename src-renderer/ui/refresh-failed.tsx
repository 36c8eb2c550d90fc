import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';
import { useOutage } from './outage.ts';
import styles from './refresh-failed.module.css';

interface RefreshFailedProperties {
  readonly failure: BridgeFailure;
  readonly onRetry: () => void;
}

/** A line above what is still shown while it could not be fetched again. */
export function RefreshFailed({ failure, onRetry }: RefreshFailedProperties): ReactNode {
  const { t } = useTranslation();
  if (useOutage(failure, onRetry)) {
    return (
      <div role="status" className={styles.line}>
        {t('common.oldUntilBack')}
      </div>
    );
  }
  return (
    <div role="alert" className={styles.line}>
      <span>
        {t(`errors.${failure.code}.happened`)} {t('common.refreshFailed')}
      </span>
      <Button variant="subtle" size="compact-xs" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
}
