import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { Density } from '../../../src-preload/contract/appearance.ts';
import { Theme } from '../../../src-preload/contract/app.ts';
import { LanguageChoice } from '../../../src-preload/contract/language.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { TextSizeSetting } from './text-size-setting.tsx';
import { Choice } from './choice.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';
import { chosenAppearance, chosenLanguage, chosenTheme } from './settings-store.ts';

/** How the windows look, and which language they speak. */
export function AppearanceCard(): ReactNode {
  const { t } = useTranslation();
  const settings = useSettings((state) => state.settings);
  const theme = useSettings(chosenTheme);
  const language = useSettings(chosenLanguage);
  const { density, textSize } = useSettings(chosenAppearance);
  const setTheme = useSettings((state) => state.setTheme);
  const setLanguage = useSettings((state) => state.setLanguage);
  const setAppearance = useSettings((state) => state.setAppearance);
  const load = useSettings((state) => state.loadSettings);
  useEffect(() => {
    if (settings.status === 'idle') void load();
  }, [settings.status, load]);

  return (
    <section className={styles.card} aria-label={t('settings.appearance')}>
      <h2 className={styles.title}>{t('settings.appearance')}</h2>
      {settings.status === 'failed' && settings.value === undefined ? (
        <ErrorState
          isSmall
          title={t('settings.loadFailedTitle')}
          failure={settings.failure}
          onRetry={() => void load()}
        />
      ) : settings.status === 'idle' || settings.status === 'loading' ? (
        <SkeletonBlock rem={2.5} />
      ) : (
        <>
          <Choice
            name={t('settings.theme')}
            help={t('settings.themeHelp')}
            value={theme}
            options={Theme.options}
            wordOf={(value) => t(`settings.themes.${value}`)}
            onChoose={(value) => void setTheme(value)}
          />
          <Choice
            name={t('settings.language')}
            help={t('settings.languageHelp')}
            value={language}
            options={LanguageChoice.options}
            wordOf={(value) => t(`settings.languages.${value}`)}
            onChoose={(value) => void setLanguage(value)}
          />
          <Choice
            name={t('look.density')}
            help={t('look.densityHelp')}
            value={density}
            options={Density.options}
            wordOf={(value) => t(`look.densities.${value}`)}
            onChoose={(value) => void setAppearance({ density: value })}
          />
          <TextSizeSetting
            size={textSize}
            onChoose={(size) => void setAppearance({ textSize: size })}
          />
        </>
      )}
    </section>
  );
}
