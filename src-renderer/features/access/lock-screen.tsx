import { Alert, Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../../src-preload/contract/app.ts';
import { SHORTEST_PASSWORD } from '../../../src-preload/contract/access.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import type { AccessStore } from './access-store.ts';
import styles from '../../ui/lock-screen.module.css';
import { PasswordField } from './password-field.tsx';

type SignedOut = Extract<AppState, { phase: 'signed_out' }>;

interface LockScreenProperties {
  readonly store: AccessStore;
  readonly state: SignedOut;
}

/** All that a locked desktop shows: whose it is, and the field for the password. */
export function LockScreen({ store, state }: LockScreenProperties): ReactNode {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [hasCode, setHasCode] = useState(false);
  const { isBusy, failure, isTooShort, signIn, redeemCode } = useStore(store);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void (hasCode ? redeemCode(code, password) : signIn(password));
    if (!hasCode) setPassword('');
  };
  return (
    <main className={styles.screen} data-testid="lock">
      <form className={styles.card} noValidate onSubmit={submit}>
        <div className={styles.sign}>
          <IconLock size="1.7rem" stroke={1.6} aria-hidden="true" />
        </div>
        <div>
          <h1 className={styles.title}>{t('access.lockedTitle')}</h1>
          <p className={styles.text}>{t(`access.locked.${state.reason}`, { name: state.name })}</p>
        </div>
        {hasCode ? (
          <TextInput
            label={t('access.code')}
            description={t('access.codeHelp')}
            size="md"
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        <PasswordField
          key={String(hasCode)}
          label={t(hasCode ? 'access.newPassword' : 'access.password')}
          value={password}
          autoFocus={!hasCode}
          isNew={hasCode}
          error={isTooShort ? t('access.tooShort', { length: SHORTEST_PASSWORD }) : null}
          onChange={setPassword}
        />
        {failure === null ? null : (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
            <FailureText failure={failure} />
          </Alert>
        )}
        <div className={styles.actions}>
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              setHasCode(!hasCode);
              store.getState().open(null);
            }}
          >
            {t(hasCode ? 'access.havePassword' : 'access.haveCode')}
          </Button>
          <Button
            type="submit"
            loading={isBusy}
            disabled={password === '' || (hasCode && code === '')}
          >
            {t('access.unlock')}
          </Button>
        </div>
      </form>
    </main>
  );
}
