import { type ReactNode, useMemo, useRef } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { AccessRow } from '../../../src-preload/contract/access-log.ts';
import { useRowHeight } from '../../ui/density.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { useAccessLog } from './access-log-context.ts';
import { type AccessRows, rowKey } from './access-log-store.ts';
import { useAccessWords } from './access-words.ts';
import styles from './access-log.module.css';

const rowRem = { comfortable: 2.75, compact: 2.25 };
const columns = ['when', 'who', 'action', 'about', 'outcome', 'desktop'] as const;
/** A desktop whose clock is this much off, or that was without the database, is worth a word (ms). */
const LATE = 60_000;

const tones: Readonly<Record<AccessRow['outcome'], PillTone>> = {
  done: 'quiet',
  refused: 'warning',
  failed: 'quiet',
};

/** The rows, newest first. Only those in view are drawn, so a table's roles are given by hand. */
export function AccessTable({ list }: { readonly list: AccessRows }): ReactNode {
  const { t } = useTranslation();
  const loadMore = useAccessLog((state) => state.loadMore);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const keys = useMemo(() => list.items.map(rowKey), [list.items]);
  const { rows, totalHeight } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: list.next !== null && list.more === 'idle',
    loadMore,
  });
  return (
    <div
      role="table"
      aria-label={t('accessLog.title')}
      aria-rowcount={list.next === null ? list.items.length + 1 : -1}
      className={styles.table}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.columns}>
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(`accessLog.columns.${column}`)}
            </span>
          ))}
        </div>
      </div>
      {/* Focusable, so that the keyboard can scroll it. */}
      <div ref={scroller} role="rowgroup" className={styles.body} tabIndex={0}>
        <div role="presentation" className={styles.rows} style={{ height: totalHeight }}>
          {rows.map((row) => {
            const item = list.items[row.index];
            return item === undefined ? null : (
              <Row key={row.key} row={item} index={row.index} top={row.start} height={row.size} />
            );
          })}
        </div>
        <LoadMore more={list.more} onRetry={() => void loadMore()} />
      </div>
    </div>
  );
}

function Row({
  row,
  index,
  top,
  height,
}: {
  readonly row: AccessRow;
  readonly index: number;
  readonly top: number;
  readonly height: number;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const words = useAccessWords();
  const isHere = useAccessLog(({ devices }) =>
    devices.some((device) => device.deviceId === row.deviceId && device.isHere),
  );
  const { at, recordedAt, action, command, count, outcome, isSubjectGone } = row;
  const isLate = Math.abs(recordedAt - at) > LATE;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-testid="access-row"
      data-command={command}
      className={`${styles.columns ?? ''} ${styles.row ?? ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span role="cell" className={styles.when} title={formats.full(at)}>
        {formats.calendarDay(formats.dayKey(at))} {formats.clock(at)}
        {isLate ? (
          <span className={styles.soft}>
            {' '}
            {t('accessLog.written', { time: formats.full(recordedAt) })}
          </span>
        ) : null}
      </span>
      <span role="cell" className={styles.cut} dir="auto" data-soft={row.userName === null}>
        {words.who(row)}
      </span>
      <span role="cell" className={styles.cut}>
        {t(`accessLog.actions.${action}`)}{' '}
        <span className={styles.soft}>
          {count > 1 && action !== 'anchored' ? `${formats.number(count)} · ` : ''}
          {command}
        </span>
      </span>
      <span role="cell" className={styles.cut} dir="auto" data-soft={isSubjectGone}>
        {words.about(row)}
      </span>
      <span role="cell">
        {outcome === 'done' ? (
          <span className={styles.soft}>{t('accessLog.outcomes.done')}</span>
        ) : (
          <Pill tone={tones[outcome]}>{t(`accessLog.outcomes.${outcome}`)}</Pill>
        )}
      </span>
      <span role="cell" className={styles.soft} title={row.deviceId}>
        {words.desktop(row.deviceId, isHere)}
      </span>
    </div>
  );
}
