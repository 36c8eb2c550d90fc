import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import styles from './card.module.css';
import { CopyButton } from './copy-button.tsx';

export function ContactCards({
  contact: { cards },
}: {
  readonly contact: Extract<MessageDetails, { kind: 'contact' }>;
}): ReactNode {
  const { t } = useTranslation();
  return cards.map(({ name, phoneNumbers }, index) => {
    const shown = name === '' ? (phoneNumbers[0] ?? t('bubble.noName')) : name;
    return (
      <div key={index} className={styles.card} data-testid="contact-card">
        <div className={styles.head}>
          <Avatar name={shown} colourKey={shown} isGroup={false} />
          <span className={styles.lines}>
            <bdi className={styles.title}>{shown}</bdi>
            {phoneNumbers.length === 0 ? (
              <span className={styles.detail}>{t('bubble.noNumber')}</span>
            ) : null}
          </span>
        </div>
        {phoneNumbers.length === 0 ? null : (
          <div className={styles.actions}>
            {phoneNumbers.map((number) => (
              <CopyButton key={number} text={number} label={t('bubble.copyNumber', { number })} />
            ))}
          </div>
        )}
      </div>
    );
  });
}
