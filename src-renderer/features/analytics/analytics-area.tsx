import { SegmentedControl } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { AnalyticsOverview } from '../../../src-preload/contract/analytics.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './analytics-area.module.css';
import { AnalyticsProvider, useAnalytics } from './analytics-context.ts';
import { type AnalyticsStore, spans } from './analytics-store.ts';
import { DaysTable } from './days-table.tsx';
import { ReplyFigures } from './reply-figures.tsx';
import { MessagesChart } from './messages-chart.tsx';

const tiles = ['incomingMessages', 'outgoingMessages', 'uniqueContacts', 'newLeads'] as const;

interface AreaProperties {
  readonly store: AnalyticsStore;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

export function AnalyticsArea({ store, onOpenConversation }: AreaProperties): ReactNode {
  return (
    <AnalyticsProvider store={store}>
      <Analytics onOpenConversation={onOpenConversation} />
    </AnalyticsProvider>
  );
}

type Opening = Pick<AreaProperties, 'onOpenConversation'>;

function Analytics({ onOpenConversation }: Opening): ReactNode {
  const { t } = useTranslation();
  const load = useAnalytics((state) => state.load);
  useEffect(() => void load(), [load]);
  return (
    <Page title={t('analytics.title')} controls={<SpanSwitch />}>
      <Content onOpenConversation={onOpenConversation} />
    </Page>
  );
}

function SpanSwitch(): ReactNode {
  const { t } = useTranslation();
  const span = useAnalytics((state) => state.span);
  const setSpan = useAnalytics((state) => state.setSpan);
  return (
    <SegmentedControl
      aria-label={t('analytics.span')}
      value={String(span)}
      data={spans.map((days) => ({
        value: String(days),
        label: t('analytics.days', { count: days }),
      }))}
      onChange={(value) => {
        const chosen = spans.find((days) => String(days) === value);
        if (chosen !== undefined) void setSpan(chosen);
      }}
    />
  );
}

function Content({ onOpenConversation }: Opening): ReactNode {
  const { t } = useTranslation();
  const overview = useAnalytics((state) => state.overview);
  const span = useAnalytics((state) => state.span);
  const load = useAnalytics((state) => state.load);
  const value = shownValue(overview);
  if (value === undefined) {
    return overview.status === 'failed' ? (
      <ErrorState
        title={t('analytics.loadFailedTitle')}
        failure={overview.failure}
        onRetry={() => void load()}
      />
    ) : (
      <Loading />
    );
  }
  const isEmpty = tiles.every((tile) => value.totals[tile] === 0);
  return (
    <>
      {overview.status === 'failed' ? (
        <RefreshFailed failure={overview.failure} onRetry={() => void load()} />
      ) : null}
      {isEmpty ? (
        <EmptyState
          icon={<IconChartBar size="1.6rem" stroke={1.6} />}
          title={t('analytics.emptyTitle')}
        >
          {t('analytics.emptyText', { count: span })}
        </EmptyState>
      ) : (
        <Figures
          overview={value}
          isStale={overview.status === 'refreshing'}
          onOpenConversation={onOpenConversation}
        />
      )}
    </>
  );
}

interface FiguresProperties extends Opening {
  readonly overview: AnalyticsOverview;
  /** Whether other figures are on their way. */
  readonly isStale: boolean;
}

function Figures({ overview, isStale, onOpenConversation }: FiguresProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const view = useAnalytics((state) => state.view);
  const setView = useAnalytics((state) => state.setView);
  return (
    <div className={styles.scroller} data-stale={isStale}>
      <dl className={styles.tiles}>
        {tiles.map((tile) => (
          <div key={tile} className={styles.tile} data-tile={tile}>
            <dt>{t(`analytics.tiles.${tile}`)}</dt>
            <dd>{formats.number(overview.totals[tile])}</dd>
          </div>
        ))}
      </dl>
      <ReplyFigures overview={overview} onOpenConversation={onOpenConversation} />
      <section className={styles.card} aria-label={t('analytics.perDay')}>
        <header className={styles.cardHead}>
          <h2 className={styles.cardTitle}>{t('analytics.perDay')}</h2>
          <SegmentedControl
            size="xs"
            aria-label={t('analytics.view')}
            value={view}
            data={[
              { value: 'chart', label: t('analytics.asChart') },
              { value: 'table', label: t('analytics.asTable') },
            ]}
            onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
          />
        </header>
        {view === 'chart' ? (
          <MessagesChart days={overview.days} />
        ) : (
          <DaysTable days={overview.days} />
        )}
      </section>
      {overview.rebuild ? (
        <p className={styles.zone} role="status">
          {t(overview.rebuild.isStopped ? 'figures.stopped' : 'figures.rebuilding', {
            done: formats.number(overview.rebuild.done),
            total: formats.number(overview.rebuild.total),
          })}
        </p>
      ) : null}
      {overview.days.some((day) => day.unprovedConversations > 0) ? (
        <p className={styles.zone}>{t('figures.unproved')}</p>
      ) : null}
      <p className={styles.zone}>{t('analytics.timeZone', { timeZone: overview.timeZone })}</p>
    </div>
  );
}

function Loading(): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.scroller} role="status" aria-label={t('common.loading')}>
      <div className={styles.tiles}>
        {tiles.map((tile) => (
          <SkeletonBlock key={tile} rem={5.5} />
        ))}
      </div>
      <SkeletonBlock rem={21} />
    </div>
  );
}
