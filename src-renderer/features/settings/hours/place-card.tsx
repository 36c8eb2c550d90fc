import { Select } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BusinessHours } from '../../../../src-preload/contract/business-hours.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { Toggle } from '../toggle.tsx';
import settings from '../settings-area.module.css';
import { useSettings } from '../settings-context.ts';
import { Holidays } from './holidays.tsx';
import styles from './hours.module.css';
import type { ShownRule } from './hours-slice.ts';
import { MeaningText } from './meaning-text.tsx';
import { TargetField } from './target-field.tsx';
import { timeZones, usualWeek } from './week-times.ts';
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
            <ZoneField hours={hours} onChange={(changed) => change({ hours: changed })} />
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

function ZoneField({
  hours,
  onChange,
}: {
  readonly hours: BusinessHours;
  readonly onChange: (hours: BusinessHours) => void;
}): ReactNode {
  const { t } = useTranslation();
  const helpId = useId();
  const zones = useMemo(() => timeZones(hours.timeZone), [hours.timeZone]);
  return (
    <div className={settings.setting}>
      <div className={settings.words}>
        <div className={settings.name}>{t('hours.zone')}</div>
        <div className={settings.help} id={helpId}>
          {t('hours.zoneHelp')}
        </div>
      </div>
      <Select
        className={styles.zone ?? ''}
        aria-label={t('hours.zone')}
        aria-describedby={helpId}
        data={zones}
        value={hours.timeZone}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('hours.noZone')}
        onChange={(timeZone) => {
          if (timeZone !== null) onChange({ ...hours, timeZone });
        }}
      />
    </div>
  );
}

function usualHours(): BusinessHours {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { timeZone, week: usualWeek(), holidays: [] };
}
