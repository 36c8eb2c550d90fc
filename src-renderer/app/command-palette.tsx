import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { assertNever } from '../bridge/assert-never.ts';
import { shownValue } from '../bridge/remote-data.ts';
import { accountLabels } from '../features/inbox/account-labels.ts';
import { findConversation } from '../features/inbox/inbox-state.ts';
import { messagePreview } from '../features/inbox/message-preview.ts';
import type { PaletteItem } from '../features/palette/palette-items.ts';
import { Palette } from '../features/palette/palette.tsx';
import { noFilters } from '../features/search/search-question.ts';
import { paletteActions } from './palette-actions.ts';
import type { Stores } from './stores.ts';
import type { WindowCommands } from './window-commands.ts';

interface CommandPaletteProperties {
  readonly stores: Stores;
  readonly commands: WindowCommands;
}

/** The palette, with all that the features can do. */
export function CommandPalette({ stores, commands }: CommandPaletteProperties): ReactNode {
  const { t } = useTranslation();
  const sessions = useStore(stores.accounts, (state) => state.sessions);
  const labels = useMemo(() => accountLabels(shownValue(sessions) ?? []), [sessions]);

  const accountOf = useCallback(
    (conversationId: ConversationId): string | undefined => {
      const { conversations, namedConversations, ofContacts } = stores.palette.getState();
      const conversation =
        [
          ...(shownValue(conversations) ?? []),
          ...(shownValue(namedConversations) ?? []),
          ...ofContacts,
        ].find((each) => each.conversationId === conversationId) ??
        findConversation(stores.inbox.getState(), conversationId);
      return conversation === undefined ? undefined : labels.get(conversation.sessionId);
    },
    [stores, labels],
  );
  const previewOf = useCallback(
    ({ lastMessage }: ConversationSummary): string =>
      lastMessage === null ? t('inbox.noMessages') : messagePreview(t, lastMessage),
    [t],
  );

  return (
    <Palette
      store={stores.palette}
      actions={() => paletteActions(t, stores, commands, Date.now())}
      accountOf={accountOf}
      previewOf={previewOf}
      onChoose={(item) => openItem(stores, item)}
    />
  );
}

function openItem({ app, inbox, contacts, leads, search }: Stores, item: PaletteItem): void {
  const openConversation: ReturnType<typeof inbox.getState>['openConversation'] = (...place) => {
    app.getState().goTo('inbox');
    return inbox.getState().openConversation(...place);
  };
  switch (item.kind) {
    case 'conversation':
      void openConversation(item.conversation.conversationId);
      return;
    case 'action':
      item.action.run();
      return;
    case 'contact':
      app.getState().goTo('contacts');
      void contacts.getState().openCard(item.contact.contactId);
      return;
    case 'lead':
      if (item.lead.conversationId === null) app.getState().goTo('leads');
      else void openConversation(item.lead.conversationId);
      void leads.getState().openLead(item.lead.leadId);
      return;
    case 'message':
      void openConversation(item.hit.message.conversationId, item.hit.message);
      return;
    case 'searchAll':
      app.getState().goTo('search');
      search.getState().setFilters(noFilters);
      search.getState().setQuery(item.query);
      void search.getState().load();
      return;
    default:
      assertNever(item);
  }
}
