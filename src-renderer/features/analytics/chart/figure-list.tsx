import { type ReactNode, useRef } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useRowHeight } from '../../../ui/density.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { useRowKeys } from '../../../ui/use-row-keys.ts';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import styles from './figure-list.module.css';

const rowRem = { comfortable: 3.25, compact: 2.75 };

interface FigureListProperties<Item> {
  readonly name: string;
  readonly items: readonly Item[];
  readonly keys: readonly string[];
  readonly hasMore: boolean;
  readonly more: 'idle' | 'loading' | 'failed';
  readonly loadMore: () => Promise<void>;
  readonly row: (item: Item) => ReactNode;
  readonly onOpen: (item: Item) => void;
}

/** A list of any length: the arrow keys lead from row to row, Enter opens one. Only what is in view is drawn. */
export function FigureList<Item>({
  name,
  items,
  keys,
  hasMore,
  more,
  loadMore,
  row: contentOf,
  onOpen,
}: FigureListProperties<Item>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const { rows, totalHeight, scrollToRow } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: hasMore && more === 'idle',
    loadMore,
    paddingEnd: 8,
  });
  const onKeyDown = useRowKeys({ list: scroller, virtual: { count: items.length, scrollToRow } });
  return (
    // Focusable, so that the keys have somewhere to begin.
    <div ref={scroller} className={styles.scroller} tabIndex={0} onKeyDown={onKeyDown}>
      <div role="list" aria-label={name} className={styles.rows} style={{ height: totalHeight }}>
        {rows.map(({ key, index, start, size }) => {
          const item = items[index];
          return item === undefined ? null : (
            <div
              key={key}
              role="listitem"
              aria-posinset={index + 1}
              aria-setsize={hasMore ? -1 : items.length}
              data-row={index}
              className={styles.place}
              style={{ transform: `translateY(${start}px)`, height: size }}
            >
              <UnstyledButton className={styles.row} onClick={() => onOpen(item)}>
                {contentOf(item)}
              </UnstyledButton>
            </div>
          );
        })}
      </div>
      <LoadMore more={more} onRetry={() => void loadMore()} />
    </div>
  );
}
