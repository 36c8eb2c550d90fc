import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { FailureText } from '../../ui/failure-text.tsx';
import { PassphraseField } from '../../ui/passphrase-field.tsx';
import styles from '../../ui/lock-screen.module.css';
import type { WorkspaceStore } from './workspace-store.ts';

interface LockedScreenProperties {
  readonly store: WorkspaceStore;
  /** Leads back to the first run. */
  readonly onSetUpAgain: () => void;
}

/** When the keychain does not have the workspace's key: asks for the passphrase. */
export function LockedScreen({ store, onSetUpAgain }: LockedScreenProperties): ReactNode {
  const { t } = useTranslation();
  const [passphrase, setPassphrase] = useState('');
  const isBusy = useStore(store, (state) => state.isBusy);
  const failure = useStore(store, (state) => state.failure);
  const unlock = useStore(store, (state) => state.unlock);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void unlock(passphrase);
  };
  return (
    <main className={styles.screen} data-testid="locked">
      <form className={styles.card} noValidate onSubmit={submit}>
        <div className={styles.sign}>
          <IconLock size="1.7rem" stroke={1.6} aria-hidden="true" />
        </div>
        <div>
          <h1 className={styles.title}>{t('workspace.lockedTitle')}</h1>
          <p className={styles.text}>{t('workspace.lockedText')}</p>
        </div>
        <PassphraseField
          label={t('workspace.passphrase')}
          value={passphrase}
          autoFocus
          onChange={setPassphrase}
        />
        {failure === null ? null : (
          <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
            <FailureText failure={failure} />
          </Alert>
        )}
        <div className={styles.actions}>
          <Button variant="subtle" color="gray" disabled={isBusy} onClick={onSetUpAgain}>
            {t('start.setUpAgain')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={passphrase === ''}>
            {t('workspace.unlock')}
          </Button>
        </div>
      </form>
    </main>
  );
}
