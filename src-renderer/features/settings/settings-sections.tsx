import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Health, User } from '../../../src-preload/contract/app.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import type { CommandName } from '../../../src-preload/contract/contract.ts';
import { AboutCard } from './about-card.tsx';
import { AppearanceCard } from './appearance-card.tsx';
import { BrowsersCard } from './browsers-card.tsx';
import { DatabasesCard } from './databases-card.tsx';
import { DesktopCard } from './desktop-card.tsx';
import { DiagnosticsCard } from './diagnostics-card.tsx';
import { FiguresCard } from './figures-card.tsx';
import { HistoryCard } from './history-card.tsx';
import { HoursCard } from './hours/hours-card.tsx';
import { LabelsCard } from './labels-card.tsx';
import { LeadRulesCard } from './lead-rules-card.tsx';
import { NotificationsCard } from './notifications-card.tsx';
import { PaceCard } from './pace-card.tsx';
import { QuickRepliesCard } from './quick-replies-card.tsx';
import { ShortcutsCard } from './shortcuts-card.tsx';
import { StorageCard } from './storage-card.tsx';
import { TeamCard } from './team-card.tsx';
import { WritingCard } from './writing-card.tsx';

/** A card of the settings with its place in the navigation. */
export interface SettingsSection {
  /** Unique in the page. */
  readonly id: string;
  /** As the title of the card. */
  readonly name: string;
  readonly card: ReactNode;
  /** Shown to those alone who may give this command, or set this. */
  readonly needs?: CommandName | 'settings.historyDays' | 'settings.archiveAfterMonths';
}

interface SectionFacts {
  readonly user: User | null;
  /** Null while it is not known. */
  readonly health: Health | null;
  /** The accounts of this computer, for their names. */
  readonly sessions: readonly Session[];
  /** Cards of other features, which stand before the keyboard and what is for looking up. */
  readonly others: readonly SettingsSection[];
}

/** All sections from top to bottom: a new one is a line here. */
export function settingsSections(t: TFunction, facts: SectionFacts): readonly SettingsSection[] {
  const { user, health, sessions, others } = facts;
  return [
    { id: 'appearance', name: t('settings.appearance'), card: <AppearanceCard /> },
    { id: 'writing', name: t('writing.title'), card: <WritingCard /> },
    { id: 'notifications', name: t('desktop.notifications'), card: <NotificationsCard /> },
    { id: 'desktop', name: t('desktop.title'), card: <DesktopCard /> },
    {
      id: 'databases',
      needs: 'settings.testStores',
      name: t('databases.title'),
      card: <DatabasesCard health={health} />,
    },
    {
      id: 'pace',
      needs: 'pace.set',
      name: t('pace.title'),
      card: <PaceCard sessions={sessions} />,
    },
    {
      id: 'history',
      needs: 'settings.historyDays',
      name: t('history.title'),
      card: <HistoryCard />,
    },
    {
      id: 'storage',
      needs: 'settings.archiveAfterMonths',
      name: t('storage.title'),
      card: <StorageCard />,
    },
    {
      id: 'figures',
      needs: 'analytics.setTimeZone',
      name: t('figures.title'),
      card: <FiguresCard />,
    },
    { id: 'browsers', name: t('browsers.title'), card: <BrowsersCard /> },
    {
      id: 'quick-replies',
      needs: 'quickReply.create',
      name: t('quickReplies.title'),
      card: <QuickRepliesCard />,
    },
    { id: 'labels', needs: 'label.create', name: t('teamLabels.title'), card: <LabelsCard /> },
    {
      id: 'lead-rules',
      needs: 'leadRule.create',
      name: t('leadRules.title'),
      card: <LeadRulesCard />,
    },
    { id: 'team', name: t('team.title'), card: <TeamCard user={user} /> },
    { id: 'hours', needs: 'businessHours.set', name: t('hours.title'), card: <HoursCard /> },
    ...others,
    { id: 'shortcuts', name: t('settings.shortcuts'), card: <ShortcutsCard /> },
    { id: 'diagnostics', name: t('diagnostics.title'), card: <DiagnosticsCard /> },
    { id: 'about', name: t('settings.about'), card: <AboutCard user={user} /> },
  ];
}
