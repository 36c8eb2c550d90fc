import { ActionIcon, Tooltip } from '@mantine/core';
import { useDocumentVisibility, useWindowEvent } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBubbles } from '../../ui/skeleton.tsx';
import { AssignMenu } from './assign-menu.tsx';
import { Composer } from './composer/composer.tsx';
import { useInbox } from './inbox-context.ts';
import { isNewestShown, shownOpenedAt } from './inbox-state.ts';
import { LabelEditor } from './labels/label-editor.tsx';
import { DayDialog } from './find/day-dialog.tsx';
import { FindBar } from './find/find-bar.tsx';
import { FindButton } from './find/find-button.tsx';
import { groupEventText } from './bubble/group-event-text.ts';
import { StatusControl } from './list/status-control.tsx';
import { MessageList } from './message-list.tsx';
import { MessageOrNote } from './notes/message-or-note.tsx';
import { messagePreview } from './message-preview.ts';
import { ThreadPresence } from './presence/thread-presence.tsx';
import { ForwardDialog } from './select/forward-dialog.tsx';
import { SelectBar } from './select/select-bar.tsx';
import type { SendingObstacle } from './sending-obstacle.ts';
import { usePicture } from './use-picture.ts';
import styles from './thread.module.css';

interface ThreadProperties {
  readonly conversation: ConversationSummary;
  readonly accountLabel: string | undefined;
  /** Further controls for its head. */
  readonly actions: ReactNode;
  /** What keeps messages from going at once; null where nothing does. */
  readonly obstacle: SendingObstacle | null;
  readonly onSearch: () => void;
  readonly onClose: () => void;
}

/** The open conversation: who it is, the messages, and where to answer. */
export function Thread({
  conversation,
  accountLabel,
  actions,
  obstacle,
  onSearch,
  onClose,
}: ThreadProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name, unreadCount, messageCount } = conversation;
  const markSeen = useInbox((state) => state.markSeen);
  const isLookedAt = useWindowIsLookedAt();
  const showsNewest = useInbox(isNewestShown);

  useEffect(() => {
    if (isLookedAt && showsNewest) void markSeen(conversationId);
  }, [isLookedAt, showsNewest, markSeen, conversationId, unreadCount, messageCount]);

  return (
    <section className={styles.thread} aria-label={name}>
      <header className={styles.header}>
        <Avatar
          name={name}
          colourKey={conversationId}
          isGroup={conversation.isGroup}
          pictureUrl={usePicture(conversationId)}
        />
        <div className={styles.who}>
          <h2 className={styles.name} dir="auto">
            {name}
          </h2>
          <span className={styles.detail}>
            <ThreadPresence conversationId={conversationId} />
            {conversation.isGroup ? t('inbox.group') : conversation.phoneNumber}
            {accountLabel === undefined ? null : (
              <span>{t('inbox.via', { account: accountLabel })}</span>
            )}
          </span>
        </div>
        {conversation.leadId === null ? null : (
          <span className={styles.lead}>{t('inbox.lead')}</span>
        )}
        <StatusControl conversation={conversation} />
        <LabelEditor conversation={conversation} />
        <AssignMenu conversation={conversation} />
        {actions}
        <FindButton />
        <Tooltip label={t('thread.close')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('thread.close')}
            onClick={onClose}
          >
            <IconX size="1.15rem" stroke={1.8} />
          </ActionIcon>
        </Tooltip>
      </header>
      <SelectBar name={name} />
      <FindBar onSearchPage={onSearch} />
      <Messages conversation={conversation} />
      <DayDialog />
      <ForwardDialog />
      <MessageOrNote conversation={conversation}>
        <Composer conversation={conversation} obstacle={obstacle} />
      </MessageOrNote>
      <Announcement name={name} />
    </section>
  );
}

function Messages({ conversation }: Pick<ThreadProperties, 'conversation'>): ReactNode {
  const { t } = useTranslation();
  const { conversationId } = conversation;
  const thread = useInbox((state) => state.threads.get(conversationId));
  const loadThread = useInbox((state) => state.loadThread);
  const openedAt = useInbox((state) => state.openedAt);
  if (thread === undefined) {
    return <SkeletonBubbles />;
  }
  const content = shownValue(thread);
  if (content === undefined) {
    return thread.status === 'failed' ? (
      <ErrorState
        title={t('thread.loadFailedTitle')}
        failure={thread.failure}
        onRetry={() => void loadThread(conversationId)}
      />
    ) : (
      <SkeletonBubbles />
    );
  }
  return (
    <>
      {thread.status === 'failed' ? (
        <RefreshFailed failure={thread.failure} onRetry={() => void loadThread(conversationId)} />
      ) : null}
      <MessageList
        key={`${conversationId} ${openedAt?.messageId ?? ''}`}
        conversation={conversation}
        content={content}
        soughtId={openedAt?.messageId ?? null}
      />
    </>
  );
}

/** Reads out to screen readers at which message the conversation was opened, and what comes into it. */
function Announcement({ name }: { readonly name: string }): ReactNode {
  const { t } = useTranslation();
  const arrival = useInbox((state) => state.lastArrival ?? shownOpenedAt(state));
  return (
    <div className="desk-visually-hidden" aria-live="polite">
      {arrival === null
        ? ''
        : t('thread.announcement', {
            name: arrival.direction === 'outgoing' ? t('thread.you') : (arrival.senderName ?? name),
            text:
              arrival.type === 'group_event'
                ? groupEventText(t, arrival)
                : messagePreview(t, { type: arrival.type, preview: arrival.content }),
          })}
    </div>
  );
}

/** Whether the user has this window in front, so that what it shows counts as seen. */
function useWindowIsLookedAt(): boolean {
  const visibility = useDocumentVisibility();
  const [hasFocus, setHasFocus] = useState(() => document.hasFocus());
  useWindowEvent('focus', () => setHasFocus(true));
  useWindowEvent('blur', () => setHasFocus(false));
  return hasFocus && visibility === 'visible';
}
