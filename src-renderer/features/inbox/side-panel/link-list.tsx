import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { dangerousLinks } from '../../../../src-preload/contract/link-dangers.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import styles from './side-panel.module.css';

/** What WhatsApp showed a preview for. Nothing is asked of the addresses: a click shows the message. */
export function LinkList({
  messages,
  onShow,
}: {
  readonly messages: readonly Message[];
  readonly onShow: (message: Message) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <RowList className={styles.list}>
      {messages.map((message) =>
        message.linkPreview === null ? null : (
          <li key={message.messageId}>
            <button type="button" className={styles.row} onClick={() => onShow(message)}>
              <bdi className={styles.strong}>{message.linkPreview.title}</bdi>
              <span className={styles.line}>
                <span className={styles.soft} dir="ltr">
                  {URL.parse(message.linkPreview.url)?.host ?? message.linkPreview.url}
                </span>
                {dangerousLinks(message.content, message.linkPreview).length === 0 ? null : (
                  <IconAlertTriangle
                    size="1rem"
                    stroke={1.8}
                    color="var(--desk-warning)"
                    aria-label={t('bubble.linkWarning.careful')}
                  />
                )}
                <TimeText className={styles.soft} timestamp={message.timestamp} />
              </span>
            </button>
          </li>
        ),
      )}
    </RowList>
  );
}
