import type {
  LegalHold,
  RetentionCounts,
  RetentionKind,
  RetentionPolicy,
} from '../../../src-preload/contract/retention.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';

interface RetentionWords {
  /** How many of a kind, such as `12 messages`. */
  readonly amount: (kind: RetentionKind, count: number) => string;
  /** How long by a policy. */
  readonly days: (days: number | null) => string;
  readonly setBy: (policy: Pick<RetentionPolicy, 'changedBy' | 'changedAt'>) => string;
  readonly placedBy: (hold: Pick<LegalHold, 'placedBy' | 'placedAt'>) => string;
  /** All that went, in one line. */
  readonly went: (counts: RetentionCounts) => string;
}

const parts = [
  ...(['messages', 'months', 'files', 'conversations'] as const),
  ...(['leads', 'people', 'sessionLogs'] as const),
] as const;

/** Says of policies, holds and runs what there is to say, in the words of the person who reads it. */
export function useRetentionWords(): RetentionWords {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  return {
    amount: (kind, count) =>
      t(`retention.amounts.${kind}`, { count, number: formats.number(count) }),
    days: (days) => (days === null ? t('retention.forever') : t('retention.days', { count: days })),
    setBy: ({ changedBy, changedAt }) => {
      const date = formats.date(changedAt);
      return changedBy === null
        ? t('retention.changed', { date })
        : t('retention.changedBy', { name: changedBy, date });
    },
    placedBy: ({ placedBy, placedAt }) => {
      const date = formats.date(placedAt);
      return placedBy === null
        ? t('hold.placed', { date })
        : t('hold.placedBy', { name: placedBy, date });
    },
    went: (counts) =>
      parts
        .filter((part) => counts[part] > 0)
        .map((part) =>
          t(`retention.went.${part}`, {
            count: counts[part],
            number: formats.number(counts[part]),
          }),
        )
        .join(' · ') || t('retention.wentNothing'),
  };
}
