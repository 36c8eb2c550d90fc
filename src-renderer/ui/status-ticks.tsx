import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { MessageStatus } from '../../src-preload/contract/message.ts';
import styles from './status-ticks.module.css';

/** Drawn for 18 × 12: at the size of the small print, icons of a 24 × 24 grid run together. */
const drawings: Record<MessageStatus, ReactNode> = {
  sending: (
    <>
      <circle cx="12" cy="6" r="4.6" />
      <path d="M12 3.4V6l1.7 1.2" />
    </>
  ),
  sent: <path d="m7.2 6.4 2.9 2.9 6-6.6" />,
  delivered: <path d="m1.6 6.4 2.9 2.9 6-6.6M8.6 8.3l1 1 6-6.6" />,
  read: <path d="m1.6 6.4 2.9 2.9 6-6.6M8.6 8.3l1 1 6-6.6" />,
  played: <path d="m1.6 6.4 2.9 2.9 6-6.6M8.6 8.3l1 1 6-6.6" />,
  failed: (
    <>
      <circle cx="12" cy="6" r="5" fill="currentColor" />
      <path d="M12 3.3v3.2M12 8.6v.1" className={styles.mark} />
    </>
  ),
};

/** How far one of our own messages has come: a clock, one tick, two, two in the accent colour, or a red mark. */
export function StatusTicks({ status }: { readonly status: MessageStatus }): ReactNode {
  const { t } = useTranslation();
  return (
    <svg
      role="img"
      aria-label={t(`thread.statuses.${status}`)}
      className={styles.ticks}
      data-testid="status"
      data-status={status}
      viewBox="0 0 18 12"
    >
      {drawings[status]}
    </svg>
  );
}
