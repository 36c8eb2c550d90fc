import { Popover, UnstyledButton } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import styles from './account-button.module.css';
import { AccountSummary } from './account-summary.tsx';
import { AccountsPanel } from './accounts-panel.tsx';
import { AccountsProvider, useAccounts } from './accounts-context.ts';
import type { AccountsStore } from './accounts-store.ts';
import { LogOutDialog } from './log-out-dialog.tsx';
import { accountName, mostUrgent } from './session-presentation.ts';
import { SessionActionButton } from './session-action-button.tsx';
import { sessionWord } from './session-words.ts';

/** In the navigation: how the accounts are doing, and on a click all about them. */
export function AccountButton({ store }: { readonly store: AccountsStore }): ReactNode {
  return (
    <AccountsProvider store={store}>
      <AccountPopover />
    </AccountsProvider>
  );
}

function AccountPopover(): ReactNode {
  const { t } = useTranslation();
  const logOut = useAccounts((state) => state.logOut);
  const [opened, setOpened] = useState(false);
  const [leaving, setLeaving] = useState<Session | null>(null);
  const [asksToLogOut, setAsksToLogOut] = useState(false);
  const sessions = useAccounts((state) => state.sessions);
  const known = shownValue(sessions);
  const session = mostUrgent(known ?? []);
  const name =
    session === undefined
      ? t(known === undefined ? 'accounts.title' : 'accounts.none')
      : (accountName(session) ?? t('accounts.newAccount'));
  const others = (known?.length ?? 0) - 1;
  const summary = session === undefined ? name : `${name}, ${sessionWord(t, session.state, 0)}`;

  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position="right-end"
        width={360}
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className={styles.button}
            aria-label={t('accounts.open', { summary })}
            onClick={() => setOpened(!opened)}
          >
            <AccountSummary
              name={name}
              session={session}
              others={others}
              status={sessions.status}
            />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label={t('accounts.title')}>
          <AccountsPanel
            onDone={() => setOpened(false)}
            onLogOut={(chosen) => {
              setOpened(false);
              setLeaving(chosen);
              setAsksToLogOut(true);
            }}
          />
        </Popover.Dropdown>
      </Popover>
      {session === undefined || opened ? null : (
        <SessionActionButton session={session} className={styles.action} />
      )}
      {leaving === null ? null : (
        <LogOutDialog
          account={accountName(leaving) ?? t('accounts.newAccount')}
          opened={asksToLogOut}
          onCancel={() => setAsksToLogOut(false)}
          onConfirm={() => {
            setAsksToLogOut(false);
            void logOut(leaving.sessionId);
          }}
        />
      )}
    </>
  );
}
