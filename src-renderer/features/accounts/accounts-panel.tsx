import { Button } from '@mantine/core';
import { IconDeviceMobile, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useMay } from '../../access/may.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Busy } from '../../ui/busy.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { AccountItem } from './account-item.tsx';
import { RowList } from '../../ui/row-list.tsx';
import styles from './accounts-panel.module.css';
import { useAccounts } from './accounts-context.ts';

/** How often the figures are asked for while they are shown. Milliseconds. */
const USAGE_INTERVAL = 15_000;

interface AccountsPanelProperties {
  readonly onDone: () => void;
  readonly onLogOut: (session: Session) => void;
}

/** Every account with its state and what can be done about it. */
export function AccountsPanel({ onDone, onLogOut }: AccountsPanelProperties): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const sessions = useAccounts((state) => state.sessions);
  const busy = useAccounts((state) => state.busy);
  const link = useAccounts((state) => state.link);
  const load = useAccounts((state) => state.load);
  const loadUsage = useAccounts((state) => state.loadUsage);
  const known = shownValue(sessions);
  useEffect(() => {
    void loadUsage();
    const timer = setInterval(() => void loadUsage(), USAGE_INTERVAL);
    return () => clearInterval(timer);
  }, [loadUsage]);

  return (
    <div className={styles.panel}>
      <h2 className={styles.title}>{t('accounts.title')}</h2>
      {known?.length === 0 ? (
        <div className={styles.none}>
          <EmptyState isSmall icon={<IconDeviceMobile stroke={1.6} />} title={t('accounts.none')} />
        </div>
      ) : known !== undefined ? (
        <RowList className={styles.list}>
          {known.map((session) => (
            <AccountItem
              key={session.sessionId}
              session={session}
              onDone={onDone}
              onLogOut={onLogOut}
            />
          ))}
        </RowList>
      ) : sessions.status === 'failed' ? (
        <div className={styles.none}>
          <ErrorState
            isSmall
            title={t('common.loadFailedTitle')}
            failure={sessions.failure}
            onRetry={() => void load()}
          />
        </div>
      ) : (
        <div className={styles.none}>
          <Busy />
        </div>
      )}
      <div className={styles.foot}>
        <Button
          fullWidth
          variant="light"
          leftSection={<IconPlus size="1rem" stroke={2} />}
          disabled={busy || !may('session.link')}
          onClick={() => {
            void link();
            onDone();
          }}
        >
          {known === undefined || known.length === 0
            ? t('accounts.link')
            : t('accounts.linkAnother')}
        </Button>
      </div>
    </div>
  );
}
