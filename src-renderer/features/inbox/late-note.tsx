import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Message } from '../../../src-preload/contract/message.ts';
import styles from './message-bubble.module.css';
import { timeIn } from './time-in-zone.ts';

/** From here on a scheduled message went late. Milliseconds. */
const LATE_MS = 60_000;

/** Below a message that has gone: for when it was planned, where it went later than that. */
export function LateNote({ message }: { readonly message: Message }): ReactNode {
  const { t, i18n } = useTranslation();
  const { schedule, outbox, timestamp } = message;
  if (!schedule || outbox !== null || timestamp - schedule.at <= LATE_MS) return null;
  return (
    <div className={styles.note} data-testid="late-note">
      {t('outbox.wentLate', { time: timeIn(schedule.timeZone, schedule.at, i18n.language) })}
    </div>
  );
}
