import { type ReactNode, useMemo } from 'react';
import { useStore } from 'zustand';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import { shownValue } from '../bridge/remote-data.ts';
import { ConsentView } from '../features/consent/consent-view.tsx';
import { saidIn } from '../features/consent/said-messages.ts';
import type { Stores } from './stores.ts';

/** What the person at the other end has said about the use of their data, with the messages in which they may have. */
export function ConversationConsent({
  stores,
  conversationId,
}: {
  readonly stores: Pick<Stores, 'inbox' | 'consent'>;
  readonly conversationId: ConversationId;
}): ReactNode {
  const thread = useStore(stores.inbox, (state) => state.threads.get(conversationId));
  const showOriginal = useStore(stores.inbox, (state) => state.showOriginal);
  const messages = useMemo(() => saidIn((thread && shownValue(thread)?.messages) ?? []), [thread]);
  return (
    <ConsentView
      store={stores.consent}
      subject={{ conversationId }}
      messages={messages}
      onShowMessage={(messageId) => void showOriginal(conversationId, messageId)}
    />
  );
}
