import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './tags.module.css';
import { TagChip } from '../../../labels/tag-chip.tsx';

/** Below a bubble: what the team has tagged it with. */
export function MessageTags({ tags }: { readonly tags: readonly string[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className={styles.tags} role="group" aria-label={t('tags.title')}>
      {tags.map((tag) => (
        <TagChip key={tag} tag={tag} />
      ))}
    </div>
  );
}
