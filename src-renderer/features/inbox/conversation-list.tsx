import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { ConversationId, SessionId } from '../../../src-preload/contract/ids.ts';
import type { ShortcutOf } from '../../../src-preload/contract/shortcuts.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { shortcutFor } from '../../ui/shortcuts.ts';
import { useRowHeight } from '../../ui/density.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import styles from './conversation-list.module.css';
import type { ConversationList as Conversations } from './conversation-order.ts';
import { ConversationRow } from './conversation-row.tsx';
import { useInbox } from './inbox-context.ts';
import type { CareAction } from './list/list-state.ts';
import { archiving, pinning } from './list/placing.ts';
import { RowMenu, type RowMenuPlace } from './list/row-menu.tsx';
import { rowShift } from './row-shift.ts';

/** The height of a row in rem: three lines. */
const rowRem = { comfortable: 4.5, compact: 4 };

interface ConversationListProperties {
  readonly list: Conversations;
  readonly labels: ReadonlyMap<SessionId, string>;
  readonly listRef: RefObject<HTMLDivElement | null>;
}

/** Conversations as a list box: the arrows move, Enter opens, X picks. Only what is in view is drawn. */
export function ConversationList({ list, labels, listRef }: ConversationListProperties): ReactNode {
  const { t } = useTranslation();
  const selectedId = useInbox((state) => state.selectedId);
  const open = useInbox((state) => state.openConversation);
  const loadMore = useInbox((state) => state.loadMoreConversations);
  const [activeId, setActiveId] = useState<ConversationId | null>(null);
  const rowHeight = useRowHeight(rowRem);
  const picked = useInbox((state) => state.picked);
  const togglePick = useInbox((state) => state.togglePick);
  const clearPicks = useInbox((state) => state.clearPicks);
  const care = useInbox((state) => state.care);
  const [menu, setMenu] = useState<RowMenuPlace | null>(null);

  const { items } = list;
  const ids = useMemo(() => items.map((item) => item.conversationId), [items]);
  const { rows, totalHeight, scrollToRow, readOffset } = useVirtualRows({
    scroller: listRef,
    keys: ids,
    rowHeight,
    canLoadMore: list.next !== null && list.more === 'idle',
    loadMore,
    paddingStart: 4,
    paddingEnd: 8,
  });
  useKeptView(listRef, ids, rowHeight, readOffset);
  useShownAtFirst(selectedId === null ? -1 : ids.indexOf(selectedId), scrollToRow);

  const standsOn = activeId ?? selectedId;
  const activeIndex = standsOn === null ? 0 : Math.max(0, ids.indexOf(standsOn));

  const moveTo = (index: number): void => {
    const target = Math.min(items.length - 1, Math.max(0, index));
    setActiveId(ids[target] ?? null);
    scrollToRow(target);
  };

  // The same function in every row at all times: a row is drawn again only when something of it changes.
  const openRow = useCallback(
    (conversationId: ConversationId): void => {
      setActiveId(conversationId);
      void open(conversationId);
    },
    [open],
  );

  /** The menu of the row that the keys stand on, beside it. */
  const openMenu = (): void => {
    const conversation = items[activeIndex];
    const row = document.getElementById(rowId(conversation?.conversationId) ?? '');
    if (conversation === undefined || row === null) return;
    const { left, top, height } = row.getBoundingClientRect();
    setMenu({ x: left + 48, y: top + height / 2, conversation });
  };

  const pickActive = (): void => {
    const conversation = items[activeIndex];
    if (conversation !== undefined) togglePick(conversation);
  };

  /** To what is picked, or to the row that the keys stand on. */
  const careFor = (
    actionOf: (targets: readonly ConversationSummary[]) => CareAction | null,
  ): void => {
    const active = items[activeIndex];
    const targets = picked.size > 0 ? [...picked.values()] : active === undefined ? [] : [active];
    const action = targets.length === 0 ? null : actionOf(targets);
    if (action !== null) void care(targets, action);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    // The menu of a row is drawn elsewhere, but its keys come by here.
    if (event.target !== event.currentTarget) return;
    const pageRows = Math.max(
      1,
      Math.floor((listRef.current?.clientHeight ?? rowHeight) / rowHeight) - 1,
    );
    const active = ids[activeIndex];
    const actions: Record<ShortcutOf<'list'>, () => void> = {
      next: () => moveTo(activeIndex + 1),
      previous: () => moveTo(activeIndex - 1),
      pageDown: () => moveTo(activeIndex + pageRows),
      pageUp: () => moveTo(activeIndex - pageRows),
      first: () => moveTo(0),
      last: () => moveTo(items.length - 1),
      open: () => active !== undefined && openRow(active),
      select: pickActive,
      unselect: clearPicks,
      menu: openMenu,
      pin: () => careFor(pinning),
      archive: () => careFor(archiving),
    };
    const shortcut = shortcutFor(['list'], event);
    // With nothing selected, Escape leaves the conversation.
    if (shortcut === undefined || (shortcut === 'unselect' && picked.size === 0)) return;
    event.preventDefault();
    if (shortcut === 'unselect') event.stopPropagation();
    actions[shortcut]();
  };

  return (
    <>
      <div
        ref={listRef}
        role="listbox"
        tabIndex={0}
        aria-label={t('inbox.conversations')}
        aria-activedescendant={rowId(ids[activeIndex])}
        className={styles.list}
        onKeyDown={onKeyDown}
      >
        <div className={styles.rows} style={{ height: totalHeight }}>
          {rows.map((row) => {
            const conversation = items[row.index];
            return conversation === undefined ? null : (
              <ConversationRow
                key={row.key}
                id={rowId(conversation.conversationId) ?? ''}
                conversation={conversation}
                accountLabel={labels.get(conversation.sessionId)}
                isSelected={conversation.conversationId === selectedId}
                isActive={row.index === activeIndex}
                isPicked={picked.size === 0 ? null : picked.has(conversation.conversationId)}
                position={row.index + 1}
                count={list.next === null ? items.length : -1}
                top={row.start}
                height={row.size}
                onOpen={openRow}
                onPick={togglePick}
                onMenu={setMenu}
              />
            );
          })}
        </div>
        <LoadMore more={list.more} onRetry={() => void loadMore()} />
      </div>
      {menu === null ? null : (
        <RowMenu
          place={menu}
          onClose={() => {
            setMenu(null);
            listRef.current?.focus();
          }}
        />
      )}
    </>
  );
}

function rowId(conversationId: ConversationId | undefined): string | undefined {
  return conversationId === undefined ? undefined : `conversation-${conversationId}`;
}

/** Brings the open conversation into view when the list is drawn for the first time, as after another area. */
function useShownAtFirst(index: number, scrollToRow: (index: number) => void): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && index >= 0) scrollToRow(index);
    isFirst.current = false;
  }, [index, scrollToRow]);
}

/** Keeps what is in view where it is while conversations move above it; at the top, news may push in. */
function useKeptView(
  listRef: RefObject<HTMLDivElement | null>,
  ids: readonly string[],
  rowHeight: number,
  readOffset: () => number,
): void {
  const shownIds = useRef(ids);
  useLayoutEffect(() => {
    const before = shownIds.current;
    shownIds.current = ids;
    const list = listRef.current;
    if (list === null || before === ids) return;
    const offset = readOffset();
    if (offset < rowHeight / 2) return;
    const shift = rowShift(before, ids, Math.floor(offset / rowHeight));
    if (shift !== 0) {
      list.scrollTop += shift * rowHeight;
    }
  }, [listRef, ids, rowHeight, readOffset]);
}
