import { NumberInput } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { PaceSettings } from '../../../src-preload/contract/pace.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import card from './pace-card.module.css';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** Each with the least and the most that it can be. */
const limits: readonly (readonly [keyof PaceSettings, number, number])[] = [
  ['userPerHour', 1, 1_000],
  ['recipientPerHour', 1, 1_000],
  ['shortestGap', 0, 60],
  ['longestGap', 0, 120],
  ['warmUpDays', 0, 60],
  ['warmUpPerDay', 1, 1_000],
  ['firstContactsPerDay', 0, 1_000],
];

/** How fast may be written, and why not faster. */
export function PaceCard({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const pace = useSettings((state) => state.pace);
  const load = useSettings((state) => state.loadPace);
  const setPace = useSettings((state) => state.setPace);
  const setAccount = useSettings((state) => state.setAccountPace);
  useEffect(() => {
    if (pace.status === 'idle') void load();
  }, [pace.status, load]);
  const shown = shownValue(pace);
  const nameOf = (sessionId: string): string => {
    const session = sessions.find((each) => each.sessionId === sessionId);
    return session?.pushname ?? session?.phoneNumber ?? t('accounts.newAccount');
  };
  return (
    <section className={styles.card} aria-label={t('pace.title')}>
      <h2 className={styles.title}>{t('pace.title')}</h2>
      <p className={styles.help}>{t('pace.intro')}</p>
      {shown === undefined ? (
        pace.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('pace.loadFailedTitle')}
            failure={pace.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={10} />
        )
      ) : (
        <>
          {shown.accounts.map(({ sessionId, perHour }) => (
            <Limit
              key={sessionId}
              name={t('pace.accountPerHour', { account: nameOf(sessionId) })}
              help={t('pace.accountPerHourHelp')}
              value={perHour}
              least={1}
              most={1_000}
              onChange={(value) => void setAccount(sessionId, value)}
            />
          ))}
          {limits.map(([name, least, most]) => (
            <Limit
              key={name}
              name={t(`pace.${name}`)}
              help={t(`pace.${name}Help`)}
              value={shown.settings[name]}
              least={least}
              most={most}
              onChange={(value) => void setPace({ [name]: value })}
            />
          ))}
        </>
      )}
    </section>
  );
}

interface LimitProperties {
  readonly name: string;
  readonly help: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A number that is kept when the field is left. */
function Limit({ name, help, value, least, most, onChange }: LimitProperties): ReactNode {
  const [typed, setTyped] = useState<number | string>(value);
  const [kept, setKept] = useState(value);
  const helpId = useId();
  if (kept !== value) {
    setKept(value);
    setTyped(value);
  }
  return (
    <div className={card.limit}>
      <div>
        <div className={styles.name}>{name}</div>
        <div className={styles.help} id={helpId}>
          {help}
        </div>
      </div>
      <NumberInput
        className={card.number ?? ''}
        aria-label={name}
        // As a property, Mantine would put its own in the place of the explanation.
        attributes={{ input: { 'aria-describedby': helpId } }}
        value={typed}
        min={least}
        max={most}
        allowDecimal={false}
        onChange={setTyped}
        onBlur={() => {
          const wanted = Number(typed);
          const isValid = typed !== '' && wanted >= least && wanted <= most;
          if (!isValid) setTyped(value);
          else if (wanted !== value) onChange(wanted);
        }}
      />
    </div>
  );
}
