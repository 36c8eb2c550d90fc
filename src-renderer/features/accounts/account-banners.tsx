import { CloseButton } from '@mantine/core';
import { IconDeviceMobileExclamation } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { Banner } from '../../ui/banner.tsx';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { AccountsProvider, useAccounts } from './accounts-context.ts';
import { type AccountNotice, accountNotices } from './account-notices.ts';
import type { AccountsStore } from './accounts-store.ts';
import { SessionActionButton } from './session-action-button.tsx';
import { accountName } from './session-presentation.ts';
import { sessionDetail, sessionWord } from './session-words.ts';

/** More than these would leave no room for what they stand above. */
const MOST = 2;

/** Above the conversations: which accounts need a person, why, and what helps. Each can be hidden until it changes. */
export function AccountBanners({ store }: { readonly store: AccountsStore }): ReactNode {
  return (
    <AccountsProvider store={store}>
      <Banners />
    </AccountsProvider>
  );
}

function Banners(): ReactNode {
  const { t } = useTranslation();
  const now = useNow('minutes');
  const sessions = useAccounts((state) => state.sessions);
  const hidden = useAccounts((state) => state.hiddenNotices);
  const notices = accountNotices(shownValue(sessions) ?? [], now).filter(
    ({ key }) => !hidden.has(key),
  );
  const more = notices.length - MOST;
  return (
    <>
      {notices.slice(0, MOST).map((notice) => (
        <AccountBanner key={notice.key} notice={notice} />
      ))}
      {more > 0 ? (
        <Banner tone="warning" icon={<IconDeviceMobileExclamation size="1.1rem" stroke={1.8} />}>
          {t('accounts.moreNotices', { count: more })}
        </Banner>
      ) : null}
    </>
  );
}

function AccountBanner({ notice }: { readonly notice: AccountNotice }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const hide = useAccounts((state) => state.hideNotice);
  const { session, tone, unseenDays, key } = notice;
  const { state } = session;
  const name = accountName(session) ?? t('accounts.newAccount');
  const words =
    unseenDays === null
      ? [
          sessionWord(t, state, 0),
          // What exactly changed stands in the list of accounts.
          state.kind === 'read_only'
            ? t('accounts.details.read_only')
            : (sessionDetail(t, state, formats.clock) ?? ''),
        ]
      : [
          t('accounts.details.phoneUnseen', { count: unseenDays }),
          t('accounts.details.phoneUnseenAdvice'),
        ];
  return (
    <Banner
      tone={tone}
      isCalm
      icon={<IconDeviceMobileExclamation size="1.1rem" stroke={1.8} />}
      action={unseenDays === null ? <SessionActionButton session={session} /> : null}
      close={
        <CloseButton
          size="sm"
          aria-label={t('accounts.hideNotice', { account: name })}
          onClick={() => hide(key)}
        />
      }
    >
      <strong>
        <bdi>{name}</bdi>: {words[0]}
      </strong>{' '}
      {words[1]}
    </Banner>
  );
}
