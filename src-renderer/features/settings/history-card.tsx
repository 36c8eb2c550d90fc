import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MAXIMUM_MEDIA_MB } from '../../../src-preload/contract/message-content.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Setting } from './setting.tsx';
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
      <Setting name={t('history.days')} help={t('history.daysHelp')}>
        {(described) => (
          <NativeSelect
            {...described}
            disabled={!settings}
            value={String(days)}
            data={[...new Set([...DAYS, days, EVERYTHING])]
              .sort((a, b) => a - b)
              .map((count) => ({
                value: String(count),
                label:
                  count === EVERYTHING ? t('history.everything') : t('history.daysBack', { count }),
              }))}
            onChange={(event) =>
              void setHistory({ historyDays: Number(event.currentTarget.value) })
            }
          />
        )}
      </Setting>
      <Setting name={t('history.every')} help={t('history.everyHelp')}>
        {(described) => (
          <NativeSelect
            {...described}
            disabled={!settings}
            value={String(minutes)}
            data={[...new Set([...MINUTES, minutes])]
              .sort((a, b) => a - b)
              .map((count) => ({
                value: String(count),
                label: t('history.everyMinutes', { count }),
              }))}
            onChange={(event) =>
              void setHistory({ sweepMinutes: Number(event.currentTarget.value) })
            }
          />
        )}
      </Setting>
      <Setting name={t('history.files')} help={t('history.filesHelp')}>
        {(described) => (
          <NativeSelect
            {...described}
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
            onChange={(event) =>
              void setHistory({ autoDownloadMb: Number(event.currentTarget.value) })
            }
          />
        )}
      </Setting>
    </section>
  );
}
