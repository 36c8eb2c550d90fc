import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './draft-preview.module.css';

/** In the list, instead of the last message: what was begun there. */
export function DraftPreview({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles.preview}>
      <span className={styles.label}>{t('composer.draft')}</span> <bdi>{text.slice(0, 200)}</bdi>
    </span>
  );
}
