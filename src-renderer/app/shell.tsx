import { useWindowEvent } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { assertNever } from '../bridge/assert-never.ts';
import { AnalyticsArea } from '../features/analytics/analytics-area.tsx';
import { ContactsArea } from '../features/contacts/contacts-area.tsx';
import { InboxArea } from '../features/inbox/inbox-area.tsx';
import { LeadsArea } from '../features/leads/leads-area.tsx';
import { SettingsArea } from '../features/settings/settings-area.tsx';
import { areaForKey } from './area-shortcuts.ts';
import { HealthBanners } from './health-banners.tsx';
import { NavigationRail } from './navigation-rail.tsx';
import styles from './shell.module.css';
import type { Stores } from './stores.ts';

/** The window at work: navigation at the left, what needs saying at the top, and one area. */
export function Shell({ stores }: { readonly stores: Stores }): ReactNode {
  const goTo = useStore(stores.app, (state) => state.goTo);
  useWindowEvent('keydown', (event) => {
    const area = areaForKey(event);
    if (area !== null) {
      event.preventDefault();
      goTo(area);
    }
  });
  return (
    <div className={styles.shell}>
      <NavigationRail stores={stores} />
      <div className={styles.main}>
        <HealthBanners store={stores.app} />
        <main className={styles.area}>
          <CurrentArea stores={stores} />
        </main>
      </div>
    </div>
  );
}

function CurrentArea({ stores }: { readonly stores: Stores }): ReactNode {
  const area = useStore(stores.app, (state) => state.area);
  const goTo = useStore(stores.app, (state) => state.goTo);
  const user = useStore(stores.app, ({ state }) => (state?.phase === 'ready' ? state.user : null));
  const sessions = useStore(stores.accounts, (state) => state.sessions);
  const link = useStore(stores.accounts, (state) => state.link);
  const openConversation = useStore(stores.inbox, (state) => state.openConversation);

  const showConversation = (conversationId: ConversationId): void => {
    goTo('inbox');
    void openConversation(conversationId);
  };

  switch (area) {
    case 'inbox':
      return (
        <InboxArea store={stores.inbox} sessions={sessions} onLinkAccount={() => void link()} />
      );
    case 'contacts':
      return <ContactsArea store={stores.contacts} onOpenConversation={showConversation} />;
    case 'leads':
      return <LeadsArea store={stores.leads} onOpenConversation={showConversation} />;
    case 'analytics':
      return <AnalyticsArea store={stores.analytics} />;
    case 'settings':
      return <SettingsArea store={stores.settings} user={user} />;
    default:
      return assertNever(area);
  }
}
