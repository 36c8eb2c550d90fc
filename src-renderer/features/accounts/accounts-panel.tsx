import { Button, Loader } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import styles from './accounts-panel.module.css';
import { useAccounts } from './accounts-context.ts';
import { SessionActionButton } from './session-action-button.tsx';
import { accountName, presentSession } from './session-presentation.ts';
import { SessionStatus } from './session-status.tsx';
import { sessionDetail } from './session-words.ts';

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
  const known = shownValue(sessions);

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

interface AccountItemProperties extends AccountsPanelProperties {
  readonly session: Session;
}

function AccountItem({ session, onDone, onLogOut }: AccountItemProperties): ReactNode {
  const { t } = useTranslation();
  const busy = useAccounts((state) => state.busy);
  const { sessionId, state, phoneNumber } = session;
  const { canLogOut } = presentSession(state);
  const name = accountName(session) ?? t('accounts.newAccount');
  const detail = sessionDetail(t, state);

  return (
    <li className={styles.item} data-testid="account" data-session-id={sessionId}>
      <Avatar name={name} colourKey={sessionId} />
      <div className={styles.about}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        {phoneNumber === undefined || phoneNumber === name ? null : (
          <span className={styles.number}>{phoneNumber}</span>
        )}
        <span className={styles.state}>
          <SessionStatus state={state} />
        </span>
        {detail === null ? null : <p className={styles.detail}>{detail}</p>}
        <span className={styles.actions}>
          <SessionActionButton session={session} onLink={onDone} />
          {canLogOut ? (
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              aria-label={t('accounts.actions.forAccount', {
                action: t('accounts.actions.logOut'),
                account: name,
              })}
              onClick={() => onLogOut(session)}
            >
              {t('accounts.actions.logOut')}
            </Button>
          ) : null}
        </span>
      </div>
    </li>
  );
}
