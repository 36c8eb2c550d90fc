import type { ReactNode } from 'react';
import type { RetentionRun } from '../../../src-preload/contract/retention.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useRetentionWords } from './retention-words.ts';
import styles from './retention.module.css';

const tones: Readonly<Record<RetentionRun['outcome'], PillTone>> = {
  running: 'accent',
  done: 'quiet',
  interrupted: 'quiet',
  failed: 'warning',
};

/** What the last runs have taken away, the newest first. */
export function RetentionRuns({ runs }: { readonly runs: readonly RetentionRun[] }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const words = useRetentionWords();
  return (
    <>
      <h3 className={styles.subtitle}>{t('retention.runs')}</h3>
      {runs.length === 0 ? (
        <p className={styles.help}>{t('retention.noRuns')}</p>
      ) : (
        <ol className={styles.list} aria-label={t('retention.runs')}>
          {runs.map(({ startedAt, outcome, counts, held }) => (
            <li key={startedAt} className={styles.row}>
              <div className={styles.words}>
                <span>{words.went(counts)}</span>
                <span className={styles.soft}>
                  <time dateTime={new Date(startedAt).toISOString()}>
                    {formats.full(startedAt)}
                  </time>
                  {held === 0 ? null : ` · ${t('retention.kept', { count: held })}`}
                </span>
              </div>
              <Pill tone={tones[outcome]}>{t(`retention.outcomes.${outcome}`)}</Pill>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
