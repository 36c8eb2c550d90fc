import { Button, Loader } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import {
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { useRootFontSize } from '../../ui/use-root-font-size.ts';
import { estimateRowHeight } from './estimate-row-height.ts';
import { HistoryBeginning, HistoryGapLine } from './history-lines.tsx';
import { useInbox } from './inbox-context.ts';
import { MessageBubble } from './message-bubble.tsx';
import styles from './message-list.module.css';
import type { ThreadContent } from './thread-content.ts';
import { countNewSince, lastSettledId } from './thread-news.ts';
import { NoteRow } from './notes/note-row.tsx';
import { useNotes } from './notes/use-notes.ts';
import { type ThreadRow, toThreadRows } from './thread-rows.ts';
import { useJump } from './use-jump.ts';
import { useSoughtMessage } from './use-sought-message.ts';

/** Room above the first message for the state of older ones, in pixels. */
const topRoom = 52;
/** Room below the last message for the button that leads on, where newer ones are not shown, in pixels. */
const farRoom = 60;
/** How near the bottom counts as being there, in pixels. */
const nearEnd = 80;
/** How many rows before the top older messages are asked for. */
const fetchAhead = 25;

interface MessageListProperties {
  readonly conversation: Pick<ConversationSummary, 'conversationId' | 'name'>;
  readonly content: ThreadContent;
  /** The message that is shown at first, and marked for a moment; null for the newest ones. */
  readonly soughtId: MessageId | null;
}

/**
 * The messages of one conversation. Only what is in view is drawn; it stays at the bottom while it is there, and
 * older messages come in above without what is in view moving. Use one instance per conversation and message that
 * is looked for (`key`).
 */
export function MessageList({
  conversation: { conversationId, name },
  content,
  soughtId,
}: MessageListProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const loadOlder = useInbox((state) => state.loadOlder);
  const showNewest = useInbox((state) => state.showNewest);
  const showOriginal = useInbox((state) => state.showOriginal);
  const retryMessage = useInbox((state) => state.retryMessage);
  const discardMessage = useInbox((state) => state.discardMessage);
  const scroller = useRef<HTMLDivElement>(null);
  const rootFontSize = useRootFontSize();
  const [expanded, setExpanded] = useState<ReadonlySet<MessageId>>(new Set());

  const { messages, next, reachesNewest } = content;
  const history = useInbox((state) => state.histories.get(conversationId));
  const loadHistory = useInbox((state) => state.loadHistory);
  const isHistoryKnown = history !== undefined;
  useEffect(() => {
    if (!isHistoryKnown) void loadHistory(conversationId);
  }, [isHistoryKnown, loadHistory, conversationId]);
  const notes = useNotes(conversationId);
  const rows = useMemo(
    () =>
      toThreadRows(messages, {
        dayOf: formats.dayKey,
        beginsHistory: next === null,
        gaps: history?.gaps ?? [],
        notes,
        reachesNewest,
      }),
    [messages, next, formats, history, notes, reachesNewest],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here goes through React's compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimateRowHeight(rows[index], rootFontSize),
    overscan: 8,
    paddingStart: topRoom,
    paddingEnd: reachesNewest ? 16 : farRoom,
    anchorTo: 'end',
    scrollEndThreshold: nearEnd,
  });

  const toEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer]);
  const { isAtEnd, onScroll } = useStayAtEnd(scroller, rows, toEnd, soughtId === null);
  const toRow = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: 'center' }),
    [virtualizer],
  );
  const isMarked = useSoughtMessage(scroller, rows, soughtId, toRow);
  const { jumpedId, jumpTo } = useJump();
  const indexById = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const onShowOriginal = useCallback(
    (messageId: MessageId) => {
      const index = indexById.get(messageId);
      if (index === undefined) {
        void showOriginal(conversationId, messageId);
        return;
      }
      toRow(index);
      jumpTo(messageId);
    },
    [indexById, toRow, jumpTo, showOriginal, conversationId],
  );

  const settledId = lastSettledId(messages);
  const [seenId, setSeenId] = useState(settledId);
  if (isAtEnd && seenId !== settledId) {
    setSeenId(settledId);
  }
  const newCount = isAtEnd ? 0 : countNewSince(messages, seenId);

  // What the user has just written is always shown.
  const lastWaiting = messages.findLast((message) => message.outbox?.state === 'queued')?.messageId;
  useEffect(() => {
    if (lastWaiting !== undefined) toEnd();
  }, [lastWaiting, toEnd]);

  const items = virtualizer.getVirtualItems();
  const firstIndex = items[0]?.index ?? 0;
  const wantsOlder = next !== null && content.older === 'idle' && firstIndex < fetchAhead;
  useEffect(() => {
    if (wantsOlder) void loadOlder(conversationId);
  }, [wantsOlder, loadOlder, conversationId]);

  const onToggle = useCallback((messageId: MessageId) => {
    setExpanded((shown) => {
      const changed = new Set(shown);
      if (!changed.delete(messageId)) changed.add(messageId);
      return changed;
    });
  }, []);

  const onRetry = useCallback(
    (messageId: MessageId) => void retryMessage(conversationId, messageId),
    [retryMessage, conversationId],
  );
  const onDiscard = useCallback(
    (messageId: MessageId) => void discardMessage(conversationId, messageId),
    [discardMessage, conversationId],
  );

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('thread.messagesWith', { name })}
        tabIndex={0}
        className={styles.scroller}
        onScroll={onScroll}
      >
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          <div className={styles.top} style={{ height: topRoom }}>
            <OlderState
              content={content}
              conversationId={conversationId}
              onRetry={() => void loadOlder(conversationId)}
            />
          </div>
          {items.map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <div
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={styles.row}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {row.kind === 'day' ? (
                  <div className={styles.day} role="separator">
                    <span>{formats.day(row.timestamp, now)}</span>
                  </div>
                ) : row.kind === 'note' ? (
                  <NoteRow note={row.note} />
                ) : row.kind === 'gap' ? (
                  <HistoryGapLine conversationId={conversationId} gap={row.gap} />
                ) : (
                  <MessageBubble
                    message={row.message}
                    startsRun={row.startsRun}
                    endsRun={row.endsRun}
                    isExpanded={expanded.has(row.message.messageId)}
                    isMarked={
                      row.message.messageId === jumpedId ||
                      (isMarked && row.message.messageId === soughtId)
                    }
                    onShowOriginal={onShowOriginal}
                    onToggle={onToggle}
                    onRetry={onRetry}
                    onDiscard={onDiscard}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {isAtEnd && reachesNewest ? null : (
        <button
          type="button"
          className={styles.pill}
          data-news={newCount > 0}
          data-far={!reachesNewest}
          onClick={() => (reachesNewest ? toEnd() : void showNewest(conversationId))}
        >
          <IconArrowDown size="1rem" stroke={2} aria-hidden="true" />
          {newCount > 0 ? (
            t('thread.newMessages', { count: newCount })
          ) : !reachesNewest ? (
            t('thread.laterNotShown')
          ) : (
            <span className="desk-visually-hidden">{t('thread.toNewest')}</span>
          )}
        </button>
      )}
    </div>
  );
}

interface OlderStateProperties {
  readonly content: ThreadContent;
  readonly conversationId: ConversationId;
  readonly onRetry: () => void;
}

function OlderState({ content, conversationId, onRetry }: OlderStateProperties): ReactNode {
  const { t } = useTranslation();
  if (content.next === null) {
    return content.messages.length === 0 ? (
      t('thread.empty')
    ) : (
      <HistoryBeginning conversationId={conversationId} />
    );
  }
  if (content.older === 'failed') {
    return (
      <span role="alert">
        {t('thread.olderFailed')}{' '}
        <Button variant="subtle" size="compact-xs" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      </span>
    );
  }
  return <Loader size="xs" type="dots" aria-label={t('thread.loadingOlder')} />;
}

/** Stays at the bottom whatever comes in, from the first message on until the user scrolls away from it. */
function useStayAtEnd(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly ThreadRow[],
  toEnd: () => void,
  beginsThere: boolean,
): { readonly isAtEnd: boolean; readonly onScroll: () => void } {
  const [isAtEnd, setAtEnd] = useState(beginsThere);
  const wasAtEnd = useRef(beginsThere);

  // What comes in may come in above what waits in the outbox, so that the last row is the same one.
  useLayoutEffect(() => {
    if (wasAtEnd.current) toEnd();
  }, [rows, toEnd]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    // The composer grows with its text and takes room from the thread.
    const observer = new ResizeObserver(() => {
      if (wasAtEnd.current) toEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, toEnd]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (element !== null) {
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      wasAtEnd.current = distance <= nearEnd;
      setAtEnd(wasAtEnd.current);
    }
  };

  return { isAtEnd, onScroll };
}
