import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import {
  type AccessFilter,
  accessActions,
  accessOutcomes,
  subjectKinds,
} from '../../../src-preload/contract/access-log.ts';
import { useAccessLog } from './access-log-context.ts';
import { useAccessWords } from './access-words.ts';
import styles from './access-log.module.css';

const DAY_MS = 86_400_000;

/** By whom, from where, what, about what, how it ended and when. */
export function AccessFilterBar(): ReactNode {
  const { t } = useTranslation();
  const words = useAccessWords();
  const filter = useAccessLog((state) => state.filter);
  const people = useAccessLog((state) => state.people);
  const devices = useAccessLog((state) => state.devices);
  const setFilter = useAccessLog((state) => state.setFilter);
  const [days, setDays] = useState({ from: '', until: '' });

  const choose = <Field extends keyof AccessFilter>(
    field: Field,
    value: AccessFilter[Field] | undefined,
  ): void => {
    const { [field]: _, ...others } = filter;
    setFilter(value === undefined ? others : { ...others, [field]: value });
  };
  const chooseDay = (field: 'from' | 'until', day: string): void => {
    setDays({ ...days, [field]: day });
    const start = startOf(day);
    // The last day is meant as a whole.
    choose(field, start === null ? undefined : field === 'from' ? start : endOf(start));
  };
  return (
    <div className={styles.filters} role="group" aria-label={t('accessLog.filters')}>
      <Choice
        name={t('accessLog.columns.who')}
        all={t('accessLog.everybody')}
        value={filter.userId}
        choices={people.map(({ userId, name }) => [userId, name])}
        onChange={(value) => choose('userId', value)}
      />
      <Choice
        name={t('accessLog.columns.desktop')}
        all={t('accessLog.allDesktops')}
        value={filter.deviceId}
        choices={devices.map(({ deviceId, isHere }) => [deviceId, words.desktop(deviceId, isHere)])}
        onChange={(value) => choose('deviceId', value)}
      />
      <Choice
        name={t('accessLog.columns.action')}
        all={t('accessLog.allActions')}
        value={filter.action}
        choices={accessActions.map((action) => [action, t(`accessLog.actions.${action}`)])}
        onChange={(value) => choose('action', value)}
      />
      <Choice
        name={t('accessLog.columns.about')}
        all={t('accessLog.allKinds')}
        value={filter.subjectKind}
        choices={subjectKinds.map((kind) => [kind, t(`accessLog.kinds.${kind}`)])}
        onChange={(value) => choose('subjectKind', value)}
      />
      <Choice
        name={t('accessLog.columns.outcome')}
        all={t('accessLog.allOutcomes')}
        value={filter.outcome}
        choices={accessOutcomes.map((outcome) => [outcome, t(`accessLog.outcomes.${outcome}`)])}
        onChange={(value) => choose('outcome', value)}
      />
      {(['from', 'until'] as const).map((field) => (
        <TextInput
          key={field}
          type="date"
          size="xs"
          label={t(`accessLog.${field}`)}
          value={days[field]}
          onChange={(event) => chooseDay(field, event.currentTarget.value)}
        />
      ))}
      {Object.keys(filter).length === 0 ? null : (
        <Button
          variant="subtle"
          size="xs"
          onClick={() => {
            setDays({ from: '', until: '' });
            setFilter({});
          }}
        >
          {t('accessLog.clear')}
        </Button>
      )}
    </div>
  );
}

function Choice<Value extends string>({
  name,
  all,
  value,
  choices,
  onChange,
}: {
  readonly name: string;
  readonly all: string;
  readonly value: Value | undefined;
  readonly choices: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value | undefined) => void;
}): ReactNode {
  return (
    <NativeSelect
      size="xs"
      label={name}
      data={[
        { value: '', label: all },
        ...choices.map(([choice, label]) => ({ value: choice, label })),
      ]}
      value={value ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        onChange(choices.find(([choice]) => choice === chosen)?.[0]);
      }}
    />
  );
}

/** The first moment of a day here; null while it is not typed to its end. */
function startOf(day: string): number | null {
  const start = new Date(`${day}T00:00`).getTime();
  return Number.isNaN(start) ? null : start;
}

/** Where the next day begins, also where this one has 23 or 25 hours. */
function endOf(start: number): number {
  return new Date(start + 1.5 * DAY_MS).setHours(0, 0, 0, 0);
}
