import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { WritingSettings } from '../../../src-preload/contract/writing.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { commandKey } from '../../ui/command-key.ts';
import { Choice } from './choice.tsx';
import styles from './settings-area.module.css';
import { SpellingSetting } from './spelling-setting.tsx';
import { useSettings } from './settings-context.ts';

const undoOptions = [0, 3, 5, 10] as const;

function undoChoice(seconds: (typeof undoOptions)[number]): `${(typeof undoOptions)[number]}` {
  return `${seconds}`;
}

/** How messages are written on this computer. */
export function WritingCard(): ReactNode {
  const { t } = useTranslation();
  const writing = useSettings((state) => shownValue(state.settings)?.writing);
  const change = useSettings((state) => state.setWriting);
  return (
    <section className={styles.card} aria-label={t('writing.title')}>
      <h2 className={styles.title}>{t('writing.title')}</h2>
      {writing === undefined ? null : (
        <>
          <Choice
            name={t('writing.sendKey')}
            help={t('writing.sendKeyHelp')}
            value={writing.sendKey}
            options={WritingSettings.shape.sendKey.options}
            wordOf={(key) => t(`writing.sendKeys.${key}`, { command: commandKey() })}
            onChoose={(sendKey) => void change({ sendKey })}
          />
          <Choice
            name={t('writing.undo')}
            help={t('writing.undoHelp')}
            value={undoChoice(writing.undoSeconds)}
            options={undoOptions.map(undoChoice)}
            wordOf={(choice) =>
              choice === '0'
                ? t('writing.undoNone')
                : t('writing.undoSeconds', { count: Number(choice) })
            }
            onChoose={(choice) => {
              const undoSeconds = undoOptions.find((each) => undoChoice(each) === choice);
              if (undoSeconds !== undefined) void change({ undoSeconds });
            }}
          />
          <SpellingSetting languages={writing.spelling} />
        </>
      )}
    </section>
  );
}
