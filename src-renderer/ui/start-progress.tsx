import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { StartStep } from '../../src-preload/contract/app.ts';
import styles from './start-progress.module.css';

/** What the app is doing while it starts, in words, and how far it is where that is known. */
export function StartProgress({ progress }: { readonly progress: StartStep }): ReactNode {
  const { t } = useTranslation();
  const { step, percent } = progress;
  const words = t(`start.steps.${step}`);
  return (
    <div className={styles.progress} data-testid="start-progress" data-step={step}>
      <Progress
        value={percent ?? 100}
        animated={percent === undefined}
        striped={percent === undefined}
        transitionDuration={200}
        aria-label={words}
      />
      <span className={styles.words} role="status">
        {words}
        {percent === undefined ? null : (
          <span className={styles.percent}>
            {t('start.percent', { percent: Math.round(percent) })}
          </span>
        )}
      </span>
    </div>
  );
}
