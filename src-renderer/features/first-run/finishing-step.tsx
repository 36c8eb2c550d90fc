import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StartProgress } from '../../ui/start-progress.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';

export function FinishingStep(): ReactNode {
  const { t } = useTranslation();
  const progress = useFirstRun((state) => state.progress);
  return (
    <Step title={t('firstRun.finishingTitle')} text={t('firstRun.finishingText')}>
      {progress === null ? (
        <Loader size="sm" aria-label={t('common.loading')} />
      ) : (
        <StartProgress progress={progress} />
      )}
    </Step>
  );
}
