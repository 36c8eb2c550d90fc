import { Button, Progress } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { RotationProgress } from '../../../src-preload/contract/workspace.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { ChangePassphraseDialog } from './change-passphrase-dialog.tsx';
import styles from './encryption-card.module.css';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { useWorkspace, WorkspaceProvider } from './workspace-context.ts';
import type { WorkspaceStore } from './workspace-store.ts';

/** The version of the workspace key, how far a renewal is, and what can be done with both. */
export function EncryptionCard({ store }: { readonly store: WorkspaceStore }): ReactNode {
  return (
    <WorkspaceProvider store={store}>
      <Card />
    </WorkspaceProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const status = useWorkspace((state) => state.status);
  const load = useWorkspace((state) => state.load);
  const task = useWorkspace((state) => state.task);
  useEffect(() => void load(), [load]);
  const value = shownValue(status);
  return (
    <section className={styles.card} aria-label={t('workspace.title')} data-testid="encryption">
      <h2 className={styles.title}>{t('workspace.title')}</h2>
      {value === undefined ? (
        status.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('workspace.loadFailedTitle')}
            failure={status.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={6} />
        )
      ) : (
        <div className={styles.content}>
          <p className={styles.help}>{t('workspace.text')}</p>
          <div className={styles.fact}>
            <span className={styles.help}>{t('workspace.keyVersion')}</span>
            <span data-testid="key-version">
              {t('workspace.version', { version: value.keyVersion })}
            </span>
          </div>
          {value.rotation === null ? null : <Rotation progress={value.rotation} />}
          <Actions />
        </div>
      )}
      {task === 'rotate' ? <RotateKeyDialog /> : null}
      {task === 'changePassphrase' ? <ChangePassphraseDialog /> : null}
    </section>
  );
}

function Rotation({
  progress: { done, total, hasFailed },
}: {
  readonly progress: RotationProgress;
}): ReactNode {
  const { t } = useTranslation();
  const isOver = done === total;
  const words = t(
    hasFailed ? 'workspace.rotationFailed' : isOver ? 'workspace.rotated' : 'workspace.rotating',
    { done, total },
  );
  return (
    <div className={styles.rotation} data-testid="rotation" data-over={isOver}>
      {isOver || hasFailed === true ? null : (
        <Progress value={(100 * done) / total} aria-label={words} />
      )}
      <span className={styles.help} role="status">
        {words}
      </span>
    </div>
  );
}

function Actions(): ReactNode {
  const { t } = useTranslation();
  const begin = useWorkspace((state) => state.begin);
  const done = useWorkspace((state) => state.done);
  return (
    <div className={styles.actions}>
      <Button variant="light" onClick={() => begin('rotate')}>
        {t('workspace.rotate')}
      </Button>
      <Button variant="default" onClick={() => begin('changePassphrase')}>
        {t('workspace.changePassphrase')}
      </Button>
      {done === 'changePassphrase' ? (
        <span className={styles.help} role="status">
          {t('workspace.changed')}
        </span>
      ) : null}
    </div>
  );
}
