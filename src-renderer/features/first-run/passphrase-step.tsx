import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import { EntryFields } from './entry-fields.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';
import styles from './stores-step.module.css';
import { useProblemText } from './use-problem-text.ts';

/** The passphrase that the team's data is encrypted with: chosen here, or the one that colleagues have. */
export function PassphraseStep(): ReactNode {
  const { t } = useTranslation();
  const { storeKind, passphrase } = useFirstRun((state) => state.fields);
  const problem = useFirstRun((state) => state.problems.passphrase);
  const failure = useFirstRun((state) => state.failure);
  const change = useFirstRun((state) => state.change);
  const goBack = useFirstRun((state) => state.goBack);
  const complete = useFirstRun((state) => state.complete);
  const problemText = useProblemText();
  return (
    <Step
      title={t('firstRun.passphraseTitle')}
      text={t(storeKind === 'local' ? 'firstRun.passphraseLocal' : 'firstRun.passphraseServers')}
      onSubmit={() => void complete()}
      actions={
        <>
          <Button variant="default" onClick={goBack}>
            {t('common.back')}
          </Button>
          <Button type="submit">{t('firstRun.finish')}</Button>
        </>
      }
    >
      <PassphraseField
        label={t('workspace.passphrase')}
        description={t('workspace.passphraseHelp')}
        value={passphrase}
        error={problemText(problem)}
        autoFocus
        isNew
        onChange={(value) => change({ passphrase: value })}
      />
      <EntryFields />
      <div className={styles.secrets}>
        <IconKey size="1rem" stroke={1.6} aria-hidden="true" />
        <span>{t('workspace.keepSafe')}</span>
      </div>
      {failure === null ? null : (
        <Alert
          role="alert"
          color="red"
          icon={<IconAlertTriangle aria-hidden="true" />}
          title={t('firstRun.failedTitle')}
        >
          <FailureText failure={failure} />
        </Alert>
      )}
    </Step>
  );
}
