import { IconCheck } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { StatusTicks } from '../../ui/status-ticks.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { DraftPreview } from './composer/draft-preview.tsx';
import { shownDraft } from './composer/kept-draft.ts';
import { useInbox } from './inbox-context.ts';
import styles from './conversation-row.module.css';
import { LabelChip } from '../../labels/label-chip.tsx';
import type { RowMenuPlace } from './list/row-menu.tsx';
import { RowMarks, RowState } from './list/row-state.tsx';
import { messagePreview } from './message-preview.ts';
import { RowPresence } from './presence/row-presence.tsx';
import { RowCare } from './row-care.tsx';
import { RowFace } from './row-face.tsx';

const SHOWN_LABELS = 2;

interface ConversationRowProperties {
  readonly id: string;
  readonly conversation: ConversationSummary;
  readonly accountLabel: string | undefined;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  /** Null while none is picked, and picking is not what is going on. */
  readonly isPicked: boolean | null;
  readonly position: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
  readonly onOpen: (conversationId: ConversationId) => void;
  readonly onPick: (conversation: ConversationSummary) => void;
  readonly onMenu: (place: RowMenuPlace) => void;
}

export const ConversationRow = memo(function ConversationRow({
  id,
  conversation,
  accountLabel,
  isSelected,
  isActive,
  isPicked,
  position,
  count,
  top,
  height,
  onOpen,
  onPick,
  onMenu,
}: ConversationRowProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, name, lastMessage, unreadCount, labels } = conversation;
  const draft = useInbox((state) => (isSelected ? undefined : shownDraft(state, conversationId)));
  return (
    // The list handles the keys: it names this row as its active descendant.
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-checked={isPicked ?? undefined}
      aria-posinset={position}
      aria-setsize={count}
      data-testid="conversation"
      data-conversation-id={conversationId}
      data-active={isActive}
      data-unread={unreadCount > 0}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) onPick(conversation);
        else onOpen(conversationId);
      }}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY, conversation });
      }}
    >
      <span
        className={styles.face}
        data-picked={isPicked ?? undefined}
        onClick={(event) => {
          event.stopPropagation();
          onPick(conversation);
        }}
      >
        <RowFace conversation={conversation} />
        <span className={styles.pick} aria-hidden="true">
          <IconCheck size="0.875rem" stroke={3} />
        </span>
      </span>
      <span className={styles.lines}>
        <span className={styles.line}>
          <span className={styles.name} dir="auto">
            {name}
          </span>
          {conversation.isGroup ? (
            <span className="desk-visually-hidden">{t('inbox.group')}</span>
          ) : null}
          <RowMarks conversation={conversation} />
          {conversation.leadId === null ? null : (
            <span className={styles.lead}>{t('inbox.lead')}</span>
          )}
          <TimeText timestamp={conversation.lastMessageAt} className={styles.time} />
        </span>
        <span className={styles.line}>
          {draft !== undefined ? (
            <DraftPreview text={draft} />
          ) : lastMessage === null ? (
            <span className={styles.preview}>{t('inbox.noMessages')}</span>
          ) : (
            <>
              {lastMessage.direction === 'outgoing' ? (
                <StatusTicks status={lastMessage.status} />
              ) : null}
              {/* A sentence of ours runs as the interface does, whoever is named in it. */}
              <span
                className={styles.preview}
                dir={lastMessage.happened === undefined ? 'auto' : undefined}
              >
                {messagePreview(t, lastMessage)}
              </span>
            </>
          )}
          <RowPresence conversationId={conversationId} />
          {conversation.assigneeId === null ? null : (
            <RowCare assigneeId={conversation.assigneeId} />
          )}
          {unreadCount > 0 ? (
            <span
              className={styles.badge}
              aria-label={t('inbox.unread', { count: unreadCount })}
              role="img"
            >
              {unreadCount > 99 ? '99+' : unreadCount}
            </span>
          ) : null}
        </span>
        <span className={styles.line} title={labels.join(', ')}>
          <RowState conversation={conversation} />
          {labels.slice(0, SHOWN_LABELS).map((label) => (
            <LabelChip key={label} label={label} />
          ))}
          {labels.length <= SHOWN_LABELS ? null : (
            <span className={styles.more}>
              {t('inbox.moreLabels', { number: labels.length - SHOWN_LABELS })}
            </span>
          )}
          {accountLabel === undefined ? null : (
            <span className={`${styles.account ?? ''} desk-if-room`}>
              <span>{t('inbox.via', { account: accountLabel })}</span>
            </span>
          )}
        </span>
      </span>
    </div>
  );
});
