import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { MAXIMUM_MEDIA_MB } from '../../../src-preload/contract/message-content.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { SelectSetting } from './select-setting.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

const DAYS = [7, 30, 90, 180, 365];
const EVERYTHING = 3650;
const MEGABYTES = [0, 1, 5, 10, 25, MAXIMUM_MEDIA_MB];
const MINUTES = [5, 15, 30, 60];

/** How far back WhatsApp's history is read, and how often accounts are compared with it. */
export function HistoryCard(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings((state) => shownValue(state.settings));
  const setHistory = useSettings((state) => state.setHistory);
  const days = settings?.historyDays ?? 90;
  const megabytes = settings?.autoDownloadMb ?? MAXIMUM_MEDIA_MB;
  const minutes = settings?.sweepMinutes ?? 15;
  return (
    <section className={styles.card} aria-label={t('history.title')}>
      <h2 className={styles.title}>{t('history.title')}</h2>
      <SelectSetting
        name={t('history.days')}
        help={t('history.daysHelp')}
        disabled={!settings}
        value={String(days)}
        data={[...new Set([...DAYS, days, EVERYTHING])]
          .sort((a, b) => a - b)
          .map((count) => ({
            value: String(count),
            label:
              count === EVERYTHING ? t('history.everything') : t('history.daysBack', { count }),
          }))}
        onChoose={(value) => void setHistory({ historyDays: Number(value) })}
      />
      <SelectSetting
        name={t('history.every')}
        help={t('history.everyHelp')}
        disabled={!settings}
        value={String(minutes)}
        data={[...new Set([...MINUTES, minutes])]
          .sort((a, b) => a - b)
          .map((count) => ({
            value: String(count),
            label: t('history.everyMinutes', { count }),
          }))}
        onChoose={(value) => void setHistory({ sweepMinutes: Number(value) })}
      />
      <SelectSetting
        name={t('history.files')}
        help={t('history.filesHelp')}
        disabled={!settings}
        value={String(megabytes)}
        data={[...new Set([...MEGABYTES, megabytes])]
          .sort((a, b) => a - b)
          .map((count) => ({
            value: String(count),
            label:
              count === 0
                ? t('history.noFiles')
                : count === MAXIMUM_MEDIA_MB
                  ? t('history.allFiles')
                  : t('history.filesUpTo', { count }),
          }))}
        onChoose={(value) => void setHistory({ autoDownloadMb: Number(value) })}
      />
    </section>
  );
}
