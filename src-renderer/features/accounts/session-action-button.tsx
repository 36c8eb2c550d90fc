import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { useAccounts } from './accounts-context.ts';
import { accountName, presentSession, type SessionAction } from './session-presentation.ts';

const words = {
  show_qr: 'accounts.actions.showQr',
  link_again: 'accounts.actions.linkAgain',
  retry: 'accounts.actions.retry',
  connect: 'accounts.actions.connect',
  wake: 'accounts.actions.wake',
  take_over: 'accounts.actions.takeOver',
} as const satisfies Record<SessionAction, string>;

interface SessionActionButtonProperties {
  readonly session: Session;
  readonly className?: string | undefined;
  /** Called when the action leads to the pairing window. */
  readonly onLink?: () => void;
}

/** The one thing that helps an account; nothing where nothing does. */
export function SessionActionButton({
  session,
  className,
  onLink,
}: SessionActionButtonProperties): ReactNode {
  const { t } = useTranslation();
  const link = useAccounts((state) => state.link);
  const retry = useAccounts((state) => state.retry);
  const takeOver = useAccounts((state) => state.takeOver);
  const busy = useAccounts((state) => state.busy);
  const { action } = presentSession(session.state);
  if (action === null) {
    return null;
  }
  const run = (): void => {
    switch (action) {
      case 'retry':
      case 'connect':
      case 'wake':
        void retry(session.sessionId);
        return;
      case 'take_over':
        void takeOver(session.sessionId);
        return;
      case 'show_qr':
      case 'link_again':
        void link(session.sessionId);
        onLink?.();
    }
  };
  return (
    <Button
      className={className}
      size="compact-sm"
      variant="light"
      disabled={busy}
      aria-label={t('accounts.actions.forAccount', {
        action: t(words[action]),
        account: accountName(session) ?? t('accounts.newAccount'),
      })}
      onClick={run}
    >
      {t(words[action])}
    </Button>
  );
}
