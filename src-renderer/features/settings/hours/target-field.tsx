import { NumberInput } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_TARGET_MINUTES } from '../../../../src-preload/contract/business-hours.ts';
import settings from '../settings-area.module.css';
import styles from './hours.module.css';

interface TargetFieldProperties {
  /** Null for no target. */
  readonly minutes: number | null;
  readonly onChange: (minutes: number | null) => void;
}

/** Kept when the field is left or with Enter; emptied, there is no target. */
export function TargetField({ minutes, onChange }: TargetFieldProperties): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<number | string>(minutes ?? '');
  const [kept, setKept] = useState(minutes);
  const helpId = useId();
  if (kept !== minutes) {
    setKept(minutes);
    setTyped(minutes ?? '');
  }
  const keep = (): void => {
    const wanted = typed === '' ? null : Number(typed);
    const isValid =
      wanted === null ||
      (Number.isInteger(wanted) && wanted >= 1 && wanted <= LONGEST_TARGET_MINUTES);
    if (!isValid) setTyped(minutes ?? '');
    else if (wanted !== minutes) onChange(wanted);
  };
  return (
    <div className={settings.setting}>
      <div className={settings.words}>
        <div className={settings.name}>{t('hours.target')}</div>
        <div className={settings.help} id={helpId}>
          {t('hours.targetHelp')}
        </div>
      </div>
      <NumberInput
        className={styles.target ?? ''}
        aria-label={t('hours.targetInMinutes')}
        aria-describedby={helpId}
        placeholder={t('hours.noTarget')}
        suffix={t('hours.minutesUnit')}
        value={typed}
        min={1}
        max={LONGEST_TARGET_MINUTES}
        allowDecimal={false}
        hideControls
        onChange={setTyped}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </div>
  );
}
