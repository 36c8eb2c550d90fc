import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Message } from '../../../src-preload/contract/message.ts';
import type { MessageHit } from '../../../src-preload/contract/search.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { hitExcerpt } from '../../ui/hit-excerpt.ts';
import { TagChip } from '../../labels/tag-chip.tsx';
import { hitRowId } from './hit-id.ts';
import styles from './hit-row.module.css';

interface HitRowProperties {
  readonly hitId: string;
  readonly hit: MessageHit;
  readonly isActive: boolean;
  readonly position: number;
  /** How many there are; -1 while that is not known. */
  readonly count: number;
  readonly top: number;
  readonly height: number;
  readonly onOpen: (hitId: string, message: Message) => void;
}

const directionIcons = { incoming: IconArrowDownLeft, outgoing: IconArrowUpRight } as const;

export function HitRow({
  hitId,
  hit: { message, conversationName, highlights },
  isActive,
  position,
  count,
  top,
  height,
  onOpen,
}: HitRowProperties): ReactNode {
  const { t } = useTranslation();
  const { direction, senderName } = message;
  const Icon = directionIcons[direction];
  return (
    // The field and the list handle the keys: they name this row as their active descendant.
    <div
      id={hitRowId(hitId)}
      role="option"
      aria-selected={isActive}
      aria-posinset={position}
      aria-setsize={count}
      data-testid="hit"
      data-message-id={message.messageId}
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, height }}
      onClick={() => onOpen(hitId, message)}
    >
      <Avatar
        name={conversationName}
        colourKey={message.conversationId}
        isGroup={senderName !== null}
      />
      <span className={styles.lines}>
        <span className={styles.line}>
          <span className={styles.name} dir="auto">
            {conversationName}
          </span>
          <span className={styles.direction}>
            <Icon size="0.875rem" stroke={2} aria-hidden="true" />
            {t(`search.directions.${direction}`)}
          </span>
          {message.tags === undefined ? null : (
            <span className={styles.tags} role="group" aria-label={t('tags.title')}>
              {message.tags.map((tag) => (
                <TagChip key={tag} tag={tag} />
              ))}
            </span>
          )}
          <TimeText timestamp={message.timestamp} className={styles.time} />
        </span>
        <span className={styles.excerpt} dir="auto">
          {senderName === null ? null : (
            <>
              <bdi className={styles.sender}>{senderName}</bdi>
              {': '}
            </>
          )}
          {/* A picture without words, say, that a tag has found. */}
          {message.content === '' ? t(`thread.types.${message.type}`) : null}
          {hitExcerpt(message.content, highlights).map(({ text, isHit }, index) =>
            isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
          )}
        </span>
      </span>
    </div>
  );
}
