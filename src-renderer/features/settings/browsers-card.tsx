import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { SelectSetting } from './select-setting.tsx';
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
      <SelectSetting
        name={t('browsers.sleep')}
        help={t('browsers.sleepHelp')}
        disabled={!settings}
        value={sleep === null ? NEVER : String(sleep)}
        data={[
          { value: NEVER, label: t('browsers.never') },
          ...withChosen(SLEEP_MINUTES, sleep).map((count) => ({
            value: String(count),
            label: t('browsers.afterMinutes', { count }),
          })),
        ]}
        onChoose={(value) =>
          void setBrowsers({ sleepAfterMinutes: value === NEVER ? null : Number(value) })
        }
      />
      {sleep === null ? null : (
        <SelectSetting
          name={t('browsers.wake')}
          help={t('browsers.wakeHelp')}
          value={String(settings?.wakeEveryMinutes)}
          data={withChosen(WAKE_MINUTES, settings?.wakeEveryMinutes ?? null).map((count) => ({
            value: String(count),
            label: t('browsers.everyMinutes', { count }),
          }))}
          onChoose={(value) => void setBrowsers({ wakeEveryMinutes: Number(value) })}
        />
      )}
      <SelectSetting
        name={t('browsers.limit')}
        help={t('browsers.limitHelp')}
        disabled={!settings}
        value={String(settings?.browserMemoryLimitMb ?? '')}
        data={withChosen(LIMITS_MB, settings?.browserMemoryLimitMb ?? null).map((count) => ({
          value: String(count),
          label: t('browsers.megabytes', { count }),
        }))}
        onChoose={(value) => void setBrowsers({ browserMemoryLimitMb: Number(value) })}
      />
    </section>
  );
}

/** The usual choices and the one that is set, should it be another. */
function withChosen(choices: readonly number[], chosen: number | null): number[] {
  return [...new Set(chosen === null ? choices : [...choices, chosen])].sort((a, b) => a - b);
}
