import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ExportProgress as HowFar } from '../../../src-preload/contract/data-export.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './data-export.module.css';

/** How far it is; a bar that only moves where nobody can tell. */
export function ExportProgress({ progress }: { readonly progress: HowFar | null }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const total = progress?.total ?? null;
  const done = progress?.done ?? 0;
  return (
    <div role="status">
      <Progress
        value={total === null || total === 0 ? 100 : (100 * done) / total}
        animated
        aria-label={t('dataExport.progress')}
      />
      <p className={styles.help}>
        {progress === null ? t('dataExport.asking') : t(`dataExport.phases.${progress.phase}`)}
        {total === null
          ? ''
          : ` ${t('dataExport.of', { done: formats.number(done), total: formats.number(total) })}`}
      </p>
    </div>
  );
}
