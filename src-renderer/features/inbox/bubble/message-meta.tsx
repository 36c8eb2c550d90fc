import { Tooltip } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message, MessageStatus } from '../../../../src-preload/contract/message.ts';
import { StatusTicks } from '../../../ui/status-ticks.tsx';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import styles from '../message-bubble.module.css';

interface MetaProperties {
  readonly message: Message;
  readonly status: MessageStatus;
}

/** The small print of a message: whether it made a lead, when it was, how far it has come. */
export function MessageMeta({ message, status }: MetaProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return (
    <WithTimes message={message}>
      {message.leadGenerated ? (
        <span className={styles.lead} title={t('thread.leadMark')}>
          <IconSparkles size="1em" stroke={2} aria-hidden="true" />
          {t('inbox.lead')}
        </span>
      ) : null}
      {message.editedAt === null ? null : <span>{t('bubble.edited')}</span>}
      <time dateTime={new Date(message.timestamp).toISOString()}>
        {formats.clock(message.timestamp)}
      </time>
      {message.direction === 'outgoing' ? <StatusTicks status={status} /> : null}
    </WithTimes>
  );
}

/**
 * Says, when it is pointed at or has the focus, when each thing happened to the message. The tooltip is made only
 * then: a thread has very many of these.
 */
function WithTimes({
  message,
  children,
}: {
  readonly message: Message;
  readonly children: ReactNode;
}): ReactNode {
  const tooltipId = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <button
      ref={anchor}
      type="button"
      className={styles.meta}
      dir="ltr"
      aria-describedby={isOpen ? tooltipId : undefined}
      // What came from others has nothing more to tell than when: the keys pass it by.
      tabIndex={message.direction === 'outgoing' || message.editedAt !== null ? 0 : -1}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
    >
      {children}
      {isOpen ? (
        <Tooltip
          opened
          target={anchor}
          label={<Times message={message} />}
          id={tooltipId}
          multiline
        />
      ) : null}
    </button>
  );
}

/** What is known of when it was written, changed, planned, sent, delivered and read. */
function Times({ message }: { readonly message: Message }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { timestamp, editedAt, schedule, statusUpdates, direction } = message;
  const lines = [
    formats.full(timestamp),
    ...(editedAt === null ? [] : [t('bubble.editedAt', { time: formats.full(editedAt) })]),
    ...(schedule === undefined
      ? []
      : [t('outbox.plannedFor', { time: formats.full(schedule.at) })]),
    // Of what came from others WhatsApp only says that it came.
    ...(direction === 'incoming' ? [] : statusUpdates).map((update) =>
      t('thread.statusAt', {
        status: t(`thread.statuses.${update.status}`),
        time: formats.full(update.timestamp),
      }),
    ),
  ];
  return lines.map((line, index) => <div key={index}>{line}</div>);
}
