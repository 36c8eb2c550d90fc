import { Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MAXIMUM_HOLIDAYS } from '../../../../src-preload/contract/business-hours.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import styles from './hours.module.css';

interface HolidaysProperties {
  /** `YYYY-MM-DD`, each once. */
  readonly holidays: readonly string[];
  readonly onChange: (holidays: string[]) => void;
}

/** The days on which it is closed whatever the weekday says. */
export function Holidays({ holidays, onChange }: HolidaysProperties): ReactNode {
  const { t, i18n } = useTranslation();
  const formats = useTimeFormats();
  const today = formats.dayKey(useNow('minutes'));
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const written = new Intl.DateTimeFormat(i18n.language, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    timeZone: 'UTC',
  });
  const isKnown = holidays.includes(typed);
  const canAdd = typed !== '' && !isKnown && holidays.length < MAXIMUM_HOLIDAYS;
  return (
    <div className={styles.holidays} role="group" aria-labelledby={id}>
      <h4 className={styles.subtitle} id={id}>
        {t('hours.holidays')}
      </h4>
      {holidays.length === 0 ? (
        <p className={styles.help}>{t('hours.noHolidays')}</p>
      ) : (
        <ul className={styles.dates}>
          {[...holidays].sort().map((day) => (
            <li key={day} className={styles.date} data-past={day < today}>
              <time dateTime={day}>{written.format(Date.parse(day))}</time>
              <IconButton
                name={t('hours.removeHoliday', { day: written.format(Date.parse(day)) })}
                hint={t('hours.removeHint')}
                size="sm"
                onClick={() => {
                  onChange(holidays.filter((each) => each !== day));
                  field.current?.focus();
                }}
              >
                <IconX size="0.875rem" stroke={1.9} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.adding}
        onSubmit={(event) => {
          event.preventDefault();
          if (!canAdd) return;
          onChange([...holidays, typed].sort());
          setTyped('');
        }}
      >
        <TextInput
          ref={field}
          type="date"
          size="xs"
          aria-label={t('hours.newHoliday')}
          value={typed}
          error={isKnown ? t('hours.holidayKnown') : null}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" size="xs" disabled={!canAdd}>
          {t('hours.addHoliday')}
        </Button>
      </form>
    </div>
  );
}
