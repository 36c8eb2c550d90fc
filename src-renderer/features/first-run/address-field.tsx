import { PasswordInput } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { SecurityFields } from '../../ui/security-fields.tsx';
import { StoreTestSteps } from '../../ui/store-test-steps.tsx';
import { useFirstRun } from './first-run-context.ts';
import styles from './stores-step.module.css';
import { useProblemText } from './use-problem-text.ts';

interface AddressFieldProperties {
  readonly field: 'mongodbUrl' | 'postgresUrl';
  readonly engine: 'mongodb' | 'postgres';
}

/** The address of one server, hidden like the password it may hold, with the result of testing it. */
export function AddressField({ field, engine }: AddressFieldProperties): ReactNode {
  const { t } = useTranslation();
  const value = useFirstRun((state) => state.fields[field]);
  const problem = useFirstRun((state) => state.problems[field]);
  const result = useFirstRun((state) => shownValue(state.test)?.[engine]);
  const security = useFirstRun((state) => state.security[engine]);
  const change = useFirstRun((state) => state.change);
  const changeSecurity = useFirstRun((state) => state.changeSecurity);
  const problemText = useProblemText();

  const unreachable =
    result === undefined || result.ok ? null : result.code === undefined ? (
      t('firstRun.unreachable')
    ) : (
      <>
        {t(`errors.${result.code}.happened`)} {t(`errors.${result.code}.advice`)}
      </>
    );

  return (
    <div data-testid={`address-${engine}`} data-result={result?.ok}>
      <PasswordInput
        label={t(`firstRun.${field}`)}
        description={<span className={styles.example}>{t(`firstRun.${field}Example`)}</span>}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={value}
        error={problemText(problem) ?? unreachable}
        errorProps={{ mt: 4 }}
        spellCheck={false}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('firstRun.showAddress') }}
        onChange={(event) => change({ [field]: event.currentTarget.value })}
      />
      {result?.ok === true ? (
        <span role="status" className={styles.reachable}>
          <IconCircleCheckFilled size="1rem" aria-hidden="true" />
          {t('firstRun.reachable')}
        </span>
      ) : null}
      {result === undefined ? null : (
        <div className={styles.testSteps}>
          <StoreTestSteps test={result} />
        </div>
      )}
      <details className={styles.security}>
        <summary>{t('databases.security.title')}</summary>
        <SecurityFields draft={security} onChange={(draft) => changeSecurity(engine, draft)} />
      </details>
    </div>
  );
}
