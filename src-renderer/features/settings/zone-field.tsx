import { Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { timeZones } from './hours/week-times.ts';
import { Setting } from './setting.tsx';
import styles from './zone-field.module.css';

interface ZoneFieldProperties {
  readonly name: string;
  readonly help: string;
  /** An IANA name; null while it is not known. */
  readonly value: string | null;
  readonly onChange: (timeZone: string) => void;
}

/** A time zone, chosen from all that this computer knows. */
export function ZoneField({ name, help, value, onChange }: ZoneFieldProperties): ReactNode {
  const { t } = useTranslation();
  const zones = useMemo(() => (value === null ? [] : timeZones(value)), [value]);
  return (
    <Setting name={name} help={help}>
      {({ 'aria-label': label, 'aria-describedby': describedBy }) => (
        <Select
          className={styles.zone ?? ''}
          aria-label={label}
          // As a property, Mantine would put its own in the place of the explanation.
          attributes={{ input: { 'aria-describedby': describedBy } }}
          data={zones}
          value={value}
          disabled={value === null}
          searchable
          allowDeselect={false}
          nothingFoundMessage={t('hours.noZone')}
          onChange={(timeZone) => {
            if (timeZone !== null && timeZone !== value) onChange(timeZone);
          }}
        />
      )}
    </Setting>
  );
}
