import { IconPhone, IconPhoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Call } from '../../../../src-preload/contract/message-content.ts';
import { callWords } from './call-words.ts';
import styles from './card.module.css';
import { duration } from './duration.ts';

export function CallLine({ call }: { readonly call: Call }): ReactNode {
  const { t } = useTranslation();
  const isLost = call.outcome === 'missed' || call.outcome === 'rejected';
  const Icon = call.isVideo
    ? isLost
      ? IconVideoOff
      : IconVideo
    : isLost
      ? IconPhoneOff
      : IconPhone;
  return (
    <div className={styles.head} data-testid="call">
      <span className={styles.icon} data-tone={call.outcome === 'missed' ? 'danger' : undefined}>
        <Icon size="1.25rem" stroke={1.75} aria-hidden="true" />
      </span>
      <span className={styles.lines}>
        <span className={styles.title}>{callWords(t, call)}</span>
        {call.duration === undefined ? null : (
          <span className={styles.detail}>{duration(call.duration)}</span>
        )}
      </span>
    </div>
  );
}
