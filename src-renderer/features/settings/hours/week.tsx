import { Button } from '@mantine/core';
import { IconCopy, IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { HoursDay, type HoursSpan } from '../../../../src-preload/contract/business-hours.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { ClockField } from './clock-field.tsx';
import styles from './hours.module.css';
import { mondayToWeekdays, nextSpan } from './week-times.ts';

/** A Monday, for the names of the days. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY = 86_400_000;

type Spans = readonly HoursSpan[];

/** When it is open on each day of the week, Monday first. */
export function Week({
  week,
  onChange,
}: {
  readonly week: readonly Spans[];
  readonly onChange: (week: HoursSpan[][]) => void;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const named = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <div className={styles.week}>
      {week.map((spans, day) => (
        <Day
          key={day}
          name={named.format(MONDAY + day * DAY)}
          spans={spans}
          onChange={(changed) =>
            onChange(week.map((each, index) => [...(index === day ? changed : each)]))
          }
        />
      ))}
      <Button
        className={styles.copy ?? ''}
        variant="default"
        size="xs"
        leftSection={<IconCopy size="0.9375rem" stroke={1.8} aria-hidden="true" />}
        onClick={() => onChange(mondayToWeekdays(week))}
      >
        {t('hours.copyMonday')}
      </Button>
    </div>
  );
}

interface DayProperties {
  readonly name: string;
  readonly spans: Spans;
  readonly onChange: (spans: Spans) => void;
}

/** What does not make a day yet stays here until it does, and says what is wrong. */
function Day({ name, spans, onChange }: DayProperties): ReactNode {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Spans | null>(null);
  const [kept, setKept] = useState(spans);
  const adder = useRef<HTMLButtonElement>(null);
  // By what they say: whatever is kept elsewhere on this page brings all days anew.
  if (!isSame(kept, spans)) {
    setKept(spans);
    setDraft(null);
  }
  const shown = draft ?? spans;
  const next = nextSpan(shown);
  const change = (wanted: Spans): void => {
    const isDay = HoursDay.safeParse(wanted).success;
    setDraft(isDay ? null : wanted);
    if (isDay) onChange(wanted);
  };
  return (
    <div className={styles.day} role="group" aria-label={name}>
      <span className={styles.dayName}>{name}</span>
      <div className={styles.spans}>
        {shown.length === 0 ? <span className={styles.closed}>{t('hours.closedDay')}</span> : null}
        {shown.map((span, index) => (
          <SpanFields
            key={index}
            day={name}
            place={index + 1}
            span={span}
            onChange={(changed) =>
              change(shown.map((each, place) => (place === index ? changed : each)))
            }
            onRemove={() => {
              change(shown.filter((_, place) => place !== index));
              // Whoever uses the keyboard is not sent back to the beginning of the page.
              adder.current?.focus();
            }}
          />
        ))}
        <IconButton
          ref={adder}
          name={t('hours.addSpan', { day: name })}
          hint={t('hours.addHint')}
          size="md"
          disabled={next === null}
          onClick={() => {
            if (next !== null) change([...shown, next]);
          }}
        >
          <IconPlus size="1rem" stroke={1.9} />
        </IconButton>
      </div>
      {draft === null ? null : (
        <p className={styles.wrong} role="alert">
          {t('hours.wrongDay')}
        </p>
      )}
    </div>
  );
}

function isSame(one: Spans, other: Spans): boolean {
  return (
    one.length === other.length &&
    one.every(({ begin, end }, place) => other[place]?.begin === begin && other[place].end === end)
  );
}

interface SpanFieldsProperties {
  readonly day: string;
  /** From 1. */
  readonly place: number;
  readonly span: HoursSpan;
  readonly onChange: (span: HoursSpan) => void;
  readonly onRemove: () => void;
}

function SpanFields({ day, place, span, onChange, onRemove }: SpanFieldsProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles.span}>
      <ClockField
        label={t('hours.spanFrom', { day, place })}
        minutes={span.begin}
        isEnd={false}
        onChange={(begin) => onChange({ ...span, begin })}
      />
      <span aria-hidden="true">–</span>
      <ClockField
        label={t('hours.spanTo', { day, place })}
        minutes={span.end}
        isEnd
        onChange={(end) => onChange({ ...span, end })}
      />
      <IconButton
        name={t('hours.removeSpan', { day, place })}
        hint={t('hours.removeHint')}
        size="md"
        onClick={onRemove}
      >
        <IconX size="0.9375rem" stroke={1.9} />
      </IconButton>
    </span>
  );
}
