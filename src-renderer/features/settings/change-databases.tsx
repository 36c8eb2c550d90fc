import { Alert, Button, Checkbox, PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { SecurityFields } from '../../ui/security-fields.tsx';
import { StoreTestSteps } from '../../ui/store-test-steps.tsx';
import styles from './databases-card.module.css';
import type { Engine } from './databases-slice.ts';
import card from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** Other addresses of the team's servers: tested first, kept when they work. */
export function ChangeDatabases(): ReactNode {
  const { t } = useTranslation();
  const isChanging = useSettings((state) => state.draft !== null);
  const change = useSettings((state) => state.change);
  const keep = useSettings((state) => state.keepChange);
  const end = useSettings((state) => state.endChange);
  if (!isChanging) return null;
  return (
    <form
      className={styles.change}
      aria-label={t('databases.changeTitle')}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <p className={card.help}>{t('databases.changeText')}</p>
      <ServerFields engine="mongodb" />
      <ServerFields engine="postgres" />
      {change.status === 'failed' ? (
        <Alert role="alert" color="red">
          <FailureText failure={change.failure} />
        </Alert>
      ) : null}
      {shownValue(change)?.kept === false ? (
        <Alert role="alert" color="red">
          {t('databases.notKept')}
        </Alert>
      ) : null}
      <div className={styles.actions}>
        <Button type="submit" loading={change.status === 'loading'}>
          {t('databases.keep')}
        </Button>
        <Button variant="default" onClick={end}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}

function ServerFields({ engine }: { readonly engine: Engine }): ReactNode {
  const { t } = useTranslation();
  const draft = useSettings((state) => state.draft?.[engine]);
  const test = useSettings((state) => shownValue(state.change)?.test[engine]);
  const changeDraft = useSettings((state) => state.changeDraft);
  if (draft === undefined) return null;
  return (
    <div className={styles.connection}>
      <PasswordInput
        label={t(`firstRun.${engine}Url`)}
        description={t(`firstRun.${engine}UrlExample`)}
        inputWrapperOrder={['label', 'input', 'description']}
        placeholder={t('databases.unchanged')}
        value={draft.url}
        spellCheck={false}
        autoComplete="off"
        visibilityToggleButtonProps={{ 'aria-label': t('firstRun.showAddress') }}
        onChange={(event) => changeDraft(engine, { url: event.currentTarget.value })}
      />
      <Checkbox
        checked={draft.keepsSecurity}
        label={t('databases.keepSecurity')}
        onChange={(event) => changeDraft(engine, { keepsSecurity: event.currentTarget.checked })}
      />
      {draft.keepsSecurity ? null : (
        <SecurityFields
          draft={draft.security}
          onChange={(security) => changeDraft(engine, { security })}
        />
      )}
      {test === undefined ? null : <StoreTestSteps test={test} />}
    </div>
  );
}
