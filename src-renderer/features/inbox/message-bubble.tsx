import { IconArrowForwardUp, IconCircleNumber1, IconLock } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message, MessageStatus } from '../../../src-preload/contract/message.ts';
import { DetailsView } from './bubble/details-view.tsx';
import { GroupEventLine } from './bubble/group-event-line.tsx';
import { KindPlaceholder } from './bubble/kind-placeholder.tsx';
import { LinkCard } from './bubble/link-card.tsx';
import { LinkWarning } from './bubble/link-warning.tsx';
import { QuoteBlock } from './bubble/quote-block.tsx';
import { ReactionsRow } from './bubble/reactions-row.tsx';
import { collapseText } from './collapse-text.ts';
import { FoundText } from './find/found-text.tsx';
import { LateNote } from './late-note.tsx';
import { MediaView } from './media/media-view.tsx';
import { MessageMeta } from './bubble/message-meta.tsx';
import { MessageActions } from './message-actions.tsx';
import styles from './message-bubble.module.css';
import { OutboxNote } from './outbox-note.tsx';
import { PickBox } from './select/pick-box.tsx';
import { MessageTags } from './tags/message-tags.tsx';
import { useMessagePick } from './select/use-message-pick.ts';

interface MessageBubbleProperties {
  readonly message: Message;
  readonly startsRun: boolean;
  readonly endsRun: boolean;
  readonly isExpanded: boolean;
  /** Whether it stands out for a moment, as what was looked for. */
  readonly isMarked: boolean;
  /** Whether it is the hit that somebody who looks for something stands on. */
  readonly isFound: boolean;
  /** Null where the message that this one answers is not loaded. */
  readonly onShowOriginal: (messageId: MessageId) => void;
  readonly onToggle: (messageId: MessageId) => void;
  readonly onRetry: (messageId: MessageId) => void;
  readonly onDiscard: (messageId: MessageId) => void;
}

export const MessageBubble = memo(function MessageBubble(
  properties: MessageBubbleProperties,
): ReactNode {
  const { message, startsRun, endsRun, isMarked, isFound } = properties;
  const { t } = useTranslation();
  const { messageId, direction, outbox } = message;
  const { isPicked, onClickCapture } = useMessagePick(message);
  if (message.type === 'group_event') return <GroupEventLine message={message} />;
  const isOurs = direction === 'outgoing';
  const status = statusOf(message);
  return (
    <div
      className={styles.row}
      data-message-row=""
      data-direction={direction}
      data-starts-run={startsRun}
      data-picked={isPicked ?? undefined}
      onClickCapture={onClickCapture}
    >
      {isPicked === null ? null : <PickBox message={message} isPicked={isPicked} />}
      <div className={styles.line} data-direction={direction}>
        <article
          className={styles.bubble}
          data-testid="message"
          data-message-id={messageId}
          data-direction={direction}
          data-type={message.type}
          data-status={isOurs ? status : undefined}
          data-ends-run={endsRun}
          data-lead={message.leadGenerated}
          data-marked={isMarked}
          data-found={isFound}
        >
          {startsRun && !isOurs && message.senderName !== null ? (
            <span className={styles.sender}>
              <bdi>{message.senderName}</bdi>
            </span>
          ) : null}
          {isOurs ? <span className="desk-visually-hidden">{t('thread.you')}: </span> : null}
          <BubbleContent {...properties} status={status} />
        </article>
        <MessageActions message={message} />
      </div>
      {message.tags === undefined ? null : <MessageTags tags={message.tags} />}
      {message.reactions.length > 0 ? <ReactionsRow reactions={message.reactions} /> : null}
      {outbox === null ? null : <OutboxNote {...properties} outbox={outbox} />}
      <LateNote message={message} />
      {status === 'failed' && message.failure !== null && outbox === null ? (
        <div className={styles.note} data-failed={true}>
          {t('thread.notSent', { reason: t(`errors.${message.failure}.happened`) })}
        </div>
      ) : null}
    </div>
  );
});

function statusOf({ status, outbox }: Message): MessageStatus {
  if (outbox === null) return status;
  return outbox.state === 'failed' ? 'failed' : 'sending';
}

/** From top to bottom: where it comes from, what it answers, what it is, what it says. */
function BubbleContent({
  message,
  status,
  isExpanded,
  onToggle,
  onShowOriginal,
}: MessageBubbleProperties & { readonly status: MessageStatus }): ReactNode {
  const { t } = useTranslation();
  const { messageId, type, content, unreadable, media, details, replyTo, linkPreview } = message;
  if (unreadable !== undefined) {
    return (
      <div className={styles.text}>
        <span className={styles.unreadable}>
          <IconLock size="1.15em" stroke={1.75} aria-hidden="true" />
          {t(`thread.unreadable.${unreadable}`)}
        </span>
        <MessageMeta message={message} status={status} />
      </div>
    );
  }
  // A card says all that its text says, and more.
  const text = details === null ? content : '';
  const isOtherwiseEmpty = text === '' && media === null && details === null;
  const isLabelled = text !== '' && type === 'unknown';
  const collapsed = collapseText(text);
  return (
    <>
      {message.isForwarded ? (
        <span className={styles.forwarded}>
          <IconArrowForwardUp size="1.1em" stroke={1.75} aria-hidden="true" />
          {t('bubble.forwarded')}
        </span>
      ) : null}
      {media?.isViewOnce === true ? (
        <span className={styles.forwarded}>
          <IconCircleNumber1 size="1.1em" stroke={1.75} aria-hidden="true" />
          {t('bubble.opensOnce')}
        </span>
      ) : null}
      {replyTo === null ? null : <QuoteBlock quote={replyTo} onShow={onShowOriginal} />}
      {media === null ? null : <MediaView message={message} />}
      {details === null ? null : <DetailsView message={message} details={details} />}
      {linkPreview === null ? null : <LinkCard preview={linkPreview} />}
      <LinkWarning message={message} />
      {isLabelled ? (
        <div>
          <KindPlaceholder type={type} />
        </div>
      ) : null}
      {/* The direction is that of the text alone: the time has its own. */}
      <div className={styles.text} dir="auto">
        {isOtherwiseEmpty ? <KindPlaceholder type={type} /> : null}
        <FoundText
          messageId={messageId}
          text={collapsed !== null && !isExpanded ? collapsed : text}
          mentions={message.mentions}
        />
        {collapsed === null ? (
          <MessageMeta message={message} status={status} />
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
            <MessageMeta message={message} status={status} />
          </div>
        )}
      </div>
    </>
  );
}
