import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { SpellingLanguage } from '../../../src-preload/contract/writing.ts';
import { isMac } from '../../ui/is-mac.ts';
import { Toggle } from './toggle.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** In which languages spelling is checked, what has to be fetched for that, and whether it could be. */
export function SpellingSetting({
  languages,
}: {
  readonly languages: readonly SpellingLanguage[];
}): ReactNode {
  const { t } = useTranslation();
  const helpId = useId();
  const change = useSettings((state) => state.setWriting);
  const dictionaries = useSettings((state) => state.dictionaries);
  const load = useSettings((state) => state.loadDictionaries);
  const fetchAgain = useSettings((state) => state.fetchDictionaries);
  useEffect(() => {
    void load();
  }, [load]);
  const stateOf = (language: SpellingLanguage): string | undefined => {
    const state = dictionaries.find((each) => each.language === language)?.state;
    return languages.includes(language) && state !== undefined
      ? t(`writing.dictionaries.${state}`)
      : undefined;
  };
  const hasFailed = dictionaries.some(({ state }) => state === 'failed');
  return (
    <>
      <div className={styles.setting}>
        <div className={styles.words}>
          <div className={styles.name}>{t('writing.spelling')}</div>
          <div className={styles.help} id={helpId}>
            {t(isMac() ? 'writing.spellingOfSystem' : 'writing.spellingHelp')}
          </div>
        </div>
        <div role="status">
          {hasFailed ? (
            <Button variant="default" size="compact-sm" onClick={() => void fetchAgain()}>
              {t('writing.fetchAgain')}
            </Button>
          ) : null}
        </div>
      </div>
      {SpellingLanguage.options.map((language) => {
        const help = stateOf(language);
        return (
          <Toggle
            key={language}
            name={t(`writing.languages.${language}`)}
            {...(help !== undefined && { help })}
            describedBy={helpId}
            checked={languages.includes(language)}
            onChange={(isChecked) => {
              const others = languages.filter((each) => each !== language);
              void change({ spelling: isChecked ? [...others, language] : others });
            }}
          />
        );
      })}
    </>
  );
}
