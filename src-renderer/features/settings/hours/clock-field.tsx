import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './hours.module.css';
import { timeOf, timeText } from './week-times.ts';

interface ClockFieldProperties {
  readonly label: string;
  /** Since midnight. */
  readonly minutes: number;
  /** As an end midnight is that of the day's end. */
  readonly isEnd: boolean;
  readonly onChange: (minutes: number) => void;
}

/** A time of day, kept when the field is left or with Enter: what is being typed would be other times on its way. */
export function ClockField({ label, minutes, isEnd, onChange }: ClockFieldProperties): ReactNode {
  const shown = timeText(minutes);
  const [typed, setTyped] = useState(shown);
  const [kept, setKept] = useState(shown);
  if (kept !== shown) {
    setKept(shown);
    setTyped(shown);
  }
  const keep = (): void => {
    const wanted = timeOf(typed, isEnd);
    if (wanted === null) setTyped(shown);
    else if (wanted !== minutes) onChange(wanted);
  };
  return (
    <TextInput
      type="time"
      size="xs"
      className={styles.clock ?? ''}
      aria-label={label}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === 'Enter') keep();
      }}
    />
  );
}
