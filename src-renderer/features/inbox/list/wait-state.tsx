import { IconAlarm } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { openWait, statusAt } from '../../../../src-preload/contract/conversation-filter.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { waitStateAt } from '../../../../src-preload/contract/response-deadline.ts';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import styles from './row-state.module.css';
import { waited } from './waited.ts';

/** From how long a wait on is shown as one that is too long where there is no target, in milliseconds. */
const LONG_WAIT_MS = 60 * 60_000;

/**
 * How long somebody has waited; or, where the target of the business is about to be broken or is, that. What is snoozed
 * has been put off, and is not marked.
 */
export function WaitState({
  conversation,
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const deadlines = useInbox((state) => state.deadlines);
  const deadline = useMemo(() => deadlines.of(conversation), [deadlines, conversation]);
  const wait = openWait(conversation);
  if (wait === null) return null;
  const isPutOff = statusAt(conversation, now) === 'snoozed';
  const state = deadline === null || isPutOff ? 'inTime' : waitStateAt(deadline, now);
  if (deadline === null || state === 'inTime') {
    const { unit, count } = waited(wait, now);
    return (
      <span
        className={styles.state}
        data-long={deadline === null && now - wait >= LONG_WAIT_MS}
        title={t('inboxList.waitsSince', { time: formats.full(wait) })}
      >
        {t(`inboxList.waits.${unit}`, { count })}
      </span>
    );
  }
  const { dueAt } = deadline;
  const { unit, count } = waited(dueAt, now);
  const isOverdue = state === 'overdue';
  return (
    <span
      className={styles.due}
      data-state={state}
      title={t(isOverdue ? 'hours.overdueTitle' : 'hours.dueTitle', { time: formats.full(dueAt) })}
    >
      <IconAlarm size="0.75rem" stroke={2} aria-hidden="true" />
      {isOverdue ? (
        t(`hours.overdue.${unit}`, { count })
      ) : (
        <>
          <span className="desk-visually-hidden">{t('hours.dueSoon')} </span>
          {t('hours.due', { time: formats.soon(dueAt, now) })}
        </>
      )}
    </span>
  );
}
