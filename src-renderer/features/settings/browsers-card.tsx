import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../bridge/remote-data.ts';
import { Setting } from './setting.tsx';
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
      <Setting name={t('browsers.sleep')} help={t('browsers.sleepHelp')}>
        {(described) => (
          <NativeSelect
            {...described}
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
        )}
      </Setting>
      {sleep === null ? null : (
        <Setting name={t('browsers.wake')} help={t('browsers.wakeHelp')}>
          {(described) => (
            <NativeSelect
              {...described}
              value={String(settings?.wakeEveryMinutes)}
              data={withChosen(WAKE_MINUTES, settings?.wakeEveryMinutes ?? null).map((count) => ({
                value: String(count),
                label: t('browsers.everyMinutes', { count }),
              }))}
              onChange={(event) =>
                void setBrowsers({ wakeEveryMinutes: Number(event.currentTarget.value) })
              }
            />
          )}
        </Setting>
      )}
      <Setting name={t('browsers.limit')} help={t('browsers.limitHelp')}>
        {(described) => (
          <NativeSelect
            {...described}
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
        )}
      </Setting>
    </section>
  );
}

/** The usual choices and the one that is set, should it be another. */
function withChosen(choices: readonly number[], chosen: number | null): number[] {
  return [...new Set(chosen === null ? choices : [...choices, chosen])].sort((a, b) => a - b);
}
