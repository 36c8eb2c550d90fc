import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { Busy } from '../../ui/busy.tsx';
import { StartProgress } from '../../ui/start-progress.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';

export function FinishingStep(): ReactNode {
  const { t } = useTranslation();
  const progress = useFirstRun((state) => state.progress);
  return (
    <Step title={t('firstRun.finishingTitle')} text={t('firstRun.finishingText')}>
      {progress === null ? <Busy /> : <StartProgress progress={progress} />}
    </Step>
  );
}
