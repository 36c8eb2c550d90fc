import { IconMessageSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { DocumentRow } from '../media/document-row.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import styles from './side-panel.module.css';

/** Documents, as they stand in their bubbles, each with the way to its message. */
export function DocumentList({
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
        message.media === null ? null : (
          <li key={message.messageId} className={styles.file}>
            <DocumentRow message={message} media={message.media} />
            <span className={styles.line}>
              <TimeText className={styles.soft} timestamp={message.timestamp} />
              <IconButton
                size="sm"
                name={t('sidePanel.showNamed', {
                  what: message.media.fileName || t('media.unnamed'),
                })}
                hint={t('sidePanel.inConversation')}
                onClick={() => onShow(message)}
              >
                <IconMessageSearch size="1rem" stroke={1.8} />
              </IconButton>
            </span>
          </li>
        ),
      )}
    </RowList>
  );
}
