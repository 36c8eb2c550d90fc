import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../bridge/remote-data.ts';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

const SLEEP_MINUTES = [10, 30, 60, 120];
const WAKE_MINUTES = [5, 15, 30, 60];
const LIMITS_MB = [800, 1000, 1500, 2000, 4000];
const NEVER = 'never';

/** When the browsers of WhatsApp accounts are closed for a while, and when they are started anew. */
export function BrowsersCard(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings((state) => shownValue(state.settings));
  const setBrowsers = useSettings((state) => state.setBrowsers);
  const sleep = settings?.sleepAfterMinutes ?? null;
  return (
    <section className={styles.card} aria-label={t('browsers.title')}>
      <h2 className={styles.title}>{t('browsers.title')}</h2>
      <div className={styles.setting}>
        <div className={styles.words}>
          <div className={styles.name}>{t('browsers.sleep')}</div>
          <div className={styles.help}>{t('browsers.sleepHelp')}</div>
        </div>
        <NativeSelect
          aria-label={t('browsers.sleep')}
          disabled={!settings}
          value={sleep === null ? NEVER : String(sleep)}
          data={[
            { value: NEVER, label: t('browsers.never') },
            ...withChosen(SLEEP_MINUTES, sleep).map((count) => ({
              value: String(count),
              label: t('browsers.afterMinutes', { count }),
            })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            void setBrowsers({ sleepAfterMinutes: value === NEVER ? null : Number(value) });
          }}
        />
      </div>
      {sleep === null ? null : (
        <div className={styles.setting}>
          <div className={styles.name}>{t('browsers.wake')}</div>
          <NativeSelect
            aria-label={t('browsers.wake')}
            value={String(settings?.wakeEveryMinutes)}
            data={withChosen(WAKE_MINUTES, settings?.wakeEveryMinutes ?? null).map((count) => ({
              value: String(count),
              label: t('browsers.everyMinutes', { count }),
            }))}
            onChange={(event) =>
              void setBrowsers({ wakeEveryMinutes: Number(event.currentTarget.value) })
            }
          />
        </div>
      )}
      <div className={styles.setting}>
        <div className={styles.words}>
          <div className={styles.name}>{t('browsers.limit')}</div>
          <div className={styles.help}>{t('browsers.limitHelp')}</div>
        </div>
        <NativeSelect
          aria-label={t('browsers.limit')}
          disabled={!settings}
          value={String(settings?.browserMemoryLimitMb ?? '')}
          data={withChosen(LIMITS_MB, settings?.browserMemoryLimitMb ?? null).map((count) => ({
            value: String(count),
            label: t('browsers.megabytes', { count }),
          }))}
          onChange={(event) =>
            void setBrowsers({ browserMemoryLimitMb: Number(event.currentTarget.value) })
          }
        />
      </div>
    </section>
  );
}

/** The usual choices and the one that is set, should it be another. */
function withChosen(choices: readonly number[], chosen: number | null): number[] {
  return [...new Set(chosen === null ? choices : [...choices, chosen])].sort((a, b) => a - b);
}
