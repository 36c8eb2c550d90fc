import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health, User } from '../../../src-preload/contract/app.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { Page } from '../../ui/page.tsx';
import { AboutCard } from './about-card.tsx';
import { AppearanceCard } from './appearance-card.tsx';
import { BrowsersCard } from './browsers-card.tsx';
import { DesktopCard } from './desktop-card.tsx';
import { DiagnosticsCard } from './diagnostics-card.tsx';
import { DatabasesCard } from './databases-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { PaceCard } from './pace-card.tsx';
import { QuickRepliesCard } from './quick-replies-card.tsx';
import styles from './settings-area.module.css';
import { SettingsProvider } from './settings-context.ts';
import type { SettingsStore } from './settings-store.ts';
import { ShortcutsCard } from './shortcuts-card.tsx';
import { StorageCard } from './storage-card.tsx';

interface SettingsAreaProperties {
  readonly store: SettingsStore;
  readonly user: User | null;
  /** Null while it is not known. */
  readonly health: Health | null;
  /** The accounts of this computer, for their names. */
  readonly sessions: readonly Session[];
  /** Cards of other features. */
  readonly children?: ReactNode;
}

export function SettingsArea({
  store,
  user,
  health,
  sessions,
  children,
}: SettingsAreaProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <SettingsProvider store={store}>
      <Page title={t('settings.title')}>
        <div className={styles.scroller}>
          <AppearanceCard />
          <NotificationsCard />
          <DesktopCard />
          <DatabasesCard health={health} />
          <PaceCard sessions={sessions} />
          <HistoryCard />
          <StorageCard />
          <BrowsersCard />
          <QuickRepliesCard />
          {children}
          <ShortcutsCard />
          <DiagnosticsCard />
          <AboutCard user={user} />
        </div>
      </Page>
    </SettingsProvider>
  );
}
