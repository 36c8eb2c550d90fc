import { Checkbox, UnstyledButton } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { isClosed, type Lead, type LeadOrder } from '../../../../src-preload/contract/lead.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { useRowHeight } from '../../../ui/density.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LeadStagePill } from '../../../ui/lead-stage-pill.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { SortHead } from '../../../ui/sort-head.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useVirtualRows } from '../../../ui/use-virtual-rows.ts';
import type { LeadList } from '../lead-order.ts';
import { useLeads } from '../leads-context.ts';
import { useMoney } from '../../../ui/use-money.ts';
import { BulkBar } from './bulk-bar.tsx';
import styles from './lead-table.module.css';

const rowRem = { comfortable: 3, compact: 2.375 };

/** The leads in rows, in the order of a column. Only those in view are drawn, so a table's roles are given by hand. */
export function LeadTable(): ReactNode {
  const { t } = useTranslation();
  const rows = useLeads((state) => state.rows);
  const load = useLeads((state) => state.load);
  const list = shownValue(rows);
  if (list !== undefined) return <Table list={list} />;
  return rows.status === 'failed' ? (
    <ErrorState
      title={t('leads.loadFailedTitle')}
      failure={rows.failure}
      onRetry={() => void load()}
    />
  ) : (
    <SkeletonRows count={9} />
  );
}

function Table({ list }: { readonly list: LeadList }): ReactNode {
  const { t } = useTranslation();
  const loadMore = useLeads((state) => state.loadMore);
  const picks = useLeads((state) => state.picks);
  const pick = useLeads((state) => state.pick);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const keys = useMemo(() => list.items.map((lead) => lead.leadId), [list.items]);
  const loadMoreRows = useCallback(() => loadMore(null), [loadMore]);
  const { rows, totalHeight } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: list.next !== null && list.more === 'idle',
    loadMore: loadMoreRows,
    paddingEnd: 8,
  });
  const pickedHere = list.items.filter(({ leadId }) => picks.has(leadId)).length;
  return (
    <>
      <BulkBar />
      <div
        role="table"
        aria-label={t('leads.title')}
        aria-rowcount={list.next === null ? list.items.length + 1 : -1}
        className={styles.table}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={styles.columns}>
            <span role="columnheader">
              <Checkbox
                size="xs"
                aria-label={t('pipeline.pickAll')}
                checked={pickedHere > 0 && pickedHere === list.items.length}
                indeterminate={pickedHere > 0 && pickedHere < list.items.length}
                onChange={(event) => pick(list.items, event.currentTarget.checked)}
              />
            </span>
            <span role="columnheader">{t('pipeline.fields.contactName')}</span>
            <Head by="stageSince" name={t('pipeline.fields.stage')} />
            <Head by="value" name={t('pipeline.fields.value')} className={styles.numeric} />
            <span role="columnheader">{t('pipeline.fields.ownerId')}</span>
            <Head by="nextStep" name={t('pipeline.fields.nextStep')} />
            <Head
              by="expectedClose"
              name={t('pipeline.fields.expectedClose')}
              className={styles.roomy}
            />
            <span role="columnheader" className={styles.roomiest}>
              {t('pipeline.fields.businessId')}
            </span>
            <span role="columnheader" className={styles.roomiest}>
              {t('pipeline.source')}
            </span>
            <Head by="created" name={t('pipeline.created')} />
          </div>
        </div>
        {/* Focusable, so that the keyboard can scroll it. */}
        <div ref={scroller} role="rowgroup" className={styles.body} tabIndex={0}>
          <div role="presentation" className={styles.rows} style={{ height: totalHeight }}>
            {rows.map((row) => {
              const lead = list.items[row.index];
              return lead === undefined ? null : (
                <LeadRow
                  key={row.key}
                  lead={lead}
                  index={row.index}
                  top={row.start}
                  height={row.size}
                  isPicked={picks.has(lead.leadId)}
                />
              );
            })}
          </div>
          <LoadMore more={list.more} onRetry={() => void loadMoreRows()} />
        </div>
      </div>
    </>
  );
}

function Head({
  by,
  name,
  className,
}: {
  readonly by: LeadOrder;
  readonly name: string;
  readonly className?: string | undefined;
}): ReactNode {
  const { by: sorted, isDescending } = useLeads((state) => state.sort);
  const setSort = useLeads((state) => state.setSort);
  const isOn = sorted === by;
  return (
    <SortHead
      name={name}
      isOn={isOn}
      isDescending={isDescending}
      className={className}
      // First what presses most: the newest, the most, and what is next.
      onPress={() =>
        setSort({
          by,
          isDescending: isOn ? !isDescending : by !== 'nextStep' && by !== 'expectedClose',
        })
      }
    />
  );
}

interface LeadRowProperties {
  readonly lead: Lead;
  readonly index: number;
  readonly top: number;
  readonly height: number;
  readonly isPicked: boolean;
}

function LeadRow({ lead, index, top, height, isPicked }: LeadRowProperties): ReactNode {
  const { t } = useTranslation();
  const money = useMoney();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const openLead = useLeads((state) => state.openLead);
  const pick = useLeads((state) => state.pick);
  const owner = useLeads(({ people }) => people.find(({ userId }) => userId === lead.ownerId));
  const business = useLeads(({ businesses }) =>
    businesses.find(({ businessId }) => businessId === lead.businessId),
  );
  const campaign = useLeads(({ campaigns }) =>
    campaigns.find(({ campaignId }) => campaignId === lead.campaignId),
  );
  const { contactName, value, nextStep, expectedClose, source } = lead;
  const name = contactName === '' ? t('pipeline.erased') : contactName;
  const isOverdue = !isClosed(lead.stage) && typeof nextStep?.at === 'number' && nextStep.at < now;
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-testid="lead"
      data-lead-id={lead.leadId}
      className={`${styles.columns ?? ''} ${styles.row ?? ''}`}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <span role="cell">
        <Checkbox
          size="xs"
          aria-label={t('pipeline.pick', { name })}
          checked={isPicked}
          onChange={(event) => pick([lead], event.currentTarget.checked)}
        />
      </span>
      <span role="cell" className={styles.who}>
        <UnstyledButton
          className={styles.name}
          dir="auto"
          aria-label={t('pipeline.openLead', { name })}
          onClick={() => void openLead(lead.leadId)}
        >
          {name}
        </UnstyledButton>
        <span className={styles.excerpt} dir="auto">
          {lead.excerpt}
        </span>
      </span>
      <span role="cell" className={styles.cut}>
        <LeadStagePill stage={lead.stage} />
      </span>
      <span role="cell" className={styles.numeric}>
        {value === null ? null : money(value.minor, value.currency)}
      </span>
      <span role="cell" className={styles.owner}>
        {owner === undefined ? null : (
          <>
            <Avatar name={owner.name} colourKey={owner.userId} size="tiny" />
            <span className={styles.cut}>{owner.name}</span>
          </>
        )}
      </span>
      <span role="cell" className={styles.cut} data-overdue={isOverdue} dir="auto">
        {typeof nextStep?.at === 'number' ? (
          <span className={styles.when}>{formats.soon(nextStep.at, now)} </span>
        ) : null}
        {nextStep?.text}
        {isOverdue ? (
          <span className="desk-visually-hidden"> {t('pipeline.isOverdue')}</span>
        ) : null}
      </span>
      <span role="cell" className={`${styles.roomy ?? ''} ${styles.soft ?? ''}`}>
        {expectedClose === null ? null : formats.calendarDay(expectedClose)}
      </span>
      <span role="cell" className={`${styles.roomiest ?? ''} ${styles.soft ?? ''}`}>
        {business?.name}
      </span>
      <span role="cell" className={`${styles.roomiest ?? ''} ${styles.soft ?? ''}`}>
        {campaign?.name ??
          (source === 'whatsapp' || source === 'import' ? t(`pipeline.sources.${source}`) : source)}
      </span>
      <span role="cell" className={styles.soft}>
        <TimeText timestamp={lead.createdAt} />
      </span>
    </div>
  );
}
