import { Button } from '@mantine/core';
import { IconMessageCircle, IconMessages, IconQrcode, IconRefresh } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ContactId, LeadId, SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { isShortcut } from '../../ui/shortcuts.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { accountLabels } from './account-labels.ts';
import { ConversationList } from './conversation-list.tsx';
import { useInbox, InboxProvider } from './inbox-context.ts';
import styles from './inbox-area.module.css';
import { type InboxState, selectedConversation } from './inbox-state.ts';
import type { InboxStore } from './inbox-store.ts';
import { BulkBar } from './list/bulk-bar.tsx';
import { EmptyView } from './list/empty-view.tsx';
import { ListHeader } from './list/list-header.tsx';
import { AskToBlock } from './block/ask-to-block.tsx';
import { SnoozeDialog } from './list/snooze-dialog.tsx';
import { fixedViewOf } from './list/view-names.ts';
import { sendingObstacle } from './sending-obstacle.ts';
import { OutboxPanel } from './outbox-panel.tsx';
import { SidePanel } from './side-panel/side-panel.tsx';
import { usePanelLook } from './side-panel/use-panel-look.ts';
import { Thread } from './thread.tsx';

interface InboxAreaProperties {
  readonly store: InboxStore;
  readonly sessions: RemoteData<readonly Session[]>;
  /** Whether the database is away, and what is shown is what this computer remembers. */
  readonly isOffline: boolean;
  readonly onLinkAccount: () => void;
  /** What other features can do with the open conversation. */
  readonly threadActions: (conversation: ConversationSummary) => ReactNode;
  readonly onSearchIn: (conversation: ConversationSummary) => void;
  /** What the person at the other end has said about the use of their data: above the field, and in the side panel. */
  readonly consent: Readonly<
    Record<'notice' | 'details', (conversation: ConversationSummary) => ReactNode>
  >;
  /** That nothing of a person may go; nothing where it may. */
  readonly hold: (contactId: ContactId) => ReactNode;
  readonly onOpenContact: (contactId: ContactId) => void;
  readonly onOpenLead: (leadId: LeadId) => void;
  /** Makes a lead of a conversation by hand. */
  readonly onMakeLead: (conversation: ConversationSummary) => void;
}

export function InboxArea({ store, ...properties }: InboxAreaProperties): ReactNode {
  return (
    <InboxProvider store={store}>
      <Inbox {...properties} />
    </InboxProvider>
  );
}

function Inbox({
  sessions,
  isOffline,
  onLinkAccount,
  threadActions,
  onSearchIn,
  consent,
  hold,
  onOpenContact,
  onOpenLead,
  onMakeLead,
}: Omit<InboxAreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const listRef = useRef<HTMLDivElement>(null);
  // Not the list itself: with every page and every message of it the thread would be drawn again.
  const there = useInbox(knownConversations);
  const selected = useInbox(selectedConversation);
  const close = useInbox((state) => state.closeConversation);
  const { isOpen: isPanelOpen } = usePanelLook();
  const known = useMemo(() => shownValue(sessions) ?? [], [sessions]);
  const labels = useMemo(() => accountLabels(known), [known]);

  const hasNoAccount = shownValue(sessions)?.length === 0;
  const hasConversations = there === 'some';
  if (hasNoAccount && there === 'none' && selected === undefined) {
    return (
      <section className={styles.welcome} aria-label={t('areas.inbox')}>
        <EmptyState
          icon={<IconQrcode size="1.7rem" stroke={1.6} />}
          title={t('inbox.noAccountTitle')}
          action={
            <Button size="md" onClick={onLinkAccount}>
              {t('accounts.link')}
            </Button>
          }
        >
          {t('inbox.noAccountText')}
        </EmptyState>
      </section>
    );
  }

  const leave = (): void => {
    // In a narrow window the list is drawn only once the conversation is gone, and can take the focus then.
    flushSync(close);
    listRef.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // What is pressed in a menu of the thread comes by here, too, and is the menu's.
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target);
    const isEscape = isShortcut('leave', event) && !event.nativeEvent.isComposing;
    if (isEscape && isInside && selected !== undefined) {
      event.preventDefault();
      leave();
    }
  };

  return (
    // Escape is heard from everywhere inside; the controls themselves carry the roles.
    <div className={styles.inbox} data-open={selected !== undefined} onKeyDown={onKeyDown}>
      <section className={styles.listPane} aria-label={t('inbox.conversations')}>
        <ListHeader sessions={known} />
        <BulkBar />
        <OutboxPanel />
        {/* Where nothing could be loaded there is nothing that is remembered. */}
        {isOffline && there !== undefined ? (
          <p className={styles.offline} role="note">
            {t('inbox.offline')}
          </p>
        ) : null}
        <ListContent
          sessions={known}
          labels={labels}
          listRef={listRef}
          isOffline={isOffline}
          onLinkAccount={onLinkAccount}
        />
        <SnoozeDialog />
        <AskToBlock accountLabels={labels} />
      </section>
      {selected === undefined ? (
        <div className={styles.nothing}>
          {hasConversations ? (
            <EmptyState
              icon={<IconMessages size="1.6rem" stroke={1.6} />}
              title={t('inbox.noneSelectedTitle')}
            >
              {t('inbox.noneSelectedText')}
            </EmptyState>
          ) : null}
        </div>
      ) : (
        <Thread
          actions={threadActions(selected)}
          conversation={selected}
          accountLabel={labels.get(selected.sessionId)}
          // Before they are loaded nothing is known, and nothing is said.
          obstacle={
            shownValue(sessions) === undefined
              ? null
              : sendingObstacle(
                  known.find(({ sessionId }) => sessionId === selected.sessionId)?.state,
                )
          }
          notice={consent.notice(selected)}
          onSearch={() => onSearchIn(selected)}
          onClose={leave}
        />
      )}
      {selected !== undefined && isPanelOpen ? (
        <SidePanel
          conversation={selected}
          accountNames={labels}
          consent={consent.details(selected)}
          hold={hold}
          onOpenContact={onOpenContact}
          onOpenLead={onOpenLead}
          onMakeLead={onMakeLead}
        />
      ) : null}
    </div>
  );
}

/** Whether there are conversations; undefined while that is not known. */
function knownConversations({
  conversations,
}: Pick<InboxState, 'conversations'>): 'none' | 'some' | undefined {
  const list = shownValue(conversations);
  return list === undefined ? undefined : list.items.length === 0 ? 'none' : 'some';
}

interface ListContentProperties {
  readonly sessions: readonly Session[];
  readonly labels: ReadonlyMap<SessionId, string>;
  readonly listRef: RefObject<HTMLDivElement | null>;
  /** Said above the list: that it is only what is remembered. */
  readonly isOffline: boolean;
  readonly onLinkAccount: () => void;
}

function ListContent({
  sessions,
  labels,
  listRef,
  isOffline,
  onLinkAccount,
}: ListContentProperties): ReactNode {
  const { t } = useTranslation();
  const conversations = useInbox((state) => state.conversations);
  const load = useInbox((state) => state.loadConversations);
  // Where nothing at all has come yet, there is more to say than that a view is empty.
  const isEverything = useInbox(
    ({ query, counts }) => fixedViewOf(query) === 'open' && (counts === null || counts.all === 0),
  );
  const list = shownValue(conversations);
  if (list === undefined) {
    return conversations.status === 'failed' ? (
      <ErrorState
        title={t('inbox.loadFailedTitle')}
        failure={conversations.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={12} />
    );
  }
  return (
    <>
      {conversations.status === 'failed' &&
      !(isOffline && conversations.failure.code === 'database_unreachable') ? (
        <RefreshFailed failure={conversations.failure} onRetry={() => void load()} />
      ) : null}
      {list.items.length > 0 ? (
        <ConversationList list={list} labels={labels} listRef={listRef} />
      ) : isEverything ? (
        <NoConversations sessions={sessions} onLinkAccount={onLinkAccount} />
      ) : (
        <EmptyView />
      )}
    </>
  );
}

function NoConversations({
  sessions,
  onLinkAccount,
}: Pick<ListContentProperties, 'sessions' | 'onLinkAccount'>): ReactNode {
  const { t } = useTranslation();
  const syncing = sessions
    .map((session) => session.state)
    .find((state) => state.kind === 'syncing');
  if (syncing !== undefined) {
    return (
      <EmptyState icon={<IconRefresh size="1.6rem" stroke={1.6} />} title={t('inbox.syncingTitle')}>
        <span role="status">
          {t('inbox.syncingText', { percent: Math.round(syncing.percent) })}
        </span>
      </EmptyState>
    );
  }
  if (sessions.some(({ state }) => state.kind === 'qr' || state.kind === 'qr_expired')) {
    return (
      <EmptyState
        icon={<IconQrcode size="1.6rem" stroke={1.6} />}
        title={t('inbox.linkingTitle')}
        action={<Button onClick={onLinkAccount}>{t('inbox.showPairing')}</Button>}
      >
        {t('inbox.linkingText')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconMessageCircle size="1.6rem" stroke={1.6} />}
      title={t('inbox.waitingTitle')}
    >
      {t('inbox.waitingText')}
    </EmptyState>
  );
}
