import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';
import { chosenSendKey } from './settings-store.ts';
import { ShortcutList } from './shortcut-list.tsx';

/** What the keyboard can do. */
export function ShortcutsCard(): ReactNode {
  const { t } = useTranslation();
  const sendKey = useSettings((state) => chosenSendKey(state));
  return (
    <section className={styles.card} aria-label={t('settings.shortcuts')}>
      <h2 className={styles.title}>{t('settings.shortcuts')}</h2>
      <ShortcutList sendKey={sendKey} />
    </section>
  );
}
