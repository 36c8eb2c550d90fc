import { Button, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { FailureText } from '../../ui/failure-text.tsx';
import { AccountItem } from './account-item.tsx';
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
      {known !== undefined ? (
        <ul className={styles.list}>
          {known.map((session) => (
            <AccountItem
              key={session.sessionId}
              session={session}
              onDone={onDone}
              onLogOut={onLogOut}
            />
          ))}
          {known.length === 0 ? <li className={styles.none}>{t('accounts.none')}</li> : null}
        </ul>
      ) : sessions.status === 'failed' ? (
        <div role="alert" className={styles.none}>
          <FailureText failure={sessions.failure} />
          <Button variant="subtle" size="compact-sm" onClick={() => void load()}>
            {t('common.retry')}
          </Button>
        </div>
      ) : (
        <div className={styles.none}>
          <Loader size="sm" aria-label={t('common.loading')} />
        </div>
      )}
      <div className={styles.foot}>
        <Button
          fullWidth
          variant="light"
          leftSection={<IconPlus size="1rem" stroke={2} />}
          disabled={busy}
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
