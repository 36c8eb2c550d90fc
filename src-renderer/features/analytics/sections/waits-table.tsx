import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useNow } from '../../../ui/time/time-context.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { FigureTableView } from '../chart/figure-table-view.tsx';
import { waitText } from './wait-text.ts';
import styles from './section.module.css';

/** Who waits for an answer, the longest wait first, as a table: as many as one page of the list has. */
export function WaitsTable(): ReactNode {
  const { t } = useTranslation();
  const now = useNow('minutes');
  const waits = useAnalytics((state) => shownValue(state.waits)?.items) ?? [];
  const waiting = useAnalytics((state) => state.waiting);
  return (
    <div className={styles.scroller}>
      <p className={styles.period}>
        {waits.length === 0
          ? t('analytics.nobodyWaits')
          : `${t('analytics.waiting', { count: waiting })}. ${t('analytics.waitsMeaning')}`}
      </p>
      {waits.length === 0 ? null : (
        <FigureTableView
          name={t('analytics.waitsTitle')}
          table={{
            columns: [
              { id: 'name', name: t('analytics.customer') },
              { id: 'since', name: t('analytics.waitTime'), isNumber: true },
            ],
            rows: waits.map(({ conversationId, name, since }) => ({
              id: conversationId,
              cells: [{ text: name || t('analytics.nameless') }, { text: waitText(now - since) }],
            })),
          }}
        />
      )}
    </div>
  );
}
