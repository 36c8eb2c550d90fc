import { Progress } from '@mantine/core';
import { IconDeviceMobile, IconSelector } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import type { RemoteData } from '../../bridge/remote-data.ts';
import styles from './account-button.module.css';
import { useAccounts } from './accounts-context.ts';
import { presentSession } from './session-presentation.ts';
import { SessionStatus, StatusDot } from './session-status.tsx';

interface AccountSummaryProperties {
  readonly name: string;
  /** The account whose state matters most. */
  readonly session: Session | undefined;
  /** How many accounts there are besides. */
  readonly others: number;
  readonly status: RemoteData<unknown>['status'];
}

/** The face of the account button: a name, a dot and a word; in a narrow window an icon and the dot. */
export function AccountSummary({
  name,
  session,
  others,
  status,
}: AccountSummaryProperties): ReactNode {
  const { t } = useTranslation();
  const progress = useAccounts((state) =>
    session === undefined ? undefined : state.progress.get(session.sessionId),
  );
  const hasFailed = status === 'failed';
  const isUnknown = status === 'idle' || status === 'loading';
  const tone =
    session !== undefined ? presentSession(session.state).tone : hasFailed ? 'bad' : 'attention';
  return (
    <>
      <span className={styles.compact} aria-hidden="true">
        <IconDeviceMobile size="1.2rem" stroke={1.75} />
        <StatusDot tone={tone} />
      </span>
      <span className={styles.lines}>
        <span className={styles.name} dir="auto">
          {name}
          {others > 0 ? <span className={styles.others}>+{others}</span> : null}
        </span>
        <span className={styles.state}>
          {session !== undefined ? (
            progress === undefined ? (
              <SessionStatus state={session.state} />
            ) : (
              <span className={styles.progress}>
                <span role="status">
                  {t(`history.progress.${progress.step}`, {
                    done: progress.done,
                    total: progress.total,
                  })}
                </span>
                <Progress
                  size={3}
                  value={(progress.done / Math.max(1, progress.total)) * 100}
                  aria-label={t(`history.progressOf.${progress.step}`)}
                />
              </span>
            )
          ) : isUnknown ? (
            t('common.loading')
          ) : (
            <>
              <StatusDot tone={tone} />
              {hasFailed ? t('accounts.loadFailed') : t('accounts.link')}
            </>
          )}
        </span>
      </span>
      <IconSelector size="1rem" stroke={1.8} className={styles.more} aria-hidden="true" />
    </>
  );
}
