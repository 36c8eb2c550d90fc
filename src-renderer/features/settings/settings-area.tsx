import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Health, Theme, type User } from '../../../src-preload/contract/app.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { AboutCard } from './about-card.tsx';
import { BrowsersCard } from './browsers-card.tsx';
import { DesktopCard } from './desktop-card.tsx';
import { DatabasesCard } from './databases-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { PaceCard } from './pace-card.tsx';
import { QuickRepliesCard } from './quick-replies-card.tsx';
import styles from './settings-area.module.css';
import { SettingsProvider, useSettings } from './settings-context.ts';
import { chosenTheme, type SettingsStore } from './settings-store.ts';
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
          <AboutCard user={user} />
        </div>
      </Page>
    </SettingsProvider>
  );
}

function AppearanceCard(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings((state) => state.settings);
  const theme = useSettings(chosenTheme);
  const setTheme = useSettings((state) => state.setTheme);
  const load = useSettings((state) => state.loadSettings);
  useEffect(() => {
    if (settings.status === 'idle') void load();
  }, [settings.status, load]);

  return (
    <section className={styles.card} aria-label={t('settings.appearance')}>
      <h2 className={styles.title}>{t('settings.appearance')}</h2>
      {settings.status === 'failed' && settings.value === undefined ? (
        <ErrorState
          title={t('settings.loadFailedTitle')}
          failure={settings.failure}
          onRetry={() => void load()}
        />
      ) : settings.status === 'idle' || settings.status === 'loading' ? (
        <SkeletonBlock rem={2.5} />
      ) : (
        <div className={styles.setting}>
          <div>
            <div className={styles.name}>{t('settings.theme')}</div>
            <div className={styles.help}>{t('settings.themeHelp')}</div>
          </div>
          <SegmentedControl
            aria-label={t('settings.theme')}
            value={theme}
            data={Theme.options.map((value) => ({
              value,
              label: t(`settings.themes.${value}`),
            }))}
            onChange={(value) => {
              const chosen = Theme.options.find((each) => each === value);
              if (chosen !== undefined) void setTheme(chosen);
            }}
          />
        </div>
      )}
    </section>
  );
}
