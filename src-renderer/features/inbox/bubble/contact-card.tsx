import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import styles from './card.module.css';
import { CopyButton } from './copy-button.tsx';
import { SaveCardButton } from './save-card-button.tsx';

export function ContactCards({
  contact: { cards },
  conversationId,
}: {
  readonly conversationId: ConversationId;
  readonly contact: Extract<MessageDetails, { kind: 'contact' }>;
}): ReactNode {
  const { t } = useTranslation();
  return cards.map((card, index) => {
    const { name, phoneNumbers } = card;
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
            <SaveCardButton conversationId={conversationId} card={card} />
          </div>
        )}
      </div>
    );
  });
}
