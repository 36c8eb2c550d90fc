import { type ReactNode, useMemo } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { type Days, daysBefore } from '../period.ts';
import styles from './section.module.css';

/** Which days are shown, and against which: said on the page, and on the paper where it is printed. */
export function PeriodText({ isCompared }: { readonly isCompared: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const from = useAnalytics((state) => state.filter()?.from);
  const to = useAnalytics((state) => state.filter()?.to);
  const format = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }),
    [i18n.language],
  );
  if (from === undefined || to === undefined) return null;
  const write = (days: Days): string =>
    format.formatRange(Date.parse(days.from), Date.parse(days.to));
  const period = write({ from, to });
  return (
    <p className={styles.period}>
      {isCompared
        ? t('analytics.comparedPeriod', { period, before: write(daysBefore({ from, to })) })
        : period}
    </p>
  );
}
