import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import { statusAt } from '../../src-preload/contract/conversation-filter.ts';
import {
  isPlainKey,
  type PressedKey,
  type WindowCommand,
} from '../../src-preload/contract/shortcuts.ts';
import { selectedConversation } from '../features/inbox/inbox-state.ts';
import { shortcutFor } from '../ui/shortcuts.ts';
import type { Area } from './app-store.ts';
import type { Stores } from './stores.ts';
import { changeTextSize } from './text-size-keys.ts';

/** What the window does, wherever the focus is. */
export type WindowCommands = Readonly<Record<WindowCommand, () => void>>;

/** The command that a pressed key asks for; a plain key asks for none where it is typed into something. */
export function windowCommandFor(event: PressedKey, isTyping: boolean): WindowCommand | undefined {
  if (isPlainKey(event) && isTyping) return undefined;
  return shortcutFor(['window', 'conversation'], event);
}

/** The conversation that is in view; undefined for none. */
export function viewedConversation({
  app,
  inbox,
}: Pick<Stores, 'app' | 'inbox'>): ConversationSummary | undefined {
  return app.getState().area === 'inbox' ? selectedConversation(inbox.getState()) : undefined;
}

/** One way to do each thing: for the keys, the palette and the menu. What is about a conversation does nothing without. */
export function createWindowCommands(stores: Stores): WindowCommands {
  const { app, access, inbox, search, accounts, palette, settings } = stores;
  const goTo = (area: Area) => (): void => app.getState().goTo(area);
  const withConversation = (act: (conversation: ConversationSummary) => void) => (): void => {
    const conversation = viewedConversation(stores);
    if (conversation !== undefined) act(conversation);
  };
  const searchAll = (): void => {
    app.getState().goTo('search');
    search.getState().callForField();
  };
  return {
    palette: () => {
      const { isOpen, open, close } = palette.getState();
      if (isOpen) close();
      else open();
    },
    inbox: goTo('inbox'),
    contacts: goTo('contacts'),
    leads: goTo('leads'),
    analytics: goTo('analytics'),
    settings: goTo('settings'),
    search: searchAll,
    lock: () => void access.getState().lock(),
    linkAccount: () => void accounts.getState().link(),
    textLarger: () => changeTextSize(settings, 'textLarger'),
    textSmaller: () => changeTextSize(settings, 'textSmaller'),
    textUsual: () => changeTextSize(settings, 'textUsual'),
    sheet: () => app.getState().showSheet(true),

    find: () => {
      if (viewedConversation(stores) === undefined) searchAll();
      else inbox.getState().openFind();
    },
    note: withConversation(({ conversationId }) => {
      const { noteFields, openNote } = inbox.getState();
      openNote(conversationId, !(noteFields.get(conversationId)?.isOpen ?? false));
    }),
    panel: withConversation(() => inbox.getState().togglePanel(localStorage)),
    resolve: withConversation((conversation) => {
      const isResolved = statusAt(conversation, Date.now()) === 'resolved';
      void inbox
        .getState()
        .care([conversation], { kind: 'status', status: isResolved ? 'open' : 'resolved' });
    }),
    assignToMe: withConversation((conversation) => {
      const { care, userId } = inbox.getState();
      if (userId !== null) void care([conversation], { kind: 'assign', userId });
    }),
    snooze: withConversation((conversation) => inbox.getState().chooseSnooze([conversation])),
  };
}

/** Does what a key or the menu asks for; an open palette gives way to it. */
export function performCommand(
  { palette }: Pick<Stores, 'palette'>,
  commands: WindowCommands,
  command: WindowCommand,
): void {
  if (command !== 'palette') palette.getState().close();
  commands[command]();
}
