import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useLabelsOfTeam } from '../../labels/team-labels-context.ts';
import { useAnalytics } from './analytics-context.ts';
import styles from './figure-bar.module.css';
import { isComparable, type Narrowing, noNarrowing } from './figures-slice.ts';
import { periodNames, periodProblem } from './period.ts';

/** In a list of choices: everything. */
const ALL = '';
const PHONE = 'phone';

/** Which days are shown, against which, and of what. */
export function FigureBar({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const isCompared = useAnalytics((state) => state.isCompared);
  const setCompared = useAnalytics((state) => state.setCompared);
  const isShownCompared = useAnalytics((state) => isComparable(state.section));
  return (
    <div className={styles.bar} role="group" aria-label={t('analytics.filters')}>
      <PeriodFields />
      <Narrowings sessions={sessions} />
      {isShownCompared ? (
        <Switch
          size="xs"
          className={styles.compare ?? ''}
          label={t('analytics.compare')}
          checked={isCompared}
          onChange={(event) => void setCompared(event.currentTarget.checked)}
        />
      ) : null}
    </div>
  );
}

function PeriodFields(): ReactNode {
  const { t } = useTranslation();
  const period = useAnalytics((state) => state.period);
  const own = useAnalytics((state) => state.own);
  const setPeriod = useAnalytics((state) => state.setPeriod);
  const setOwn = useAnalytics((state) => state.setOwn);
  const problem = period === 'own' ? periodProblem(own) : null;
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('analytics.period')}
        value={period}
        data={periodNames.map((value) => ({ value, label: t(`analytics.periods.${value}`) }))}
        onChange={(event) => {
          const chosen = periodNames.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) void setPeriod(chosen);
        }}
      />
      {period === 'own' ? (
        <span className={styles.days}>
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className={styles.day}>
              {t(`analytics.${end}`)}
              <TextInput
                type="date"
                size="xs"
                value={own[end]}
                error={problem !== null}
                onChange={(event) => void setOwn({ [end]: event.currentTarget.value })}
              />
            </label>
          ))}
          <span role="status" className={styles.problem}>
            {problem === null ? '' : t(`analytics.periodProblems.${problem}`)}
          </span>
        </span>
      ) : null}
    </>
  );
}

function Narrowings({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const narrowing = useAnalytics((state) => state.narrowing);
  const narrow = useAnalytics((state) => state.narrow);
  const businesses = useAnalytics((state) => state.businesses);
  const colleagues = useAnalytics((state) => state.colleagues);
  const campaigns = useAnalytics((state) => state.campaigns);
  const labels = shownValue(useLabelsOfTeam((state) => state.labels)) ?? [];
  const loadLabels = useLabelsOfTeam((state) => state.loadLabels);
  useEffect(() => void loadLabels(), [loadLabels]);

  const select = (
    what: keyof Narrowing,
    label: string,
    all: string,
    options: readonly { value: string; label: string }[],
  ): ReactNode =>
    options.length === 0 ? null : (
      <NativeSelect
        size="xs"
        className={styles.select ?? ''}
        aria-label={label}
        value={narrowing[what] ?? ALL}
        data-on={narrowing[what] !== null}
        data={[{ value: ALL, label: all }, ...options]}
        onChange={(event) => {
          const chosen = options.find(({ value }) => value === event.currentTarget.value);
          void narrow({ [what]: chosen?.value ?? null });
        }}
      />
    );

  return (
    <>
      {select(
        'businessId',
        t('analytics.business'),
        t('analytics.allBusinesses'),
        businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
      )}
      {select(
        'sessionId',
        t('analytics.account'),
        t('analytics.allAccounts'),
        sessions.length < 2
          ? []
          : sessions.map(({ sessionId, pushname, phoneNumber }) => ({
              value: sessionId,
              label: pushname ?? phoneNumber ?? t('analytics.unnamedAccount'),
            })),
      )}
      {select('senderId', t('analytics.person'), t('analytics.allPeople'), [
        ...colleagues.map(({ userId, name }) => ({ value: userId, label: name })),
        { value: PHONE, label: t('analytics.phone') },
      ])}
      {select(
        'label',
        t('analytics.label'),
        t('analytics.allLabels'),
        labels.map(({ name }) => ({ value: name, label: name })),
      )}
      {select(
        'campaignId',
        t('analytics.campaign'),
        t('analytics.allCampaigns'),
        campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name })),
      )}
      {Object.values(narrowing).every((value) => value === null) ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => void narrow(noNarrowing)}>
          {t('analytics.showAll')}
        </Button>
      )}
    </>
  );
}
