import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import styles from './card.module.css';
import { useInbox } from '../inbox-context.ts';
import { CopyButton } from './copy-button.tsx';
import { SaveCardButton } from './save-card-button.tsx';

export function ContactCards({
  message: { conversationId, messageId },
  contact: { cards },
}: {
  readonly message: Pick<Message, 'conversationId' | 'messageId'>;
  readonly contact: Extract<MessageDetails, { kind: 'contact' }>;
}): ReactNode {
  const { t } = useTranslation();
  const saveCardFile = useInbox((state) => state.saveCardFile);
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
            <button
              type="button"
              className={styles.action}
              onClick={() => void saveCardFile(conversationId, messageId, index)}
            >
              <IconDownload size="0.9375rem" stroke={1.75} aria-hidden="true" />
              {t('bubble.card.file')}
            </button>
          </div>
        )}
      </div>
    );
  });
}
