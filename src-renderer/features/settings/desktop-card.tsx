import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { Toggle } from './toggle.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** How the app starts, and what closing its window does. */
export function DesktopCard(): ReactNode {
  const { t } = useTranslation();
  const desktop = useSettings((state) => shownValue(state.settings)?.desktop);
  const change = useSettings((state) => state.setDesktop);
  return (
    <section className={styles.card} aria-label={t('desktop.title')}>
      <h2 className={styles.title}>{t('desktop.title')}</h2>
      {desktop === undefined ? null : (
        <>
          <Toggle
            name={t('desktop.closeToTray')}
            help={t('desktop.closeToTrayHelp')}
            checked={desktop.closeToTray}
            onChange={(closeToTray) => void change({ closeToTray })}
          />
          <Toggle
            name={t('desktop.startAtLogin')}
            help={t('desktop.startAtLoginHelp')}
            checked={desktop.startAtLogin}
            onChange={(startAtLogin) => void change({ startAtLogin })}
          />
          <Toggle
            name={t('desktop.startHidden')}
            help={t('desktop.startHiddenHelp')}
            checked={desktop.startHidden}
            disabled={!desktop.startAtLogin}
            onChange={(startHidden) => void change({ startHidden })}
          />
        </>
      )}
    </section>
  );
}
