import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { BusinessHours } from '../../../../src-preload/contract/business-hours.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { Toggle } from '../toggle.tsx';
import { ZoneField } from '../zone-field.tsx';
import { useSettings } from '../settings-context.ts';
import { Holidays } from './holidays.tsx';
import styles from './hours.module.css';
import type { ShownRule } from './hours-slice.ts';
import { MeaningText } from './meaning-text.tsx';
import { TargetField } from './target-field.tsx';
import { usualWeek } from './week-times.ts';
import { Week } from './week.tsx';

interface PlaceCardProperties {
  readonly name: string;
  readonly rule: ShownRule;
  readonly isOpenAtFirst: boolean;
}

/** The hours and the target of one business: what they mean in words, and below that what they are. */
export function PlaceCard({ name, rule, isOpenAtFirst }: PlaceCardProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const setRule = useSettings((state) => state.setRule);
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const [before, setBefore] = useState<BusinessHours | null>(null);
  const id = useId();
  const { hours, targetMinutes, changedBy, changedAt } = rule;
  const change = (wanted: Partial<ShownRule>): void => void setRule({ ...rule, ...wanted });
  return (
    <li className={styles.place}>
      <h3 className={styles.heading}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
        >
          <span className={styles.name} dir="auto">
            {name}
          </span>
          <IconChevronDown className={styles.chevron} size="1rem" stroke={2} aria-hidden="true" />
        </button>
      </h3>
      <MeaningText rule={rule} />
      <div id={id} className={styles.fields} role="group" aria-label={name} hidden={!isOpen}>
        <TargetField
          minutes={targetMinutes}
          onChange={(minutes) => change({ targetMinutes: minutes })}
        />
        <Toggle
          name={t('hours.has')}
          help={t('hours.hasHelp')}
          checked={hours !== null}
          onChange={(checked) => {
            // Turned off by mistake, they come back as they were.
            setBefore(hours);
            change({ hours: checked ? (before ?? usualHours()) : null });
          }}
        />
        {hours === null ? null : (
          <>
            <ZoneField
              name={t('hours.zone')}
              help={t('hours.zoneHelp')}
              value={hours.timeZone}
              onChange={(timeZone) => change({ hours: { ...hours, timeZone } })}
            />
            <Week week={hours.week} onChange={(week) => change({ hours: { ...hours, week } })} />
            <Holidays
              holidays={hours.holidays}
              onChange={(holidays) => change({ hours: { ...hours, holidays } })}
            />
          </>
        )}
        {changedAt === undefined ? null : (
          <p className={styles.changed}>
            {t('hours.changed', {
              name: changedBy ?? t('hours.somebody'),
              time: formats.full(changedAt),
            })}
          </p>
        )}
      </div>
    </li>
  );
}

function usualHours(): BusinessHours {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, week: usualWeek(), holidays: [] };
}
