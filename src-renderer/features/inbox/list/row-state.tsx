import {
  IconAt,
  IconBan,
  IconClock,
  IconFlag,
  IconHourglass,
  IconPinned,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { statusAt } from '../../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import styles from './row-state.module.css';
import { WaitState } from './wait-state.tsx';

/** Beside the name: that a conversation matters more or less than others, is blocked or is pinned on WhatsApp. */
export function RowMarks({
  conversation: { priority, isPinned, isBlocked, mention },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {priority === 'medium' ? null : (
        <span
          className={styles.mark}
          data-priority={priority}
          role="img"
          aria-label={t('inboxList.priorityOf', {
            priority: t(`inboxList.priorities.${priority}`),
          })}
        >
          <IconFlag
            size="0.8125rem"
            stroke={2}
            fill={priority === 'high' ? 'currentColor' : 'none'}
          />
        </span>
      )}
      {mention === 'unseen' ? (
        <span
          className={styles.mark}
          data-mention
          role="img"
          aria-label={t('unread.mentioned')}
          title={t('unread.mentioned')}
        >
          <IconAt size="0.875rem" stroke={2.2} />
        </span>
      ) : null}
      {isBlocked ? (
        <span className={styles.mark} role="img" aria-label={t('block.mark')}>
          <IconBan size="0.8125rem" stroke={2} />
        </span>
      ) : null}
      {isPinned ? (
        <span className={styles.mark} role="img" aria-label={t('inboxList.pinned')}>
          <IconPinned size="0.8125rem" stroke={2} />
        </span>
      ) : null}
    </>
  );
}

/** The third line: how long somebody has waited, and what the team has made of it. */
export function RowState({
  conversation,
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const status = statusAt(conversation, now);
  return (
    <>
      {status === 'snoozed' ? (
        <span className={styles.state}>
          <IconClock size="0.75rem" stroke={2} aria-hidden="true" />
          {t('inboxList.snoozedUntil', {
            time: formats.soon(conversation.snoozedUntil ?? now, now),
          })}
        </span>
      ) : null}
      {status === 'pending' ? (
        <span className={styles.state}>
          <IconHourglass size="0.75rem" stroke={2} aria-hidden="true" />
          {t('inboxList.statuses.pending')}
        </span>
      ) : null}
      {status === 'resolved' ? (
        <span className={styles.state}>{t('inboxList.statuses.resolved')}</span>
      ) : null}
      <WaitState conversation={conversation} />
    </>
  );
}
