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

/** What sections stand together under a heading, from top to bottom. */
export const settingsGroups = ['you', 'customers', 'team', 'privacy', 'data'] as const;
export type SettingsGroup = (typeof settingsGroups)[number];

/** A card of the settings with its place in the navigation. */
export interface SettingsSection {
  /** Unique in the page. */
  readonly id: string;
  readonly group: SettingsGroup;
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
  /** Cards of other features; each stands at the end of its group. */
  readonly others: readonly SettingsSection[];
}

/** All sections from top to bottom, group by group: a new one is a line here. */
export function settingsSections(t: TFunction, facts: SectionFacts): readonly SettingsSection[] {
  const { user, health, sessions, others } = facts;
  const sections: readonly SettingsSection[] = [
    { id: 'appearance', group: 'you', name: t('settings.appearance'), card: <AppearanceCard /> },
    { id: 'writing', group: 'you', name: t('writing.title'), card: <WritingCard /> },
    {
      id: 'notifications',
      group: 'you',
      name: t('desktop.notifications'),
      card: <NotificationsCard />,
    },
    { id: 'desktop', group: 'you', name: t('desktop.title'), card: <DesktopCard /> },
    {
      id: 'databases',
      group: 'data',
      needs: 'settings.testStores',
      name: t('databases.title'),
      card: <DatabasesCard health={health} />,
    },
    {
      id: 'pace',
      group: 'customers',
      needs: 'pace.set',
      name: t('pace.title'),
      card: <PaceCard sessions={sessions} />,
    },
    {
      id: 'history',
      group: 'data',
      needs: 'settings.historyDays',
      name: t('history.title'),
      card: <HistoryCard />,
    },
    {
      id: 'storage',
      group: 'data',
      needs: 'settings.archiveAfterMonths',
      name: t('storage.title'),
      card: <StorageCard />,
    },
    {
      id: 'figures',
      group: 'customers',
      needs: 'analytics.setTimeZone',
      name: t('figures.title'),
      card: <FiguresCard />,
    },
    { id: 'browsers', group: 'data', name: t('browsers.title'), card: <BrowsersCard /> },
    {
      id: 'quick-replies',
      group: 'customers',
      needs: 'quickReply.create',
      name: t('quickReplies.title'),
      card: <QuickRepliesCard />,
    },
    {
      id: 'labels',
      group: 'customers',
      needs: 'label.create',
      name: t('teamLabels.title'),
      card: <LabelsCard />,
    },
    {
      id: 'lead-rules',
      group: 'customers',
      needs: 'leadRule.create',
      name: t('leadRules.title'),
      card: <LeadRulesCard />,
    },
    { id: 'team', group: 'team', name: t('team.title'), card: <TeamCard user={user} /> },
    {
      id: 'hours',
      group: 'customers',
      needs: 'businessHours.set',
      name: t('hours.title'),
      card: <HoursCard />,
    },
    ...others,
    { id: 'shortcuts', group: 'you', name: t('settings.shortcuts'), card: <ShortcutsCard /> },
    { id: 'diagnostics', group: 'data', name: t('diagnostics.title'), card: <DiagnosticsCard /> },
    { id: 'about', group: 'data', name: t('settings.about'), card: <AboutCard user={user} /> },
  ];
  return settingsGroups.flatMap((group) => sections.filter((each) => each.group === group));
}
