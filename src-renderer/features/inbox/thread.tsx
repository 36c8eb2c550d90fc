import { IconArrowLeft, IconX } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useMay } from '../../access/may.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBubbles } from '../../ui/skeleton.tsx';
import { useIsLookedAt } from '../../ui/use-is-looked-at.ts';
import { AssignMenu } from './assign-menu.tsx';
import { BlockedNote } from './block/blocked-note.tsx';
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
import { RowHeights } from './row-heights.ts';
import { SelectBar } from './select/select-bar.tsx';
import { PanelButton } from './side-panel/panel-button.tsx';
import { usePanelLook } from './side-panel/use-panel-look.ts';
import { TagDialog } from './tags/tag-dialog.tsx';
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
  /** What is to be kept in mind while writing. */
  readonly notice: ReactNode;
  readonly onSearch: () => void;
  readonly onClose: () => void;
}

/** The open conversation: who it is, the messages, and where to answer. */
export function Thread({
  conversation,
  accountLabel,
  actions,
  obstacle,
  notice,
  onSearch,
  onClose,
}: ThreadProperties): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const { conversationId, name, unreadCount, messageCount } = conversation;
  const markSeen = useInbox((state) => state.markSeen);
  const lookAt = useInbox((state) => state.lookAt);
  const seeMention = useInbox((state) => state.seeMention);
  const isLookedAt = useIsLookedAt();
  const showsNewest = useInbox(isNewestShown);
  const { isOpen: isPanelOpen } = usePanelLook();

  // First: what is marked as seen leaves nothing to draw a line above.
  useEffect(() => {
    if (isLookedAt) lookAt(conversationId);
  }, [isLookedAt, lookAt, conversationId]);

  useEffect(() => {
    if (isLookedAt && showsNewest) void markSeen(conversationId);
  }, [isLookedAt, showsNewest, markSeen, conversationId, unreadCount, messageCount]);

  const { mention } = conversation;
  useEffect(() => {
    if (isLookedAt && mention === 'unseen') void seeMention(conversationId);
  }, [isLookedAt, mention, seeMention, conversationId]);

  return (
    <section className={styles.thread} aria-label={name}>
      <header className={styles.header}>
        <IconButton name={t('look.back')} className={styles.back} onClick={onClose}>
          <IconArrowLeft size="1.15rem" stroke={1.8} />
        </IconButton>
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
            <span className={`${styles.number ?? ''} desk-if-room`}>
              <span>{conversation.isGroup ? t('inbox.group') : conversation.phoneNumber}</span>
            </span>
            {accountLabel === undefined ? null : (
              <span className={styles.via}>{t('inbox.via', { account: accountLabel })}</span>
            )}
          </span>
        </div>
        <span className={styles.care} data-panel={isPanelOpen}>
          {conversation.leadId === null ? null : (
            <span className={styles.lead}>{t('inbox.lead')}</span>
          )}
          {may('conversation.assign') ? (
            <>
              <StatusControl conversation={conversation} />
              <LabelEditor conversation={conversation} />
              <AssignMenu conversation={conversation} />
            </>
          ) : null}
        </span>
        {actions}
        <FindButton />
        <PanelButton />
        <IconButton name={t('thread.close')} className={styles.close} onClick={onClose}>
          <IconX size="1.15rem" stroke={1.8} />
        </IconButton>
      </header>
      <SelectBar name={name} />
      <FindBar onSearchPage={onSearch} />
      <Messages conversationId={conversationId} name={name} />
      <DayDialog />
      <ForwardDialog />
      <TagDialog />
      {notice}
      {may('message.send') ? (
        <MessageOrNote conversation={conversation}>
          {conversation.isBlocked ? (
            <BlockedNote conversation={conversation} />
          ) : (
            <Composer conversation={conversation} obstacle={obstacle} />
          )}
        </MessageOrNote>
      ) : (
        <p className={styles.readOnly} role="note">
          {t('access.readOnlyNote')}
        </p>
      )}
      <Announcement name={name} />
    </section>
  );
}

/** Not drawn again when the conversation changes in another way, as it does by being read. */
const Messages = memo(function Messages({
  conversationId,
  name,
}: Pick<ConversationSummary, 'conversationId' | 'name'>): ReactNode {
  const { t } = useTranslation();
  const thread = useInbox((state) => state.threads.get(conversationId));
  const loadThread = useInbox((state) => state.loadThread);
  const openedAt = useInbox((state) => state.openedAt);
  const [heights] = useState(() => new RowHeights());
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
        conversationId={conversationId}
        name={name}
        content={content}
        soughtId={openedAt?.messageId ?? null}
        heights={heights}
      />
    </>
  );
});

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
