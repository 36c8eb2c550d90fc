import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';
import { useProblemText } from './use-problem-text.ts';

export function YouStep(): ReactNode {
  const { t } = useTranslation();
  const fields = useFirstRun((state) => state.fields);
  const problems = useFirstRun((state) => state.problems);
  const change = useFirstRun((state) => state.change);
  const goOn = useFirstRun((state) => state.continueToStores);
  const problemText = useProblemText();
  return (
    <Step
      title={t('firstRun.welcome')}
      text={t('firstRun.welcomeText')}
      onSubmit={goOn}
      actions={<Button type="submit">{t('common.continue')}</Button>}
    >
      <TextInput
        label={t('firstRun.name')}
        description={t('firstRun.youText')}
        size="md"
        autoFocus
        autoComplete="name"
        value={fields.name}
        error={problemText(problems.name)}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('firstRun.email')}
        type="email"
        size="md"
        autoComplete="email"
        value={fields.email}
        error={problemText(problems.email)}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
    </Step>
  );
}
