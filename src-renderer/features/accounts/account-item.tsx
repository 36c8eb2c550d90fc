import { Button, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { AccountUsage } from './account-usage.tsx';
import styles from './accounts-panel.module.css';
import { useAccounts } from './accounts-context.ts';
import { phoneUnseenDays } from './phone-warning.ts';
import { SessionActionButton } from './session-action-button.tsx';
import { accountName, presentSession } from './session-presentation.ts';
import { SessionStatus } from './session-status.tsx';
import { sessionDetail } from './session-words.ts';

interface AccountItemProperties {
  readonly session: Session;
  readonly onDone: () => void;
  readonly onLogOut: (session: Session) => void;
}

/** One account: its state, what that means, what it has done, and what can be done about it. */
export function AccountItem({ session, onDone, onLogOut }: AccountItemProperties): ReactNode {
  const { t } = useTranslation();
  const busy = useAccounts((state) => state.busy);
  const setAutoReconnect = useAccounts((state) => state.setAutoReconnect);
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const { sessionId, state, phoneNumber, autoReconnect } = session;
  const { canLogOut } = presentSession(state);
  const name = accountName(session) ?? t('accounts.newAccount');
  const detail = sessionDetail(t, state, formats.clock);
  const unseenDays = phoneUnseenDays(session, now);

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
        {unseenDays === null ? null : (
          <p className={styles.warning} role="alert">
            {t('accounts.details.phoneUnseen', { count: unseenDays })}{' '}
            {t('accounts.details.phoneUnseenAdvice')}
          </p>
        )}
        <AccountUsage sessionId={sessionId} />
        {canLogOut ? (
          <Switch
            mt={6}
            size="xs"
            checked={autoReconnect}
            disabled={busy}
            label={t('accounts.autoReconnect')}
            aria-label={t('accounts.autoReconnectFor', { account: name })}
            onChange={(event) => void setAutoReconnect(sessionId, event.currentTarget.checked)}
          />
        ) : null}
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
