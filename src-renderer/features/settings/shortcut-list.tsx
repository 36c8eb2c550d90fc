import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shortcutIds, shortcuts, shortcutScopes } from '../../../src-preload/contract/shortcuts.ts';
import type { WritingSettings } from '../../../src-preload/contract/writing.ts';
import { ShortcutKeys } from '../../ui/shortcut-keys.tsx';
import styles from './settings-area.module.css';
import listStyles from './shortcut-list.module.css';

interface ShortcutListProperties {
  /** The key that sends, as it is set. */
  readonly sendKey: WritingSettings['sendKey'];
}

/** What the keyboard can do: the whole table, for the settings and the sheet. */
export function ShortcutList({ sendKey }: ShortcutListProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={listStyles.scopes}>
      {shortcutScopes.map((scope) => (
        <div key={scope} className={listStyles.scope}>
          <h3 className={listStyles.title}>{t(`shortcuts.scopes.${scope}`)}</h3>
          <dl className={styles.facts}>
            {shortcutIds
              .filter((id) => shortcuts[id].scope === scope)
              .map((id) => (
                <div key={id} className={styles.fact}>
                  <dt>{t(`shortcuts.names.${id}`)}</dt>
                  <dd>
                    <ShortcutKeys id={id} all sendKey={sendKey} />
                  </dd>
                </div>
              ))}
          </dl>
        </div>
      ))}
    </div>
  );
}
