import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconAddressBook,
  IconChartBar,
  IconInbox,
  IconSearch,
  IconSettings,
  IconSparkles,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { AccountButton } from '../features/accounts/account-button.tsx';
import { unreadConversations } from '../features/inbox/inbox-state.ts';
import { isMac } from '../ui/is-mac.ts';
import { Logo } from '../ui/logo.tsx';
import { shortcutText } from '../ui/shortcuts.ts';
import { type Area, areas } from './app-store.ts';
import styles from './navigation-rail.module.css';
import type { Stores } from './stores.ts';

const icons = {
  inbox: IconInbox,
  search: IconSearch,
  contacts: IconAddressBook,
  leads: IconSparkles,
  analytics: IconChartBar,
  settings: IconSettings,
} as const satisfies Record<Area, unknown>;

export function NavigationRail({ stores }: { readonly stores: Stores }): ReactNode {
  const { t } = useTranslation();
  const unread = useStore(stores.inbox, unreadConversations);
  return (
    <nav className={styles.rail} aria-label={t('areas.navigation')}>
      <div className={styles.brand}>
        <Logo />
        <span className={styles.brandName}>{t('common.appName')}</span>
      </div>
      <div className={styles.areas}>
        {areas.map((area) => (
          <AreaButton
            key={area}
            area={area}
            stores={stores}
            unread={area === 'inbox' ? unread : 0}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <AccountButton store={stores.accounts} />
      </div>
    </nav>
  );
}

interface AreaButtonProperties {
  readonly area: Area;
  readonly stores: Stores;
  readonly unread: number;
}

function AreaButton({ area, stores, unread }: AreaButtonProperties): ReactNode {
  const { t } = useTranslation();
  const current = useStore(stores.app, (state) => state.area);
  const goTo = useStore(stores.app, (state) => state.goTo);
  const Icon = icons[area];
  const name = t(`areas.${area}`);
  return (
    <Tooltip
      position="right"
      label={t('areas.withShortcut', { area: name, shortcut: shortcutText(area, isMac()) })}
    >
      <UnstyledButton
        className={styles.item}
        aria-current={area === current ? 'page' : undefined}
        aria-label={unread > 0 ? `${name}, ${t('areas.unread', { count: unread })}` : name}
        onClick={() => goTo(area)}
      >
        <Icon size="1.2rem" stroke={1.75} aria-hidden="true" />
        <span className={styles.itemName}>{name}</span>
        {unread > 0 ? (
          <span className={styles.badge} aria-hidden="true">
            {unread > 99 ? '99+' : unread}
          </span>
        ) : null}
      </UnstyledButton>
    </Tooltip>
  );
}
