import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useNow } from '../../ui/time/time-context.tsx';
import { usePairing } from './pairing-context.ts';
import { mayBeRefused } from './pairing-store.ts';
import styles from './refused-advice.module.css';

/** Says that a phone links four devices at most; and what to do about it, when nothing has happened for a while. */
export function RefusedAdvice(): ReactNode {
  const { t } = useTranslation();
  const now = useNow('seconds');
  const isLikely = usePairing((state) => mayBeRefused(state, now));
  return (
    <p className={styles.advice} role="status" data-likely={isLikely} data-testid="devices-advice">
      {isLikely ? t('pairing.devicesFull') : t('pairing.fourDevices')}
    </p>
  );
}
