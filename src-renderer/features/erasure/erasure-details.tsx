import { Button, Progress } from '@mantine/core';
import { IconAlertTriangle, IconDownload, IconShieldCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  type Erasure,
  type ErasureCounts,
  type ErasureDesktop,
  erasureSteps,
  type ErasureVerification,
} from '../../../src-preload/contract/erasure.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useErasure } from './erasure-context.ts';
import { useCountedParts } from './erasure-words.ts';
import styles from './erasure.module.css';

const tones: Readonly<Record<Erasure['state'], PillTone>> = {
  running: 'accent',
  interrupted: 'quiet',
  done: 'good',
  failed: 'warning',
};

/** What there is of a person, or what has gone, as a list that can be read aloud. */
export function Parts({
  counts,
  name,
}: {
  readonly counts: ErasureCounts;
  /** Of the list. */
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation();
  const parts = useCountedParts(counts);
  if (parts.length === 0) return <p className={styles.help}>{t('erasure.nothing')}</p>;
  return (
    <ul className={styles.parts} aria-label={name}>
      {parts.map(({ part, name: what, amount }) => (
        <li key={part}>
          <span>{what}</span> <strong>{amount}</strong>
        </li>
      ))}
    </ul>
  );
}

/** Desktops that have yet to take away what they keep. */
export function AwaitedDesktops({
  desktops,
}: {
  readonly desktops: readonly ErasureDesktop[];
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  if (desktops.length === 0) return null;
  return (
    <div>
      <p className={styles.help}>{t('erasure.awaited', { count: desktops.length })}</p>
      <ul className={styles.desktops} aria-label={t('erasure.desktops')}>
        {desktops.map(({ deskId, name, lastSeenAt }) => (
          <li key={deskId}>
            <bdi>{name ?? t('erasure.unnamed', { id: deskId.slice(0, 8) })}</bdi>
            {lastSeenAt === null ? null : (
              <span className={styles.soft}>
                {' '}
                {t('erasure.seen', { date: formats.date(lastSeenAt) })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How far an erasure is, what it took away, and its certificate. */
export function ErasureDetails({ erasure }: { readonly erasure: Erasure }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const save = useErasure((state) => state.saveCertificate);
  const { erasureId, startedAt, state, step, reason, startedBy, counts, awaited } = erasure;
  const date = formats.full(startedAt);
  return (
    <div className={styles.erasure}>
      <div className={styles.head}>
        <span className={styles.name}>{date}</span>
        <Pill tone={tones[state]}>{t(`erasure.states.${state}`)}</Pill>
      </div>
      <span className={styles.soft}>
        {startedBy === null ? '' : `${t('erasure.by', { name: startedBy })} · `}
        {t(`erasure.reasons.${reason}`)}
      </span>
      {step === null ? null : (
        <div role="status">
          <Progress
            value={(100 * erasureSteps.indexOf(step)) / erasureSteps.length}
            animated={state === 'running'}
            aria-label={t('erasure.progress')}
          />
          <p className={styles.soft}>{t(`erasure.steps.${step}`)}</p>
        </div>
      )}
      <Parts counts={counts} name={t('erasure.gone')} />
      <Verified verification={erasure.verification} />
      <AwaitedDesktops desktops={awaited} />
      {state === 'done' ? (
        <div className={styles.actions}>
          {(['pdf', 'json'] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              size="compact-sm"
              leftSection={<IconDownload size="1rem" stroke={1.8} aria-hidden="true" />}
              aria-label={t('erasure.saveOf', { format: format.toUpperCase(), date })}
              onClick={() => void save(erasureId, format)}
            >
              {t('erasure.save', { format: format.toUpperCase() })}
            </Button>
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Verified({
  verification,
}: {
  readonly verification: ErasureVerification | null;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  if (verification === null) return null;
  const { checkedAt, places, records, left, keysDestroyed } = verification;
  const isClean = left === 0;
  const Icon = isClean ? IconShieldCheck : IconAlertTriangle;
  return (
    <div className={styles.check} data-tone={isClean ? 'good' : 'danger'}>
      <Icon size="1.1rem" stroke={1.8} aria-hidden="true" />
      <span>
        {t(isClean ? 'erasure.clean' : 'erasure.left', {
          count: left,
          time: formats.full(checkedAt),
          places: formats.number(places),
          records: formats.number(records),
          keys: formats.number(keysDestroyed),
        })}
      </span>
    </div>
  );
}
