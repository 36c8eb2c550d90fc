import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Message } from '../../../src-preload/contract/message.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { useRowHeight } from '../../ui/density.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { hitId, hitRowId } from './hit-id.ts';
import styles from './hit-list.module.css';
import { HitRow } from './hit-row.tsx';
import { useSearch } from './search-context.ts';
import type { HitList as Hits } from './search-store.ts';

const rowRem = { comfortable: 5, compact: 4.25 };

interface HitListProperties {
  readonly id: string;
  readonly list: Hits;
  /** Whether these are the hits of the question before. */
  readonly isStale: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onOpenMessage: (message: Message) => void;
}

/** All hits, newest first, as a list box. Only what is in view is drawn. */
export function HitList({
  id,
  list,
  isStale,
  onKeyDown,
  onOpenMessage,
}: HitListProperties): ReactNode {
  const { t } = useTranslation();
  const activeId = useSearch((state) => state.activeId);
  const setActive = useSearch((state) => state.setActive);
  const loadMore = useSearch((state) => state.loadMore);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const { items, next, more } = list;
  const keys = useMemo(() => items.map(hitId), [items]);
  const { rows, totalHeight, scrollToRow } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: next !== null && more === 'idle' && !isStale,
    loadMore,
    paddingEnd: 8,
  });
  const activeIndex = activeId === null ? -1 : keys.indexOf(activeId);

  // Also when the area opens again: the hit that was opened is in view.
  useEffect(() => {
    if (activeIndex >= 0) scrollToRow(activeIndex);
  }, [activeIndex, scrollToRow]);

  const firstKey = keys[0];
  useEffect(() => {
    if (activeIndex < 0) scroller.current?.scrollTo({ top: 0 });
    // A new answer begins at its beginning; moving away from a row does not.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only the answer counts
  }, [firstKey]);

  const open = (hitIdOpened: string, message: Message): void => {
    setActive(hitIdOpened);
    onOpenMessage(message);
  };

  return (
    <div
      id={id}
      ref={scroller}
      role="listbox"
      tabIndex={0}
      aria-label={t('search.results')}
      aria-busy={isStale}
      aria-activedescendant={activeId === null ? undefined : hitRowId(activeId)}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" className={styles.rows} style={{ height: totalHeight }}>
        {rows.map((row) => {
          const hit = items[row.index];
          return hit === undefined ? null : (
            <HitRow
              key={row.key}
              hitId={hitId(hit)}
              hit={hit}
              isActive={row.index === activeIndex}
              position={row.index + 1}
              count={next === null ? items.length : -1}
              top={row.start}
              height={row.size}
              onOpen={open}
            />
          );
        })}
      </div>
      <LoadMore more={more} onRetry={() => void loadMore()} />
    </div>
  );
}
