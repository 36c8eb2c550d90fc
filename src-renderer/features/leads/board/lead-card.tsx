import { IconBell, IconCalendarDue } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { isClosed, type Lead } from '../../../../src-preload/contract/lead.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useLeads } from '../leads-context.ts';
import { useMoney } from '../../../ui/use-money.ts';
import styles from './board.module.css';

interface LeadCardProperties {
  readonly lead: Lead;
  /** Whether the keyboard's way through the board leads here. */
  readonly isCurrent: boolean;
  readonly isLifted: boolean;
  readonly describedBy: string;
}

/** A lead on the board: one thing to focus, which opens its page; the board listens for its keys and its drag. */
export const LeadCard = memo(function LeadCard({
  lead,
  isCurrent,
  isLifted,
  describedBy,
}: LeadCardProperties): ReactNode {
  const { t } = useTranslation();
  const money = useMoney();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const owner = useLeads(({ people }) => people.find(({ userId }) => userId === lead.ownerId));
  const { value, nextStep, expectedClose } = lead;
  const isOverdue = !isClosed(lead.stage) && typeof nextStep?.at === 'number' && nextStep.at < now;
  return (
    <button
      type="button"
      className={styles.card}
      draggable
      tabIndex={isCurrent ? 0 : -1}
      data-lead-card={lead.leadId}
      data-lifted={isLifted}
      aria-describedby={describedBy}
    >
      <span className={styles.cardLine}>
        <span className={styles.name} dir="auto">
          {lead.contactName === '' ? t('pipeline.erased') : lead.contactName}
        </span>
        {value === null ? null : (
          <span className={styles.value}>{money(value.minor, value.currency)}</span>
        )}
      </span>
      <span className={styles.excerpt} dir="auto">
        {lead.stage === 'lost' && lead.lostReason !== '' ? lead.lostReason : lead.excerpt}
      </span>
      <span className={styles.cardLine}>
        <span className={styles.step} data-overdue={isOverdue}>
          {nextStep !== null ? (
            <>
              <IconBell className={styles.icon} size="0.8125rem" stroke={1.8} aria-hidden="true" />
              <span className={styles.stepText} dir="auto">
                {nextStep.text}
              </span>
              {nextStep.at === null ? null : (
                <span className={styles.time}>{formats.soon(nextStep.at, now)}</span>
              )}
              {isOverdue ? (
                <span className="desk-visually-hidden">{t('pipeline.isOverdue')}</span>
              ) : null}
            </>
          ) : expectedClose !== null ? (
            <>
              <IconCalendarDue
                className={styles.icon}
                size="0.8125rem"
                stroke={1.8}
                aria-hidden="true"
              />
              <span className={styles.stepText}>
                {t('pipeline.closes', { day: formats.calendarDay(expectedClose) })}
              </span>
            </>
          ) : null}
        </span>
        {nextStep === null ? <TimeText timestamp={lead.createdAt} className={styles.time} /> : null}
        {owner === undefined ? null : (
          <span title={owner.name}>
            <Avatar name={owner.name} colourKey={owner.userId} size="tiny" />
            <span className="desk-visually-hidden">
              {t('pipeline.ownedBy', { name: owner.name })}
            </span>
          </span>
        )}
      </span>
    </button>
  );
});
