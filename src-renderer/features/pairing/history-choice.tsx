import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { usePairing } from './pairing-context.ts';
import styles from './qr-panel.module.css';

const DAYS = [7, 30, 90, 365];
/** More than WhatsApp keeps for a linked computer. */
const EVERYTHING = 3650;

/** How far back messages are fetched, asked where an account is linked for the first time. */
export function HistoryChoice(): ReactNode {
  const { t } = useTranslation();
  const days = usePairing((state) => state.historyDays);
  const setDays = usePairing((state) => state.setHistoryDays);
  const isFirst = usePairing(({ session }) => shownValue(session)?.phoneNumber === undefined);
  if (days === null || !isFirst) return null;
  const choices = [...new Set([...DAYS, days, EVERYTHING])].sort((one, other) => one - other);
  return (
    <NativeSelect
      className={styles.history}
      size="xs"
      label={t('history.first')}
      title={t('history.firstHelp')}
      value={String(days)}
      data={choices.map((count) => ({
        value: String(count),
        label: count === EVERYTHING ? t('history.all') : t('history.lastDays', { count }),
      }))}
      onChange={(event) => void setDays(Number(event.currentTarget.value))}
    />
  );
}
