import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { useInbox } from './inbox-context.ts';
import { timeIn } from './time-in-zone.ts';
import styles from './message-bubble.module.css';

interface OutboxNoteProperties {
  readonly message: Message;
  readonly outbox: NonNullable<Message['outbox']>;
  readonly onRetry: (messageId: MessageId) => void;
  readonly onDiscard: (messageId: MessageId) => void;
}

/** Below a message that WhatsApp does not have: why, when it goes, and what can be done. */
export function OutboxNote({
  message,
  outbox,
  onRetry,
  onDiscard,
}: OutboxNoteProperties): ReactNode {
  const { t } = useTranslation();
  const reschedule = useInbox((state) => state.reschedule);
  const takeBack = useInbox((state) => state.takeBack);
  const words = useWaitingWords(outbox);
  if (words === null) return null;
  const { messageId } = message;
  const failed = outbox.state === 'failed';
  const isText = message.type === 'text';
  const isHeld = outbox.state === 'queued' && outbox.waitsFor === 'undo';
  return (
    <div className={styles.note} data-failed={failed} role={failed ? 'alert' : undefined}>
      <span>{words}</span>
      {failed ? (
        <Button variant="subtle" size="compact-xs" onClick={() => onRetry(messageId)}>
          {t('thread.retry')}
        </Button>
      ) : null}
      {outbox.state === 'queued' && outbox.waitsFor === 'schedule' ? (
        <Button variant="subtle" size="compact-xs" onClick={() => void reschedule(message, null)}>
          {t('outbox.sendNow')}
        </Button>
      ) : null}
      {isText ? (
        <Button
          variant="subtle"
          {...(failed && { color: 'gray' })}
          size="compact-xs"
          onClick={() => void takeBack(message)}
        >
          {t(isHeld ? 'outbox.undo' : 'outbox.takeBack')}
        </Button>
      ) : null}
      {failed || !isText ? (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => onDiscard(messageId)}
        >
          {failed ? t('thread.discard') : t('outbox.cancel')}
        </Button>
      ) : null}
    </div>
  );
}

/** What a message of the outbox waits for and when it goes; null while nothing has to be told. */
export function useWaitingWords(outbox: NonNullable<Message['outbox']>): string | null {
  const { t, i18n } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  if (outbox.state === 'sending') return null;
  if (outbox.state === 'failed') {
    return t('thread.notSent', { reason: t(`errors.${outbox.code}.happened`) });
  }
  const { waitsFor, goesAt, scheduledFor, timeZone } = outbox;
  if (waitsFor === 'turn' && goesAt === null) return null;
  if (waitsFor === 'schedule' && scheduledFor !== null) {
    return t('outbox.scheduled', { time: timeIn(timeZone, scheduledFor, i18n.language) });
  }
  const reason = t(`outbox.reasons.${waitsFor}`);
  // A moment is shorter than what a clock shows.
  return goesAt === null || waitsFor === 'undo'
    ? reason
    : t('outbox.goesAt', {
        reason,
        time:
          formats.dayKey(goesAt) === formats.dayKey(now)
            ? formats.clock(goesAt)
            : formats.full(goesAt),
      });
}
