import type { TFunction } from 'i18next';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseRule } from '../../../../src-preload/contract/business-hours.ts';
import { useNow } from '../../../ui/time/time-context.tsx';
import { meaningOf } from './hours-meaning.ts';
import styles from './hours.module.css';

const DAY = 86_400_000;

/** What a rule comes to, in words: whether it is open, until when, and by when somebody has an answer. */
export function MeaningText({ rule }: { readonly rule: ResponseRule }): ReactNode {
  const { t, i18n } = useTranslation();
  const now = useNow('minutes');
  const words = useMemo(
    () => meaningWords(rule, now, t, i18n.language),
    [rule, now, t, i18n.language],
  );
  return <p className={styles.meaning}>{words.join(' ')}</p>;
}

/** Its sentences, by the clock of the business. */
export function meaningWords(
  rule: ResponseRule,
  now: number,
  t: TFunction,
  language: string,
): string[] {
  const { opening, changesAt, example } = meaningOf(rule, now);
  const when = (moment: number, from: number): string =>
    whenText(moment, from, { t, language, timeZone: rule.hours?.timeZone });
  const isOpen = {
    always: () => (rule.hours === null ? t('hours.alwaysOpen') : t('hours.neverCloses')),
    never: () => t('hours.neverOpen'),
    open: () => t('hours.openUntil', { when: when(changesAt ?? now, now) }),
    closed: () => t('hours.closedUntil', { when: when(changesAt ?? now, now) }),
  }[opening]();
  if (rule.targetMinutes === null) return [isOpen, t('hours.withoutTarget')];
  if (example === null) return [isOpen];
  return [
    isOpen,
    t('hours.example', {
      written: when(example.writtenAt, now),
      target: t('hours.minutes', { count: rule.targetMinutes }),
      due: when(example.dueAt, example.writtenAt),
    }),
  ];
}

/** "at 18:00" on the day that one speaks from, "on Monday at 09:00" within a week, else with the date. */
function whenText(
  moment: number,
  from: number,
  speech: {
    readonly t: TFunction;
    readonly language: string;
    readonly timeZone: string | undefined;
  },
): string {
  const { t, language } = speech;
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, {
      ...options,
      ...(speech.timeZone !== undefined && { timeZone: speech.timeZone }),
    });
  const time = format({ hour: '2-digit', minute: '2-digit' }).format(moment);
  const days = dayNumber(moment, speech.timeZone) - dayNumber(from, speech.timeZone);
  if (days === 0) return t('hours.at', { time });
  // A week later it is the same weekday again.
  const day = days < 7 ? format({ weekday: 'long' }) : format({ day: 'numeric', month: 'long' });
  return t('hours.onDay', { day: day.format(moment), time });
}

/** Of the calendar day, counted from 1970. */
function dayNumber(moment: number, timeZone: string | undefined): number {
  // The Swedish locale writes dates as YYYY-MM-DD.
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...zone }).format(moment);
  return Date.parse(day) / DAY;
}
