import {
  IconAddressBook,
  IconBell,
  IconBellOff,
  IconChartBar,
  IconCheck,
  IconClock,
  IconFilter,
  IconFlag,
  IconHourglass,
  IconInbox,
  IconKeyboard,
  IconLanguage,
  IconLayoutSidebarRight,
  IconLock,
  IconMailOpened,
  IconPalette,
  IconQrcode,
  IconRotate,
  IconSearch,
  IconSettings,
  IconSparkles,
  IconSpeakerphone,
  IconTextDecrease,
  IconTextIncrease,
  IconTextSize,
  IconUserCheck,
  IconUserOff,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { Theme } from '../../src-preload/contract/app.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import {
  fixedViewNames,
  fixedViews,
  priorities,
  statusAt,
} from '../../src-preload/contract/conversation-filter.ts';
import { HOUR, tomorrow } from '../../src-preload/contract/desktop.ts';
import { LanguageChoice } from '../../src-preload/contract/language.ts';
import { shownValue } from '../bridge/remote-data.ts';
import type { CareAction } from '../features/inbox/list/list-state.ts';
import { snoozeChoices, snoozeTime } from '../features/inbox/list/snooze-times.ts';
import type { PaletteAction } from '../features/palette/palette-items.ts';
import { chosenLanguage, chosenTheme } from '../features/settings/settings-store.ts';
import type { Stores } from './stores.ts';
import { viewedConversation, type WindowCommands } from './window-commands.ts';

/** All that the palette can do now, what is about the open conversation first. */
export function paletteActions(
  t: TFunction,
  stores: Stores,
  commands: WindowCommands,
  now: number,
): PaletteAction[] {
  const conversation = viewedConversation(stores);
  return [
    ...(conversation === undefined
      ? []
      : conversationActions(t, stores, commands, conversation, now)),
    ...windowActions(t, commands),
    ...notificationActions(t, stores, now),
    ...viewActions(t, stores),
    ...leadActions(t, stores),
    ...appearanceActions(t, stores),
  ];
}

function conversationActions(
  t: TFunction,
  { inbox, settings }: Stores,
  commands: WindowCommands,
  conversation: ConversationSummary,
  now: number,
): PaletteAction[] {
  const { conversationId, name, assigneeId, unreadCount } = conversation;
  const { care, userId } = inbox.getState();
  const perform = (action: CareAction) => (): void => void care([conversation], action);
  const status = statusAt(conversation, now);
  const isMuted =
    shownValue(settings.getState().settings)?.notifications.mutedConversations.includes(
      conversationId,
    ) ?? false;
  const actions: PaletteAction[] = [
    {
      id: 'resolve',
      name: t(status === 'resolved' ? 'inboxList.reopen' : 'inboxList.resolve'),
      icon: status === 'resolved' ? IconRotate : IconCheck,
      shortcut: 'resolve',
      isLikely: true,
      run: commands.resolve,
    },
    assigneeId === userId
      ? {
          id: 'unassign',
          name: t('palette.actions.unassign'),
          icon: IconUserOff,
          run: perform({ kind: 'assign', userId: null }),
        }
      : {
          id: 'assign-to-me',
          name: t('palette.actions.assignToMe'),
          icon: IconUserCheck,
          shortcut: 'assignToMe',
          isLikely: true,
          run: commands.assignToMe,
        },
    {
      id: 'snooze',
      name: t('palette.actions.snooze'),
      icon: IconClock,
      shortcut: 'snooze',
      isLikely: true,
      run: commands.snooze,
    },
    ...snoozeChoices.map((choice) => ({
      id: `snooze-${choice}`,
      name: `${t('inboxList.snooze')}: ${t(`inboxList.snoozes.${choice}`)}`,
      icon: IconClock,
      run: perform({ kind: 'snooze', until: snoozeTime(choice, new Date(now)) }),
    })),
    {
      id: 'pending',
      name: t('inboxList.makePending'),
      icon: IconHourglass,
      run: perform({ kind: 'status', status: 'pending' }),
    },
    ...priorities.toReversed().map((priority) => ({
      id: `priority-${priority}`,
      name: `${t('inboxList.priority')}: ${t(`inboxList.priorities.${priority}`)}`,
      icon: IconFlag,
      run: perform({ kind: 'priority', priority }),
    })),
    {
      id: 'mark-read',
      name: t('inboxList.markRead'),
      icon: IconMailOpened,
      run: perform({ kind: 'markRead' }),
    },
    {
      id: 'mute',
      name: t(isMuted ? 'desktop.unmute' : 'desktop.mute'),
      icon: isMuted ? IconBell : IconBellOff,
      run: () => void settings.getState().setMuted(conversationId, !isMuted),
    },
    {
      id: 'panel',
      name: t('shortcuts.names.panel'),
      icon: IconLayoutSidebarRight,
      shortcut: 'panel',
      run: commands.panel,
    },
    {
      id: 'search-thread',
      name: t('shortcuts.names.find'),
      icon: IconSearch,
      shortcut: 'find',
      run: commands.find,
    },
  ];
  const isDone: Readonly<Record<string, boolean>> = {
    pending: status === 'pending',
    'mark-read': unreadCount === 0,
    [`priority-${conversation.priority}`]: true,
  };
  return actions
    .filter(({ id }) => isDone[id] !== true)
    .map((action) => ({ ...action, detail: name }));
}

function windowActions(t: TFunction, commands: WindowCommands): PaletteAction[] {
  const icons = {
    inbox: IconInbox,
    search: IconSearch,
    contacts: IconAddressBook,
    leads: IconSparkles,
    analytics: IconChartBar,
    settings: IconSettings,
    linkAccount: IconQrcode,
    lock: IconLock,
    textLarger: IconTextIncrease,
    textSmaller: IconTextDecrease,
    textUsual: IconTextSize,
    sheet: IconKeyboard,
  } as const;
  const likely: ReadonlySet<string> = new Set(['linkAccount', 'sheet']);
  return (Object.keys(icons) as (keyof typeof icons)[]).map((id) => ({
    id,
    name: id === 'sheet' ? t('palette.actions.sheet') : t(`shortcuts.names.${id}`),
    icon: icons[id],
    shortcut: id,
    isLikely: likely.has(id),
    run: commands[id],
  }));
}

function notificationActions(t: TFunction, { settings }: Stores, now: number): PaletteAction[] {
  const { setNotifications } = settings.getState();
  const pausedUntil = shownValue(settings.getState().settings)?.notifications.pausedUntil ?? null;
  const pauseUntil = (until: number | null) => (): void =>
    void setNotifications({ pausedUntil: until });
  if (pausedUntil !== null && pausedUntil > now) {
    const name = t('palette.actions.resume');
    return [{ id: 'resume', name, icon: IconBell, isLikely: true, run: pauseUntil(null) }];
  }
  return [
    {
      id: 'pause-hour',
      name: t('palette.actions.pauseHour'),
      icon: IconBellOff,
      isLikely: true,
      run: pauseUntil(now + HOUR),
    },
    {
      id: 'pause-tomorrow',
      name: t('palette.actions.pauseTomorrow'),
      icon: IconBellOff,
      run: pauseUntil(tomorrow(now)),
    },
  ];
}

function viewActions(t: TFunction, { app, inbox }: Stores): PaletteAction[] {
  const views = [
    ...fixedViewNames.map((view) => ({
      id: view,
      name: t(`inboxList.views.${view}`),
      ...fixedViews[view],
    })),
    ...inbox.getState().views.map(({ viewId, ...view }) => ({ id: viewId, ...view })),
  ];
  return views.map(({ id, name, filter, sort }) => ({
    id: `view-${id}`,
    name: t('palette.actions.view', { view: name }),
    icon: IconFilter,
    run: () => {
      app.getState().goTo('inbox');
      void inbox.getState().show({ filter, sort });
    },
  }));
}

/** The campaigns, and the views of the leads that the person or the team keeps. */
function leadActions(t: TFunction, { app, leads }: Stores): PaletteAction[] {
  const { setView, takeView, leadViews } = leads.getState();
  return [
    {
      id: 'campaigns',
      name: t('campaigns.title'),
      icon: IconSpeakerphone,
      run: () => {
        app.getState().goTo('leads');
        setView('campaigns');
      },
    },
    ...leadViews.map((view) => ({
      id: `lead-view-${view.viewId}`,
      name: `${t('leads.title')}: ${view.name}`,
      icon: IconFilter,
      run: () => {
        app.getState().goTo('leads');
        takeView(view);
      },
    })),
  ];
}

function appearanceActions(t: TFunction, { settings }: Stores): PaletteAction[] {
  const { setTheme, setLanguage } = settings.getState();
  const theme = chosenTheme(settings.getState());
  const language = chosenLanguage(settings.getState());
  return [
    ...Theme.options
      .filter((each) => each !== theme)
      .map((each) => ({
        id: `theme-${each}`,
        name: `${t('settings.theme')}: ${t(`settings.themes.${each}`)}`,
        icon: IconPalette,
        run: () => void setTheme(each),
      })),
    ...LanguageChoice.options
      .filter((each) => each !== language)
      .map((each) => ({
        id: `language-${each}`,
        name: `${t('settings.language')}: ${t(`settings.languages.${each}`)}`,
        icon: IconLanguage,
        run: () => void setLanguage(each),
      })),
  ];
}
