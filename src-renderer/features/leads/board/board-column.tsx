import { Loader } from '@mantine/core';
import { type ReactNode, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { LeadId } from '../../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../../src-preload/contract/lead.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useRowHeight } from '../../../ui/density.tsx';
import { FailureText } from '../../../ui/failure-text.tsx';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import { useLeads } from '../leads-context.ts';
import { useMoney } from '../../../ui/use-money.ts';
import styles from './board.module.css';
import { DismissButton } from './dismiss-button.tsx';
import { LeadCard } from './lead-card.tsx';

/** Of a card with the gap below it. */
const cardRem = { comfortable: 6, compact: 5.25 };
const noLeads: readonly Lead[] = [];

interface BoardColumnProperties {
  readonly stage: LeadStage;
  /** The card to which the keyboard's way leads, if it is in this column. */
  readonly currentId: LeadId | null;
  /** Whether it is to have the focus as soon as it is drawn. */
  readonly takesFocus: boolean;
  readonly onFocused: () => void;
  readonly liftedId: LeadId | null;
  /** Whether what is lifted or dragged would fall here. */
  readonly isTarget: boolean;
  readonly describedBy: string;
}

/** The leads of a stage. Only the cards in view are drawn. */
export function BoardColumn({
  stage,
  currentId,
  takesFocus,
  onFocused,
  liftedId,
  isTarget,
  describedBy,
}: BoardColumnProperties): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const column = useLeads((state) => state.columns[stage]);
  const loadMore = useLeads((state) => state.loadMore);
  const load = useLeads((state) => state.load);
  const list = shownValue(column);
  const items = list?.items ?? noLeads;
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(cardRem);
  const keys = useMemo(() => items.map((lead) => lead.leadId), [items]);
  const loadMoreHere = useCallback(() => loadMore(stage), [loadMore, stage]);
  const { rows, totalHeight, scrollToRow } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: list !== undefined && list.next !== null && list.more === 'idle',
    loadMore: loadMoreHere,
    paddingEnd: 8,
  });

  const currentIndex = currentId === null ? -1 : keys.indexOf(currentId);
  // After every drawing: the card may come into view with the next one.
  useLayoutEffect(() => {
    if (!takesFocus || currentIndex < 0) return;
    const card = scroller.current?.querySelector<HTMLElement>(
      `[data-lead-card="${currentId ?? ''}"]`,
    );
    if (!card) {
      scrollToRow(currentIndex);
      return;
    }
    card.focus();
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    onFocused();
  });

  return (
    <section
      className={styles.column}
      aria-label={stageName(stage)}
      data-stage={stage}
      data-target={isTarget}
    >
      <ColumnHead stage={stage} />
      <div ref={scroller} className={styles.scroller}>
        {column.status === 'loading' ? (
          <div className={styles.waiting}>
            <Loader size="xs" type="dots" aria-label={t('common.loading')} />
          </div>
        ) : null}
        {column.status === 'failed' && list === undefined ? (
          <p className={styles.failed} role="alert">
            <FailureText failure={column.failure} />
            <button type="button" className={styles.again} onClick={() => void load()}>
              {t('common.retry')}
            </button>
          </p>
        ) : null}
        {list !== undefined && items.length === 0 ? (
          <p className={styles.none}>{t('pipeline.emptyColumn')}</p>
        ) : (
          <ul className={styles.cards} style={{ height: totalHeight }}>
            {rows.map((row) => {
              const lead = items[row.index];
              return lead === undefined ? null : (
                <li
                  key={row.key}
                  className={styles.place}
                  style={{ transform: `translateY(${row.start}px)`, height: row.size }}
                >
                  <LeadCard
                    lead={lead}
                    isCurrent={lead.leadId === currentId}
                    isLifted={lead.leadId === liftedId}
                    describedBy={describedBy}
                  />
                  <DismissButton lead={lead} isCurrent={lead.leadId === currentId} />
                </li>
              );
            })}
          </ul>
        )}
        {list === undefined ? null : (
          <LoadMore more={list.more} onRetry={() => void loadMoreHere()} />
        )}
      </div>
    </section>
  );
}

function ColumnHead({ stage }: { readonly stage: LeadStage }): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const money = useMoney();
  const formats = useTimeFormats();
  const total = useLeads(({ totals }) => shownValue(totals)?.find((each) => each.stage === stage));
  const count = total?.count ?? 0;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h2 className={styles.stage} data-stage={stage}>
          {stageName(stage)}
        </h2>
        <span className={styles.count} aria-hidden="true">
          {formats.number(count)}
        </span>
        <span className="desk-visually-hidden">{t('pipeline.count', { count })}</span>
      </div>
      <p className={styles.sums}>
        {(total?.sums ?? []).map(({ currency, minor }) => money(minor, currency)).join(' · ')}
      </p>
    </header>
  );
}
