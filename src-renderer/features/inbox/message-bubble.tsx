import { Button } from '@mantine/core';
import {
  IconBan,
  IconChartBar,
  IconFile,
  IconHeart,
  IconHelpCircle,
  IconId,
  IconLock,
  IconMapPin,
  IconMessage,
  IconMicrophone,
  IconMusic,
  IconPhone,
  IconPhoto,
  IconSparkles,
  IconSticker,
  IconUsersGroup,
  IconVideo,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { MessageType } from '../../../src-preload/contract/message-content.ts';
import type { Message, MessageStatus } from '../../../src-preload/contract/message.ts';
import { StatusTicks } from '../../ui/status-ticks.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { collapseText } from './collapse-text.ts';
import styles from './message-bubble.module.css';

const typeIcons = {
  text: IconMessage,
  image: IconPhoto,
  video: IconVideo,
  audio: IconMusic,
  document: IconFile,
  location: IconMapPin,
  contact: IconId,
  sticker: IconSticker,
  voice_note: IconMicrophone,
  poll: IconChartBar,
  reaction: IconHeart,
  call_log: IconPhone,
  group_event: IconUsersGroup,
  revoked: IconBan,
  unknown: IconHelpCircle,
} as const satisfies Record<MessageType, unknown>;

interface MessageBubbleProperties {
  readonly message: Message;
  readonly startsRun: boolean;
  readonly endsRun: boolean;
  readonly isExpanded: boolean;
  /** Whether it stands out for a moment, as what was looked for. */
  readonly isMarked: boolean;
  /** Whether the account is connected: if not, a queued message says what it waits for. */
  readonly isConnected: boolean;
  readonly onToggle: (messageId: MessageId) => void;
  readonly onRetry: (messageId: MessageId) => void;
  readonly onDiscard: (messageId: MessageId) => void;
}

export const MessageBubble = memo(function MessageBubble(
  properties: MessageBubbleProperties,
): ReactNode {
  const { message, startsRun, endsRun, isExpanded, isMarked, onToggle } = properties;
  const { t } = useTranslation();
  const { messageId, direction, type, content, unreadable, outbox } = message;
  const isOurs = direction === 'outgoing';
  const status =
    outbox === null ? message.status : outbox.state === 'failed' ? 'failed' : 'sending';
  const collapsed = collapseText(content);
  return (
    <div className={styles.row} data-direction={direction} data-starts-run={startsRun}>
      <article
        className={styles.bubble}
        data-testid="message"
        data-message-id={messageId}
        data-direction={direction}
        data-status={isOurs ? status : undefined}
        data-ends-run={endsRun}
        data-lead={message.leadGenerated}
        data-marked={isMarked}
      >
        {startsRun && !isOurs && message.senderName !== null ? (
          <span className={styles.sender}>
            <bdi>{message.senderName}</bdi>
          </span>
        ) : null}
        {isOurs ? <span className="desk-visually-hidden">{t('thread.you')}: </span> : null}
        {type === 'text' || content === '' || unreadable !== undefined ? null : (
          <div>
            <TypePlaceholder type={type} />
          </div>
        )}
        {/* The direction is that of the text alone: the time has its own. */}
        <div className={styles.text} dir="auto">
          {unreadable !== undefined ? (
            <span className={styles.placeholder}>
              <IconLock size="1.15em" stroke={1.75} aria-hidden="true" />
              {t(`thread.unreadable.${unreadable}`)}
            </span>
          ) : content === '' ? (
            <TypePlaceholder type={type} />
          ) : null}
          {collapsed !== null && !isExpanded ? collapsed : content}
          {collapsed === null ? (
            <Meta message={message} status={status} />
          ) : (
            <div dir="ltr">
              <button
                type="button"
                className={styles.toggle}
                aria-expanded={isExpanded}
                onClick={() => onToggle(messageId)}
              >
                {isExpanded ? t('thread.showLess') : t('thread.showAll')}
              </button>
              <Meta message={message} status={status} />
            </div>
          )}
        </div>
      </article>
      {outbox === null ? null : <OutboxNote {...properties} outbox={outbox} />}
    </div>
  );
});

interface MetaProperties {
  readonly message: Message;
  readonly status: MessageStatus;
}

/** The small print of a message: whether it made a lead, when it was, how far it has come. */
function Meta({ message, status }: MetaProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const times = [
    formats.full(message.timestamp),
    ...message.statusUpdates.map((update) =>
      t('thread.statusAt', {
        status: t(`thread.statuses.${update.status}`),
        time: formats.full(update.timestamp),
      }),
    ),
  ].join('\n');
  return (
    <span className={styles.meta} dir="ltr" title={times}>
      {message.leadGenerated ? (
        <span className={styles.lead} title={t('thread.leadMark')}>
          <IconSparkles size="1em" stroke={2} aria-hidden="true" />
          {t('inbox.lead')}
        </span>
      ) : null}
      <time dateTime={new Date(message.timestamp).toISOString()}>
        {formats.clock(message.timestamp)}
      </time>
      {message.direction === 'outgoing' ? <StatusTicks status={status} /> : null}
    </span>
  );
}

function TypePlaceholder({ type }: { readonly type: MessageType }): ReactNode {
  const { t } = useTranslation();
  const Icon = typeIcons[type];
  return (
    <span className={styles.placeholder} data-type={type}>
      <Icon size="1.15em" stroke={1.75} aria-hidden="true" />
      {t(`thread.types.${type}`)}
    </span>
  );
}

interface OutboxNoteProperties extends MessageBubbleProperties {
  readonly outbox: NonNullable<Message['outbox']>;
}

/** Below a message that WhatsApp does not have: why, and what can be done. */
function OutboxNote({
  message: { messageId },
  outbox,
  isConnected,
  onRetry,
  onDiscard,
}: OutboxNoteProperties): ReactNode {
  const { t } = useTranslation();
  if (outbox.state === 'sending' || (outbox.state === 'queued' && isConnected)) {
    return null;
  }
  const failed = outbox.state === 'failed';
  return (
    <div className={styles.note} data-failed={failed} role={failed ? 'alert' : undefined}>
      <span>
        {failed
          ? t('thread.notSent', { reason: t(`errors.${outbox.code}.happened`) })
          : t('thread.queued')}
      </span>
      {failed ? (
        <Button variant="subtle" size="compact-xs" onClick={() => onRetry(messageId)}>
          {t('thread.retry')}
        </Button>
      ) : null}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onDiscard(messageId)}>
        {t('thread.discard')}
      </Button>
    </div>
  );
}
