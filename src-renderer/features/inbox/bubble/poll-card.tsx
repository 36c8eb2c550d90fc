import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import card from './card.module.css';
import styles from './poll-card.module.css';

export function PollCard({
  poll: { question, options, allowsMultiple },
}: {
  readonly poll: Extract<MessageDetails, { kind: 'poll' }>;
}): ReactNode {
  const { t } = useTranslation();
  const most = Math.max(1, ...options.map(({ votes }) => votes));
  return (
    <div className={card.card} data-testid="poll">
      <span className={card.lines}>
        <bdi className={card.title}>{question}</bdi>
        <span className={card.detail}>
          {allowsMultiple ? t('bubble.pollSeveral') : t('bubble.pollOne')}
        </span>
      </span>
      <ul className={styles.options}>
        {options.map(({ name, votes }, index) => (
          <li key={index} className={styles.option}>
            <span className={styles.line}>
              <bdi>{name}</bdi>
              <span className={styles.votes} aria-label={t('bubble.votes', { count: votes })}>
                {votes}
              </span>
            </span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.bar} style={{ width: `${(votes / most) * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
