import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { type RemoteData, shownValue } from '../../../bridge/remote-data.ts';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import styles from './side-panel.module.css';

interface PanelDataProperties<T> {
  readonly data: RemoteData<T>;
  /** How many lines stand for what is on its way. */
  readonly lines: number;
  readonly onRetry: () => void;
  readonly children: (value: T) => ReactNode;
}

/** What a section shows, or that it is on its way, or could not be had. */
export function PanelData<T>({
  data,
  lines,
  onRetry,
  children,
}: PanelDataProperties<T>): ReactNode {
  const { t } = useTranslation();
  const value = shownValue(data);
  return (
    <>
      {data.status === 'failed' ? (
        <p className={styles.failed} role="alert">
          {t(`errors.${data.failure.code}.happened`)}
          <Button variant="subtle" size="compact-xs" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </p>
      ) : null}
      {value !== undefined ? (
        children(value)
      ) : data.status === 'failed' ? null : (
        <SkeletonRows count={lines} withAvatar={false} />
      )}
    </>
  );
}
