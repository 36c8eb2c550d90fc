import { useVirtualizer } from '@tanstack/react-virtual';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { useDensity, useRootFontSize } from '../../ui/density.tsx';
import { estimateRowHeight } from './estimate-row-height.ts';
import { foundHit } from './find/find-slice.ts';
import { useFoundMessage } from './find/use-found-message.ts';
import { dayOf } from './find/calendar-day.ts';
import { HistoryGapLine } from './history-lines.tsx';
import { gapsOf } from './history-slice.ts';
import { useInbox } from './inbox-context.ts';
import { MessageBubble } from './message-bubble.tsx';
import styles from './message-list.module.css';
import type { RowHeights } from './row-heights.ts';
import { startOffset } from './start-offset.ts';
import type { ThreadContent } from './thread-content.ts';
import { NewerEdge, OlderEdge } from './thread-edges.tsx';
import { countNewSince, lastSettledId } from './thread-news.ts';
import { type ThreadRow, toThreadRows } from './thread-rows.ts';
import { NoteRow } from './notes/note-row.tsx';
import { useNotes } from './notes/use-notes.ts';
import { UnreadDivider } from './unread/unread-divider.tsx';
import { useFirstUnread } from './unread/use-first-unread.ts';
import { useHeldRow } from './use-held-row.ts';
import { useJump } from './use-jump.ts';
import { useSoughtMessage } from './use-sought-message.ts';
import { nearEnd, useStayAtEnd } from './use-stay-at-end.ts';

/** Room above the first message for the state of older ones, in pixels. */
const topRoom = 52;
/** Room below the last message for the button that leads on, where newer ones are not shown, in pixels. */
const farRoom = 60;
/** How many rows before the top older messages are asked for, and before the bottom newer ones. */
const fetchAhead = { older: 25, newer: 10 };

interface MessageListProperties extends Pick<ConversationSummary, 'conversationId' | 'name'> {
  readonly content: ThreadContent;
  /** The message that is shown at first, and marked for a moment; null for the newest ones. */
  readonly soughtId: MessageId | null;
  /** Where the heights of its rows are kept when it goes. */
  readonly heights: RowHeights;
}

/**
 * The messages of one conversation. Only what is in view is drawn; it stays at the bottom while it is there, and
 * older messages come in above without what is in view moving. Use one instance per conversation and message that
 * is looked for (`key`).
 */
export function MessageList({
  conversationId,
  name,
  content,
  soughtId,
  heights,
}: MessageListProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const loadOlder = useInbox((state) => state.loadOlder);
  const loadNewer = useInbox((state) => state.loadNewer);
  const showNewest = useInbox((state) => state.showNewest);
  const showOriginal = useInbox((state) => state.showOriginal);
  const askForDay = useInbox((state) => state.askForDay);
  const retryMessage = useInbox((state) => state.retryMessage);
  const discardMessage = useInbox((state) => state.discardMessage);
  const scroller = useRef<HTMLDivElement>(null);
  const rootFontSize = useRootFontSize();
  const density = useDensity();
  const [expanded, setExpanded] = useState<ReadonlySet<MessageId>>(new Set());

  const { messages, next, reachesNewest } = content;
  const isHistoryKnown = useInbox((state) => state.histories.has(conversationId));
  const gaps = useInbox((state) => gapsOf(state, conversationId));
  const loadHistory = useInbox((state) => state.loadHistory);
  useEffect(() => {
    if (!isHistoryKnown) void loadHistory(conversationId);
  }, [isHistoryKnown, loadHistory, conversationId]);
  const notes = useNotes(conversationId);
  const firstUnreadId = useFirstUnread(conversationId, content);
  const rows = useMemo(
    () =>
      toThreadRows(messages, {
        dayOf: formats.dayKey,
        beginsHistory: next === null,
        gaps,
        notes,
        reachesNewest,
        firstUnreadId,
      }),
    [messages, next, formats, gaps, notes, reachesNewest, firstUnreadId],
  );
  // Another function would have all positions reckoned anew each time that it is drawn.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows]);
  const [known] = useState(() => heights.of(conversationId));
  const heightOf = (row: ThreadRow | undefined): number =>
    known.get(row?.key ?? '') ?? estimateRowHeight(row, rootFontSize, density);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here goes through React's compiler
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (index) => heightOf(rows[index]),
    overscan: 8,
    paddingStart: topRoom,
    paddingEnd: reachesNewest ? 16 : farRoom,
    initialOffset: () => startOffset(rows, heightOf, { soughtId, room: window.innerHeight }),
    // At most: they are drawn before it is known how much room there is.
    initialRect: { width: 0, height: window.innerHeight },
    anchorTo: 'end',
    scrollEndThreshold: reachesNewest ? nearEnd : 0,
  });

  useEffect(
    () => () =>
      heights.keep(
        conversationId,
        virtualizer.takeSnapshot().map(({ key, size }) => [String(key), size]),
      ),
    [heights, conversationId, virtualizer],
  );

  const toEnd = useCallback(() => virtualizer.scrollToEnd(), [virtualizer]);
  const { isAtEnd, onScroll } = useStayAtEnd(scroller, rows, toEnd, {
    beginsThere: soughtId === null,
    isEnd: reachesNewest,
  });
  const toRow = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: 'center' }),
    [virtualizer],
  );
  const { isMarked, letGo } = useSoughtMessage(scroller, rows, soughtId, toRow);
  const { jumpedId, jumpTo } = useJump();
  const indexById = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows]);
  const holdInView = useHeldRow(scroller, indexById, toRow);
  const onShowOriginal = useCallback(
    (messageId: MessageId) => {
      if (!indexById.has(messageId)) {
        void showOriginal(conversationId, messageId);
        return;
      }
      holdInView(messageId);
      jumpTo(messageId);
    },
    [indexById, holdInView, jumpTo, showOriginal, conversationId],
  );

  const foundId = useInbox((state) => foundHit(state)?.messageId ?? null);
  const onFound = useCallback(
    (messageId: MessageId) => {
      // What stands in the part of a long text that is not shown could not be seen.
      setExpanded((shown) => new Set(shown).add(messageId));
      if (messageId !== soughtId) letGo();
      holdInView(messageId);
    },
    [soughtId, letGo, holdInView],
  );
  useFoundMessage(foundId, indexById, onFound);

  const settledId = lastSettledId(messages);
  const [seenId, setSeenId] = useState(settledId);
  const [wasNewest, setWasNewest] = useState(reachesNewest);
  // What comes in below because somebody reads on to it is not news.
  const hasReadOn = !reachesNewest || !wasNewest;
  if ((isAtEnd || hasReadOn) && seenId !== settledId) setSeenId(settledId);
  if (wasNewest !== reachesNewest) setWasNewest(reachesNewest);
  const newCount = isAtEnd ? 0 : countNewSince(messages, seenId);

  // What the user has just written is always shown.
  const lastWaiting = messages.findLast((message) => message.outbox?.state === 'queued')?.messageId;
  useEffect(() => {
    if (lastWaiting !== undefined) toEnd();
  }, [lastWaiting, toEnd]);

  const items = virtualizer.getVirtualItems();
  // Before anything is drawn nobody is near the first one.
  const firstIndex = items[0]?.index ?? Infinity;
  // Whoever is at the end does not go there yet, and would wait for what is drawn of it.
  const ahead = isAtEnd ? 0 : fetchAhead.older;
  const wantsOlder = next !== null && content.older === 'idle' && firstIndex <= ahead;
  useEffect(() => {
    if (wantsOlder) void loadOlder(conversationId);
  }, [wantsOlder, loadOlder, conversationId]);

  const lastIndex = items.at(-1)?.index ?? 0;
  const wantsNewer =
    !reachesNewest && content.newer === 'idle' && lastIndex >= rows.length - fetchAhead.newer;
  useEffect(() => {
    if (wantsNewer) void loadNewer(conversationId);
  }, [wantsNewer, loadNewer, conversationId]);

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
            <OlderEdge
              content={content}
              conversationId={conversationId}
              onRetry={() => void loadOlder(conversationId)}
            />
          </div>
          <div className={styles.bottom} style={{ height: farRoom }}>
            <NewerEdge content={content} onRetry={() => void loadNewer(conversationId)} />
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
                  <DaySeparator
                    words={formats.day(row.timestamp, now)}
                    onAsk={() => askForDay(dayOf(row.timestamp))}
                  />
                ) : row.kind === 'note' ? (
                  <NoteRow note={row.note} />
                ) : row.kind === 'unread' ? (
                  <UnreadDivider />
                ) : row.kind === 'gap' ? (
                  <HistoryGapLine conversationId={conversationId} gap={row.gap} />
                ) : (
                  <MessageBubble
                    message={row.message}
                    startsRun={row.startsRun}
                    endsRun={row.endsRun}
                    isExpanded={expanded.has(row.message.messageId)}
                    isFound={row.message.messageId === foundId}
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

/** Heads a day; pressed it asks which day to show instead. */
function DaySeparator({
  words,
  onAsk,
}: {
  readonly words: string;
  readonly onAsk: () => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.day}>
      <button type="button" aria-label={t('find.dayOf', { day: words })} onClick={onAsk}>
        {words}
      </button>
    </div>
  );
}
