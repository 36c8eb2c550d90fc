import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isMac } from '../../ui/is-mac.ts';
import styles from './settings-area.module.css';

/** What the keyboard can do, in one list for the settings and the sheet. */
export function ShortcutList(): ReactNode {
  const { t } = useTranslation();
  const command = isMac() ? '⌘' : 'Ctrl';
  const shortcuts = [
    { name: 'areas', keys: [command, '1 – 4'] },
    { name: 'settings', keys: [command, ','] },
    { name: 'search', keys: [command, 'F'] },
    { name: 'searchThread', keys: [command, 'Shift', 'F'] },
    { name: 'move', keys: ['↑', '↓'] },
    { name: 'open', keys: ['Enter'] },
    { name: 'select', keys: ['X'] },
    { name: 'pin', keys: ['P'] },
    { name: 'archive', keys: ['E'] },
    { name: 'menu', keys: ['Shift', 'F10'] },
    { name: 'leave', keys: ['Esc'] },
    { name: 'send', keys: ['Enter'] },
    { name: 'newLine', keys: ['Shift', 'Enter'] },
    { name: 'quickReply', keys: ['/'] },
    { name: 'sheet', keys: ['?'] },
  ] as const;
  return (
    <dl className={styles.facts}>
      {shortcuts.map(({ name, keys }) => (
        <div key={name} className={styles.fact}>
          <dt>{t(`settings.shortcutList.${name}`)}</dt>
          <dd className={styles.keys}>
            {keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
