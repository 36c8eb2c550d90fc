import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { AnalyticsDay } from '../../../src-preload/contract/analytics.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './days-table.module.css';

const figures = ['incomingMessages', 'outgoingMessages', 'uniqueContacts', 'newLeads'] as const;

/** The same figures as the chart, and the others, newest day first. */
export function DaysTable({ days }: { readonly days: readonly AnalyticsDay[] }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return (
    <table className={styles.table} aria-label={t('analytics.perDay')}>
      <thead>
        <tr>
          <th scope="col">{t('analytics.columns.date')}</th>
          {figures.map((figure) => (
            <th key={figure} scope="col" className={styles.number}>
              {t(`analytics.columns.${figure}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.date}>
            <th scope="row">
              <time dateTime={day.date}>{formats.calendarDay(day.date)}</time>
              {day.unprovedConversations > 0 ? (
                <span className={styles.unproved}>
                  {t('figures.mayLack', { count: day.unprovedConversations })}
                </span>
              ) : null}
            </th>
            {figures.map((figure) => (
              <td key={figure} className={styles.number}>
                {formats.number(day[figure])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
