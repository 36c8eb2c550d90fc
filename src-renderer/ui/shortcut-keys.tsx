import { Kbd } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { ShortcutId } from '../../src-preload/contract/shortcuts.ts';
import type { WritingSettings } from '../../src-preload/contract/writing.ts';
import { isMac } from './is-mac.ts';
import styles from './shortcut-keys.module.css';
import { keyCaps } from './shortcuts.ts';

/** Keys that are called differently in every language. */
const namedKeys = ['Space', 'Home', 'End', 'PageUp', 'PageDown', 'ContextMenu'] as const;

interface ShortcutKeysProperties {
  readonly id: ShortcutId;
  /** All ways to press it, not only the first. */
  readonly all?: boolean;
  /** The key that sends, as it is set; Enter when left out. */
  readonly sendKey?: WritingSettings['sendKey'];
}

/** The caps of the keys of a shortcut, from the one table. */
export function ShortcutKeys({
  id,
  all = false,
  sendKey = 'enter',
}: ShortcutKeysProperties): ReactNode {
  const { t } = useTranslation();
  const ways = keyCaps(id, isMac(), sendKey);
  const nameOf = (cap: string): string => {
    const named = namedKeys.find((each) => each === cap);
    return named === undefined ? cap : t(`shortcuts.keys.${named}`);
  };
  return (
    <span className={styles.ways}>
      {(all ? ways : ways.slice(0, 1)).map((caps, index) => (
        <Fragment key={caps.join('+')}>
          {index === 0 ? null : t('shortcuts.or')}
          <span className={styles.keys}>
            {caps.map((cap) => (
              <Kbd key={cap}>{nameOf(cap)}</Kbd>
            ))}
          </span>
        </Fragment>
      ))}
    </span>
  );
}
