import { IconCalendarOff, IconChartBar } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { type RemoteData, shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RefreshFailed } from '../../../ui/refresh-failed.tsx';
import { SkeletonBlock } from '../../../ui/skeleton.tsx';
import { isComparable, type Section } from '../figures-slice.ts';
import { useAnalytics } from '../analytics-context.ts';
import { periodProblem } from '../period.ts';
import { tileLayout } from './figure-tiles.tsx';
import { PeriodText } from './period-text.tsx';
import styles from './section.module.css';

interface SectionBodyProperties<T> {
  readonly section: Section;
  readonly data: RemoteData<T>;
  readonly isEmpty: (value: T) => boolean;
  /** What will be here. */
  readonly emptyText: string;
  /** How many tiles and how many charts there will be. */
  readonly shape: { readonly tiles: number; readonly charts: number };
  readonly children: (value: T) => ReactNode;
}

/** The figures of a section, or why there are none: on their way, failed, nothing to count. */
export function SectionBody<T>({
  section,
  data,
  isEmpty,
  emptyText,
  shape,
  children,
}: SectionBodyProperties<T>): ReactNode {
  const { t } = useTranslation();
  const load = useAnalytics((state) => state.load);
  const isCompared = useAnalytics((state) => state.isCompared) && isComparable(section);
  const problem = useAnalytics(({ period, own }) => (period === 'own' ? periodProblem(own) : null));
  const value = shownValue(data);
  if (value === undefined && problem !== null) {
    return (
      <EmptyState
        icon={<IconCalendarOff size="1.6rem" stroke={1.6} />}
        title={t(`analytics.periodProblems.${problem}`)}
      />
    );
  }
  if (value === undefined) {
    return data.status === 'failed' ? (
      <ErrorState
        title={t('analytics.loadFailedTitle')}
        failure={data.failure}
        onRetry={() => void load()}
      />
    ) : (
      <Loading {...shape} />
    );
  }
  return (
    <>
      {data.status === 'failed' ? (
        <RefreshFailed failure={data.failure} onRetry={() => void load()} />
      ) : null}
      {isEmpty(value) ? (
        <EmptyState
          icon={<IconChartBar size="1.6rem" stroke={1.6} />}
          title={t('analytics.emptyTitle')}
        >
          {emptyText}
        </EmptyState>
      ) : (
        <div
          className={styles.scroller}
          data-stale={data.status === 'refreshing'}
          aria-busy={data.status === 'refreshing'}
        >
          <PeriodText isCompared={isCompared} />
          {children(value)}
        </div>
      )}
    </>
  );
}

function Loading({ tiles, charts }: SectionBodyProperties<unknown>['shape']): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.scroller} role="status" aria-label={t('common.loading')}>
      {tiles === 0 ? null : (
        <div className={styles.tiles} {...tileLayout(tiles)}>
          {Array.from({ length: tiles }, (_, tile) => (
            <SkeletonBlock key={tile} rem={5.5} />
          ))}
        </div>
      )}
      {Array.from({ length: charts }, (_, chart) => (
        <SkeletonBlock key={chart} rem={21} />
      ))}
    </div>
  );
}
