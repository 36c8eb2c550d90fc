import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { FigureReport } from '../../../../src-preload/contract/analytics.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import styles from './section.module.css';

type Notes = Pick<FigureReport, 'rebuild'>;

/** That figures are being made anew, and are too low until then. */
export function RebuildNotice({ rebuild }: Notes): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  if (rebuild === null) return null;
  return (
    <p className={styles.notice} role="status">
      {t(rebuild.isStopped ? 'figures.stopped' : 'figures.rebuilding', {
        done: formats.number(rebuild.done),
        total: formats.number(rebuild.total),
      })}
    </p>
  );
}

export function TimeZoneText({ timeZone }: Pick<FigureReport, 'timeZone'>): ReactNode {
  const { t } = useTranslation();
  return <p className={styles.foot}>{t('analytics.timeZone', { timeZone })}</p>;
}
