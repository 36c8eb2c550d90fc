import type { ReactNode } from 'react';
import type { Message } from '../../../../src-preload/contract/message.ts';
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
                <TimeText className={styles.soft} timestamp={message.timestamp} />
              </span>
            </button>
          </li>
        ),
      )}
    </RowList>
  );
}
