import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { messagePreview } from '../message-preview.ts';
import styles from './select.module.css';

/** Whether a message is selected; the click itself is taken by `useMessagePick`. */
export function PickBox({
  message: { type, content, timestamp },
  isPicked,
}: {
  readonly message: Message;
  readonly isPicked: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={isPicked}
      aria-label={t('select.pick', {
        text: messagePreview(t, { type, preview: content.slice(0, 80) }),
        time: formats.clock(timestamp),
      })}
      className={styles.box}
    >
      {isPicked ? <IconCheck size="0.875rem" stroke={2.6} aria-hidden="true" /> : null}
    </button>
  );
}
