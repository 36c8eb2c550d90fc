import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { groupEventText } from './group-event-text.ts';
import styles from './group-event-line.module.css';

/** What happened in a group: nobody said it, so it stands in the middle and has no bubble. */
export function GroupEventLine({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return (
    <div className={styles.row}>
      <p
        className={styles.line}
        data-testid="group-event"
        data-message-id={message.messageId}
        title={formats.full(message.timestamp)}
      >
        <span>{groupEventText(t, message)}</span>
      </p>
    </div>
  );
}
