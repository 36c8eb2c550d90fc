import { useWindowEvent } from '@mantine/hooks';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import type { ContactId, ConversationId } from '../../src-preload/contract/ids.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import { assertNever } from '../bridge/assert-never.ts';
import { shownValue } from '../bridge/remote-data.ts';
import { AccountBanners } from '../features/accounts/account-banners.tsx';
import { ConsentNotice } from '../features/consent/consent-notice.tsx';
import { HoldMark, PersonHold } from '../features/retention/person-hold.tsx';
import { ConsentView } from '../features/consent/consent-view.tsx';
import { ExportPerson } from '../features/data-export/export-person.tsx';
import { ErasePerson } from '../features/erasure/erase-person.tsx';
import { accountLabels } from '../features/inbox/account-labels.ts';
import { InboxArea } from '../features/inbox/inbox-area.tsx';
import { SearchArea } from '../features/search/search-area.tsx';
import { MuteButton } from '../features/settings/mute-button.tsx';
import { OutageProvider } from '../ui/outage.ts';
import { StageNames } from '../ui/lead-stage-pill.tsx';
import { RefusedCommands } from '../access/may.ts';
import { TeamLabelsProvider } from '../labels/team-labels-context.ts';
import { isTypedInto } from '../ui/shortcuts.ts';
import { CommandPalette } from './command-palette.tsx';
import { ConversationConsent } from './conversation-consent.tsx';
import { HealthBanners, isDatabaseAway } from './health-banners.tsx';
import {
  AccountCard,
  AccessLogCard,
  AnonymisedCopyCard,
  AnalyticsArea,
  BusinessesCard,
  ContactsArea,
  DataExportCard,
  DesktopsCard,
  EncryptionCard,
  ErasuresCard,
  HoldsCard,
  LeadPane,
  LeadsArea,
  loadAreas,
  PeopleCard,
  PersonAccess,
  RetentionCard,
  SettingsArea,
} from './lazy-areas.tsx';
import { NavigationRail } from './navigation-rail.tsx';
import styles from './shell.module.css';
import { PrivacyDialogs } from './privacy-dialogs.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import type { Stores } from './stores.ts';
import { createWindowCommands, performCommand, windowCommandFor } from './window-commands.ts';

/** How long the inbox has to be shown before the other areas are fetched, in milliseconds. */
const AREAS_AFTER = 1_000;

/** The window at work: navigation at the left, what needs saying at the top, and one area. */
export function Shell({ stores }: { readonly stores: Stores }): ReactNode {
  const area = useStore(stores.app, (state) => state.area);
  const isAway = useStore(stores.app, isDatabaseAway);
  const commands = useMemo(() => createWindowCommands(stores), [stores]);
  const stages = useStore(stores.leads, (state) => state.stages);
  const stageNames = useMemo(
    () =>
      Object.fromEntries(
        stages.flatMap(({ stage, name }) => (name === null ? [] : [[stage, name]])),
      ),
    [stages],
  );
  useEffect(() => {
    const timer = setTimeout(loadAreas, AREAS_AFTER);
    return () => clearTimeout(timer);
  }, []);
  useWindowEvent('keydown', (event) => {
    const command = windowCommandFor(event, isTypedInto(event.target));
    if (command === undefined) return;
    event.preventDefault();
    performCommand(stores, commands, command);
  });
  const refused = useRefused(stores);
  return (
    <RefusedCommands value={refused}>
      <StageNames value={stageNames}>
        <TeamLabelsProvider store={stores.labels}>
          <div className={styles.shell}>
            <NavigationRail stores={stores} />
            <div className={styles.main}>
              <HealthBanners store={stores.app} />
              {area === 'inbox' ? <AccountBanners store={stores.accounts} /> : null}
              <OutageProvider value={isAway}>
                <div className={styles.row}>
                  <main className={styles.area}>
                    <Suspense fallback={null}>
                      <CurrentArea stores={stores} />
                    </Suspense>
                  </main>
                  <OpenLead stores={stores} />
                </div>
              </OutageProvider>
            </div>
            <PrivacyDialogs stores={stores} />
            <ShortcutSheet stores={stores} />
            <CommandPalette stores={stores} commands={commands} />
          </div>
        </TeamLabelsProvider>
      </StageNames>
    </RefusedCommands>
  );
}

/** The page of a lead, beside its conversation or the board; what is asked about a change wherever it was made. */
function OpenLead({ stores }: { readonly stores: Stores }): ReactNode {
  const isInbox = useStore(stores.app, (state) => state.area === 'inbox');
  // Over the details of the conversation, where those are shown: the messages stay in sight.
  const areDetailsShown = useStore(
    stores.inbox,
    ({ panelLook, selectedId }) => selectedId !== null && panelLook?.isOpen === true,
  );
  const isNeeded = useStore(
    stores.leads,
    ({ openId, conflict, losing, making }) =>
      openId !== null || conflict !== null || losing !== null || making !== null,
  );
  // Once it was needed it stays: a dialog that closes has to fade away.
  const [wasNeeded, setNeeded] = useState(false);
  if (isNeeded && !wasNeeded) setNeeded(true);
  if (!wasNeeded) return null;
  return (
    <Suspense fallback={null}>
      <LeadPane
        store={stores.leads}
        isOver={isInbox && areDetailsShown}
        onOpenMessage={(conversationId, messageId) => {
          stores.app.getState().goTo('inbox');
          const { openConversation, showOriginal } = stores.inbox.getState();
          void openConversation(conversationId);
          if (messageId !== null) void showOriginal(conversationId, messageId);
        }}
      />
    </Suspense>
  );
}

/** What whoever works here may not do; the same set as long as their role is. */
function useRefused(stores: Stores): ReadonlySet<string> {
  const access = useStore(stores.access, (state) => state.access);
  return useMemo(() => new Set(access?.refused), [access]);
}

function CurrentArea({ stores }: { readonly stores: Stores }): ReactNode {
  const refused = useRefused(stores);
  const area = useStore(stores.app, (state) => state.area);
  const goTo = useStore(stores.app, (state) => state.goTo);
  const user = useStore(stores.app, ({ state }) => (state?.phase === 'ready' ? state.user : null));
  const sessions = useStore(stores.accounts, (state) => state.sessions);
  // The rest of the health, such as how many messages wait, changes with every message that arrives.
  const isOffline = useStore(
    stores.app,
    ({ health }) => health?.mongo === 'down' || health?.remembered === true,
  );
  const health = useStore(stores.app, (state) => (area === 'settings' ? state.health : null));
  const link = useStore(stores.accounts, (state) => state.link);
  const openConversation = useStore(stores.inbox, (state) => state.openConversation);
  const showOriginal = useStore(stores.inbox, (state) => state.showOriginal);

  const openCard = useStore(stores.contacts, (state) => state.openCard);
  const openLead = useStore(stores.leads, (state) => state.openLead);
  const beginMaking = useStore(stores.leads, (state) => state.beginMaking);
  const searchIn = useStore(stores.search, (state) => state.searchIn);
  const { t } = useTranslation();

  const showMessage = (message: Message): void => {
    goTo('inbox');
    void openConversation(message.conversationId, message);
  };
  const showConversation = (conversationId: ConversationId): void => {
    goTo('inbox');
    void openConversation(conversationId);
  };
  const showContact = (contactId: ContactId): void => {
    goTo('contacts');
    void openCard(contactId);
  };

  switch (area) {
    case 'inbox':
      return (
        <InboxArea
          store={stores.inbox}
          sessions={sessions}
          isOffline={isOffline}
          onLinkAccount={() => void link()}
          threadActions={({ conversationId }) => (
            <MuteButton store={stores.settings} conversationId={conversationId} />
          )}
          onSearchIn={(conversation) => {
            goTo('search');
            searchIn(conversation);
          }}
          consent={{
            notice: ({ conversationId, isGroup }) =>
              isGroup ? null : (
                <ConsentNotice store={stores.consent} conversationId={conversationId} />
              ),
            details: ({ conversationId }) => (
              <ConversationConsent stores={stores} conversationId={conversationId} />
            ),
          }}
          hold={(contactId) => <HoldMark store={stores.retention} contactId={contactId} />}
          onOpenContact={showContact}
          onOpenLead={(leadId) => void openLead(leadId)}
          onMakeLead={({ conversationId, name }) => beginMaking({ conversationId, name })}
        />
      );
    case 'search':
      return (
        <SearchArea
          store={stores.search}
          onOpenMessage={showMessage}
          onOpenConversation={showConversation}
          onOpenContact={showContact}
          accountOf={(sessionId) => accountLabels(shownValue(sessions) ?? []).get(sessionId)}
        />
      );
    case 'contacts':
      return (
        <ContactsArea
          store={stores.contacts}
          sessions={shownValue(sessions) ?? []}
          onOpenConversation={showConversation}
          consent={(contactId) => <ConsentView store={stores.consent} subject={{ contactId }} />}
          hold={({ contactId, name }) => (
            <PersonHold store={stores.retention} contactId={contactId} name={name} />
          )}
          data={({ contactId, name }) => (
            <>
              <ExportPerson store={stores.dataExport} contactId={contactId} name={name} />
              <ErasePerson store={stores.erasure} contactId={contactId} />
            </>
          )}
          access={(contactId) =>
            refused.has('accessLog.ofContact') ? null : (
              <PersonAccess store={stores.accessLog} contactId={contactId} />
            )
          }
        />
      );
    case 'leads':
      return <LeadsArea store={stores.leads} />;
    case 'analytics':
      return (
        <AnalyticsArea
          store={stores.analytics}
          sessions={shownValue(sessions) ?? []}
          onOpenConversation={showConversation}
          onOpenMessage={(conversationId, messageId) => {
            showConversation(conversationId);
            void showOriginal(conversationId, messageId);
          }}
          onOpenLead={(leadId) => void openLead(leadId)}
        />
      );
    case 'settings':
      return (
        <SettingsArea
          store={stores.settings}
          user={user}
          health={health}
          sessions={shownValue(sessions) ?? []}
          refused={refused}
          others={[
            {
              id: 'account',
              group: 'you',
              name: t('access.accountTitle'),
              card: <AccountCard store={stores.access} />,
            },
            {
              id: 'people',
              group: 'team',
              name: t('access.peopleTitle'),
              card: <PeopleCard store={stores.access} />,
            },
            {
              id: 'desktops',
              group: 'privacy',
              name: t('access.desktopsTitle'),
              needs: 'device.list',
              card: <DesktopsCard store={stores.access} />,
            },
            {
              id: 'businesses',
              group: 'team',
              name: t('businesses.title'),
              needs: 'business.create',
              card: <BusinessesCard store={stores.businesses} />,
            },
            {
              id: 'encryption',
              group: 'privacy',
              name: t('workspace.title'),
              needs: 'workspace.rotateKey',
              card: <EncryptionCard store={stores.workspace} />,
            },
            {
              id: 'access-log',
              group: 'privacy',
              name: t('accessLog.title'),
              needs: 'accessLog.list',
              card: <AccessLogCard store={stores.accessLog} />,
            },
            {
              id: 'retention',
              group: 'privacy',
              name: t('retention.title'),
              needs: 'retention.preview',
              card: <RetentionCard store={stores.retention} />,
            },
            {
              id: 'holds',
              group: 'privacy',
              name: t('hold.title'),
              needs: 'hold.list',
              card: <HoldsCard store={stores.retention} onOpenContact={showContact} />,
            },
            {
              id: 'erasures',
              group: 'privacy',
              name: t('erasure.title'),
              needs: 'erasure.list',
              card: <ErasuresCard store={stores.erasure} />,
            },
            {
              id: 'data-export',
              group: 'privacy',
              name: t('dataExport.title'),
              needs: 'export.business',
              card: <DataExportCard store={stores.dataExport} />,
            },
            {
              id: 'anonymised-copy',
              group: 'privacy',
              name: t('anonymisedCopy.title'),
              needs: 'copy.anonymised',
              card: <AnonymisedCopyCard store={stores.anonymisedCopy} />,
            },
          ]}
        />
      );
    default:
      return assertNever(area);
  }
}
