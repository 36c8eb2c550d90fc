import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect } from 'react';

/** How many rows before the end the next page is asked for: it takes some frames, and a turn of the wheel some rows a frame. */
const fetchAhead = 60;

interface Options {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly keys: readonly string[];
  /** In pixels; all rows are equally high. */
  readonly rowHeight: number;
  /** Whether there is a next page that is neither being fetched nor failed. */
  readonly canLoadMore: boolean;
  readonly loadMore: () => Promise<void>;
  readonly paddingStart?: number;
  readonly paddingEnd?: number;
}

interface VirtualRows {
  readonly rows: readonly VirtualItem[];
  readonly totalHeight: number;
  readonly scrollToRow: (index: number) => void;
  /** How far down the list is scrolled, in pixels; unlike the element's own it costs no layout. */
  readonly readOffset: () => number;
}

/** Draws only the rows in view of a long list, and asks for the next page before its end comes into view. */
export function useVirtualRows({
  scroller,
  keys,
  rowHeight,
  canLoadMore,
  loadMore,
  paddingStart = 0,
  paddingEnd = 0,
}: Options): VirtualRows {
  // Another function would have the place of every row reckoned anew each time that the list is drawn.
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here goes through React's compiler
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: () => rowHeight,
    overscan: 8,
    paddingStart,
    paddingEnd,
  });

  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);

  const rows = virtualizer.getVirtualItems();
  const isNearEnd = (rows.at(-1)?.index ?? -1) >= keys.length - fetchAhead;
  const wantsMore = canLoadMore && keys.length > 0 && isNearEnd;
  useEffect(() => {
    if (wantsMore) void loadMore();
  }, [wantsMore, loadMore]);

  const scrollToRow = useCallback(
    (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
    [virtualizer],
  );
  const readOffset = useCallback(() => virtualizer.scrollOffset ?? 0, [virtualizer]);

  return {
    rows,
    totalHeight: virtualizer.getTotalSize(),
    scrollToRow,
    readOffset,
  };
}
