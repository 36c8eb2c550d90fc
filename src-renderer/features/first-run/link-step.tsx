import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';

export function LinkStep({ onFinish }: { readonly onFinish: () => void }): ReactNode {
  const { t } = useTranslation();
  const linking = useFirstRun((state) => state.linking);
  const link = useFirstRun((state) => state.link);
  return (
    <Step
      title={t('firstRun.linkTitle')}
      text={t('firstRun.linkText')}
      onSubmit={() => void link()}
      actions={
        <>
          <Button variant="subtle" color="gray" onClick={onFinish}>
            {t('firstRun.later')}
          </Button>
          <Button type="submit" autoFocus loading={linking}>
            {t('firstRun.link')}
          </Button>
        </>
      }
    />
  );
}
