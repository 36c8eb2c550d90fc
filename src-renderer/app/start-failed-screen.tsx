import { Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { FailureText } from '../ui/failure-text.tsx';
import type { AppStore } from './app-store.ts';
import styles from './starting-screen.module.css';

/** When the app could not start: why, what to do, and trying again. */
export function StartFailedScreen({ store }: { readonly store: AppStore }): ReactNode {
  const { t } = useTranslation();
  const state = useStore(store, (app) => app.state);
  const retryStart = useStore(store, (app) => app.retryStart);
  const setUpAgain = useStore(store, (app) => app.setUpAgain);
  if (state?.phase !== 'failed') {
    return null;
  }
  const { code } = state.error;
  // It works no longer with the team that it has worked with.
  const hasEnded = code === 'desktop_shut_out' || code === 'member_removed';
  return (
    <main className={styles.screen} data-testid="start-failed" role="alert">
      <EmptyState
        tone="danger"
        icon={<IconAlertTriangle size="1.7rem" stroke={1.6} />}
        title={t(hasEnded ? 'access.endedTitle' : 'start.failedTitle')}
        action={
          <Group gap="sm" justify="center">
            {hasEnded ? null : (
              <Button onClick={() => void retryStart()}>{t('start.retry')}</Button>
            )}
            <Button variant={hasEnded ? 'filled' : 'default'} onClick={() => void setUpAgain()}>
              {t(hasEnded ? 'access.setUpAnew' : 'start.setUpAgain')}
            </Button>
          </Group>
        }
      >
        {hasEnded ? null : (
          <p>{t('start.failedDuring', { step: t(`start.steps.${state.progress.step}`) })}</p>
        )}
        <FailureText failure={state.error} />
      </EmptyState>
    </main>
  );
}

/** When not even the state of the app could be read. */
export function StateUnknownScreen({ store }: { readonly store: AppStore }): ReactNode {
  const { t } = useTranslation();
  const failure = useStore(store, (app) => app.stateFailure);
  const load = useStore(store, (app) => app.load);
  return failure === null ? null : (
    <main className={styles.screen}>
      <ErrorState title={t('start.failedTitle')} failure={failure} onRetry={() => void load()} />
    </main>
  );
}
